package org.auralink.shared;

import org.jspecify.annotations.Nullable;

/**
 * What a text from outside may be made of, and whether there is anything to see of it (Unicode Standard, chapter 23; UTS
 * 39). One place for all doors; the media node keeps the same rule for what comes to it without passing here.
 *
 * <p>Joiners, variation selectors and tags may stand in a text, since emoji and several scripts are written with them;
 * they only do not count as something to see.
 */
public final class PlainText {
    /**
     * First and last code points, in order, of what leaves no mark: Default_Ignorable_Code_Point of Unicode 16, which no JDK
     * knows as a property, then blanks that Unicode counts as symbols or letters: the Braille pattern without dots, the
     * object replacement, musical null note head, Egyptian blanks.
     */
    private static final int[] UNSEEN = {
        0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F,
        0x202A, 0x202E, 0x2060, 0x206F, 0x2800, 0x2800, 0x3164, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0,
        0xFFF0, 0xFFFC, 0x13441, 0x13442, 0x16FE4, 0x16FE4, 0x1BCA0, 0x1BCA3, 0x1D159, 0x1D159, 0x1D173, 0x1D17A,
        0xE0000, 0xE0FFF
    };

    private PlainText() {}

    /**
     * Why a text of one line is not taken: half of a surrogate pair (no Unicode text at all; encoding it would store
     * another), control characters and line ends, characters that turn the direction of what stands around them
     * (Bidi_Control: a name could rearrange the sentence it is shown in), noncharacters.
     *
     * @return what completes the sentence "The field …", null for a text that is taken
     */
    public static @Nullable String objectionToLine(String text) {
        return objection(text, false);
    }

    /** As {@link #objectionToLine}, for texts that may have several lines and tabs. */
    public static @Nullable String objectionToLines(String text) {
        return objection(text, true);
    }

    private static @Nullable String objection(String text, boolean severalLines) {
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (severalLines && (character == '\n' || character == '\r' || character == '\t')) {
                continue;
            }
            String objection = objection(character);
            if (objection != null) {
                return objection;
            }
        }
        return null;
    }

    private static @Nullable String objection(int character) {
        // The bulk of all texts, and nothing wrong with it.
        if (character >= ' ' && character < 0x7F) {
            return null;
        }
        switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                return "must not contain control characters.";
            }
            case Character.SURROGATE -> {
                return "must not contain half of a surrogate pair.";
            }
            default -> {
                if (turnsDirection(character)) {
                    return "must not contain characters that change the direction of text.";
                }
                return isNoncharacter(character) ? "must not contain code points that are no characters." : null;
            }
        }
    }

    /** Whether a reader sees anything: not only white space, ignorable characters, blanks, or marks without a base. */
    public static boolean isVisible(String text) {
        return text.codePoints().anyMatch(PlainText::isVisible);
    }

    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            // Unassigned for this JDK may be next year's letter or emoji: it counts, unless it is reserved as unseen.
            default -> !isUnseen(character);
        };
    }

    private static boolean isUnseen(int character) {
        for (int i = 0; i < UNSEEN.length && UNSEEN[i] <= character; i += 2) {
            if (character <= UNSEEN[i + 1]) {
                return true;
            }
        }
        return isNoncharacter(character);
    }

    private static boolean turnsDirection(int character) {
        return character == 0x061C
                || character == 0x200E
                || character == 0x200F
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    private static boolean isNoncharacter(int character) {
        return (character & 0xFFFE) == 0xFFFE || (character >= 0xFDD0 && character <= 0xFDEF);
    }
}
