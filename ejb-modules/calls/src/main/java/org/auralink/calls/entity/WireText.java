package org.auralink.calls.entity;

/** Texts from a media node's events. A text that a column refuses would hold up all later events of the node. */
public final class WireText {

    private WireText() {}

    /** Without control characters (PostgreSQL refuses U+0000) and lone surrogates, at most so many characters long. */
    public static String storable(String text, int mostCharacters) {
        StringBuilder storable = new StringBuilder();
        text.codePoints()
                .filter(character -> !Character.isISOControl(character) && !isLoneSurrogate(character))
                .limit(mostCharacters)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
