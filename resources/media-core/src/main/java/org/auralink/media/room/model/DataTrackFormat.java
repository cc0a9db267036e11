package org.auralink.media.room.model;

import org.jspecify.annotations.Nullable;

/**
 * How the frames of a data track are written, as its publisher says. Those who receive it are told; the room does not look
 * into frames.
 *
 * @param frames null when it is not said
 * @param schema what frames are read by; null when it is not said
 */
public record DataTrackFormat(
        @Nullable Encoding frames, @Nullable Schema schema) {
    /** Nothing is said. */
    public static final DataTrackFormat UNKNOWN = new DataTrackFormat(null, null);

    /** Characters of an encoding that is in no list: LiveKit's number. */
    private static final int MOST = 32;

    /**
     * One of a list of LiveKit's, or another.
     *
     * @param wellKnown its number in the list, 0 for none
     * @param custom what another is called; null for one of the list
     */
    public record Encoding(int wellKnown, @Nullable String custom) {
        /** What cannot be read as one. */
        public static final Encoding NONE = new Encoding(0, "");

        private static boolean isValid(@Nullable Encoding encoding) {
            String custom = encoding == null ? null : encoding.custom;
            return custom == null || !custom.isEmpty() && custom.length() <= MOST;
        }
    }

    /**
     * What frames are read by. Two of the same name in different encodings are different.
     *
     * @param encoding of the schema itself; null when it is not said
     */
    public record Schema(String name, @Nullable Encoding encoding) {}

    /** Whether encodings that are in no list have a name, of 32 characters at most. */
    public boolean isValid() {
        return Encoding.isValid(frames) && (schema == null || Encoding.isValid(schema.encoding));
    }
}
