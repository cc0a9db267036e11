package org.auralink.media.connector;

/**
 * A track that somebody publishes.
 *
 * @param sid the node's id of it ({@code TR_…})
 * @param kind what it carries
 * @param source {@code camera}, {@code microphone}, {@code screen_share}, {@code screen_share_audio}, or empty for another
 * @param name as its publisher calls it, possibly empty
 * @param mimeType of its codec, such as {@code video/VP8}, possibly empty
 * @param muted whether it is muted now
 */
public record NodeTrack(String sid, Kind kind, String source, String name, String mimeType, boolean muted) {

    /** What a track carries. */
    public enum Kind {
        AUDIO,
        VIDEO,
        DATA
    }
}
