package org.auralink.media.room;

/**
 * Bounds of what clients can make a room keep, and its times.
 *
 * @param pendingTracks announced tracks without media, per participant; LiveKit's number
 * @param publishedTracks tracks of one participant. A browser with camera, microphone and two screens has six
 * @param metadataBytes of a participant's metadata; LiveKit's number
 * @param attributesBytes of all attribute keys and values together; LiveKit's number
 * @param nameLength of a participant's name, in characters (Unicode code points); LiveKit's number. Also of what a track
 *     calls itself
 * @param trackLayers encodings that a track may announce: LiveKit's low, medium and high. What a track says about itself
 *     is told to everybody, at each change
 * @param trackCodecs codecs that a track may announce. LiveKit's clients name the preferred one and a backup
 * @param trackFeatures audio features that a track may announce; LiveKit knows seven
 * @param listLength of permissions with their tracks. A room of three hundred with one permission each fits
 * @param earlyDataBytes of reliable data that wait for the data channel of somebody who has just joined
 * @param dataBytesPerSecond that one participant's data makes the room send to all receivers together, and so much on its
 *     loop's thread: 200 Mbit/s to one, or 1 kB at 50 per second to 500
 * @param dataBurstBytes of the same at once: a message of the largest size to a hundred
 * @param dataTracks data tracks of one participant: as many as a machine has sensors. All are told to everybody, at each
 *     change
 * @param dataSubscriptions data tracks that one participant receives. Their handles are told all at once, 60 bytes each
 * @param joinWithinNanos from the join response to a media connection
 * @param answerWithinNanos from an offer to its answer
 */
public record RoomLimits(
        int pendingTracks,
        int publishedTracks,
        int metadataBytes,
        int attributesBytes,
        int nameLength,
        int trackLayers,
        int trackCodecs,
        int trackFeatures,
        int listLength,
        int earlyDataBytes,
        int dataBytesPerSecond,
        int dataBurstBytes,
        int dataTracks,
        int dataSubscriptions,
        long joinWithinNanos,
        long answerWithinNanos) {
    /** Whether a name has more characters than anybody may have, counted as people do: an emoji is one. */
    boolean isTooLong(String name) {
        return name.codePointCount(0, name.length()) > nameLength;
    }

    /** What the node uses. */
    public static final RoomLimits DEFAULT = new RoomLimits(
            20,
            32,
            512 * 1024,
            64 * 1024,
            256,
            3,
            4,
            8,
            1_000,
            256 * 1024,
            26_000_000,
            6_500_000,
            64,
            1_000,
            60_000_000_000L,
            15_000_000_000L);
}
