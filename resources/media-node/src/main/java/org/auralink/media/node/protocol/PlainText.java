package org.auralink.media.node.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Which texts may be told to others. What is stored and shown must be what was sent: half of a surrogate pair cannot be
 * encoded (Unicode 3.9 D76), control characters act on terminals and logs, and bidirectional ones make a text look like
 * another (UTR 36, "bidirectional spoofing").
 */
public final class PlainText {
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

    /** Letters, digits, punctuation, symbols; marks alone have nothing to stand on. */
    private static boolean isVisible(int character) {
        return switch (Character.getType(character)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> !isBlankLetter(character);
        };
    }

    /** Letters and symbols that have no ink: Hangul fillers (Default_Ignorable_Code_Point) and the empty Braille pattern. */
    private static boolean isBlankLetter(int character) {
        return character == 0x115f
                || character == 0x1160
                || character == 0x3164
                || character == 0xffa0
                || character == 0x2800;
    }

    private static String shown(int character) {
        return String.format("U+%04X", character);
    }
}
