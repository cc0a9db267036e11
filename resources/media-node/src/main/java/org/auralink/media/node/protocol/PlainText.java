package org.auralink.media.node.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which texts may be told to others. What is stored and shown must be what was sent: half of a surrogate pair cannot be
 * encoded (Unicode 3.9 D76), control characters act on terminals and logs, and bidirectional ones make a text look like
 * another (UTR 36, "bidirectional spoofing"). The control plane keeps the same rule, so that whoever has a ticket gets in
 * with the name that stands in it; a test of the local stack compares the two.
 */
public final class PlainText {
    /**
     * First and last code points, in order, of what leaves no mark: Default_Ignorable_Code_Point of Unicode 16, and blanks
     * that count as symbols or letters.
     */
    private static final int[] UNSEEN = {
        0x00ad, 0x00ad, 0x034f, 0x034f, 0x061c, 0x061c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x200b, 0x200f,
        0x202a, 0x202e, 0x2060, 0x206f, 0x2800, 0x2800, 0x3164, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xfeff, 0xffa0, 0xffa0,
        0xfff0, 0xfffc, 0x13441, 0x13442, 0x16fe4, 0x16fe4, 0x1bca0, 0x1bca3, 0x1d159, 0x1d159, 0x1d173, 0x1d17a,
        0xe0000, 0xe0fff
    };

    private PlainText() {}

    /**
     * What is wrong with a name: anything of the above, line breaks too, or that nothing of it can be seen. An empty text
     * is no fault here.
     *
     * @return the end of a sentence that begins with the field's name; null when it may be told
     */
    public static @Nullable String faultOfName(String name) {
        String fault = fault(name, false);
        if (fault != null || name.isEmpty()) {
            return fault;
        }
        return name.codePoints().anyMatch(PlainText::isVisible) ? null : "nothing of it can be seen";
    }

    /** As {@link #faultOfName}, of a text that may have lines and tabs, and that nobody has to see. */
    public static @Nullable String faultOfText(String text) {
        return fault(text, true);
    }

    private static @Nullable String fault(String text, boolean mayHaveLines) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int character = text.codePointAt(i);
            if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                return "half of a character (" + shown(character) + ") cannot be stored";
            }
            boolean line = character == '\n' || character == '\r' || character == '\t';
            if (isControl(character) && !(mayHaveLines && line)) {
                return "control characters (" + shown(character) + ") are not allowed";
            }
            if (isBidirectional(character)) {
                return "bidirectional control characters (" + shown(character) + ") are not allowed";
            }
            if (isNoncharacter(character)) {
                return "code points that are no characters (" + shown(character) + ") are not allowed";
            }
        }
        return null;
    }

    private static boolean isControl(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** Bidi_Control of Unicode's PropList. */
    private static boolean isBidirectional(int character) {
        return character == 0x061c
                || character == 0x200e
                || character == 0x200f
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069);
    }

    /** Not only white space, ignorable characters, blanks, or marks that have nothing to stand on. */
    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            // Unassigned for this JDK may be next year's emoji: it counts, unless it is reserved as unseen.
            default -> !isUnseen(character);
        };
    }

    private static boolean isUnseen(int character) {
        for (int i = 0; i < UNSEEN.length && UNSEEN[i] <= character; i += 2) {
            if (character <= UNSEEN[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNoncharacter(int character) {
        return (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);
    }

    private static String shown(int character) {
        return String.format("U+%04X", character);
    }
}
