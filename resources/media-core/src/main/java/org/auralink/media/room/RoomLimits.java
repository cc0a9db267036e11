package org.auralink.media.room;

/**
 * Bounds of what clients can make a room keep, and its times.
 *
 * @param pendingTracks announced tracks without media, per participant; LiveKit's number
 * @param publishedTracks tracks of one participant. A browser with camera, microphone and two screens has six
 * @param metadataBytes of a participant's metadata; LiveKit's number
 * @param attributesBytes of all attribute keys and values together; LiveKit's number
 * @param nameLength of a participant's name, in characters; LiveKit's number
 * @param sdpBytes of one session description. Chrome's with fifty sections has about 200 kB
 * @param joinWithinNanos from the join response to a media connection
 * @param answerWithinNanos from an offer to its answer
 */
public record RoomLimits(
        int pendingTracks,
        int publishedTracks,
        int metadataBytes,
        int attributesBytes,
        int nameLength,
        int sdpBytes,
        long joinWithinNanos,
        long answerWithinNanos) {
    /** What the node uses. */
    public static final RoomLimits DEFAULT =
            new RoomLimits(20, 32, 512 * 1024, 64 * 1024, 256, 1024 * 1024, 60_000_000_000L, 15_000_000_000L);
}
