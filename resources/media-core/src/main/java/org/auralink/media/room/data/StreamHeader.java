package org.auralink.media.room.data;

import java.util.Locale;

/**
 * How a participant begins a stream of text or bytes (LiveKit's {@code DataStream.Header}), as far as it is counted by.
 *
 * @param mimeType the word before the slash, in small letters; empty when there is none
 * @param length in bytes; -1 when its sender does not know
 */
public record StreamHeader(Content content, String mimeType, long length) {
    private static final int MIME_TYPE = 4;
    private static final int LENGTH = 5;
    private static final int TEXT = 9;
    private static final int BYTES = 10;

    /** Of a mime type's first word; the longest that is registered has 11. */
    private static final int MOST_LETTERS = 16;

    /** What a stream is of. */
    public enum Content {
        TEXT,
        BYTES,
        UNKNOWN
    }

    static StreamHeader read(byte[] buf, int from, int size) {
        Content content = Content.UNKNOWN;
        String mimeType = "";
        long length = -1;
        var reader = new WireReader(buf, from, size);
        while (reader.next()) {
            switch (reader.field()) {
                case MIME_TYPE -> mimeType = reader.isDelimited() ? firstWord(reader.text()) : "";
                case LENGTH -> length = Math.max(-1, reader.number());
                case TEXT -> content = Content.TEXT;
                case BYTES -> content = Content.BYTES;
                default -> {
                    // Is for the receivers.
                }
            }
        }
        return new StreamHeader(content, mimeType, length);
    }

    private static String firstWord(String mimeType) {
        int slash = mimeType.indexOf('/');
        return slash < 0 || slash > MOST_LETTERS
                ? ""
                : mimeType.substring(0, slash).toLowerCase(Locale.ROOT);
    }
}
