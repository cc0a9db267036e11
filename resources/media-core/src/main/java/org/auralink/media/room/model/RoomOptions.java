package org.auralink.media.room.model;

import java.util.List;

/**
 * How a room behaves.
 *
 * @param emptyTimeoutSeconds how long it waits for its first participant
 * @param departureTimeoutSeconds how long it outlives its last one
 * @param maxParticipants 0 for no limit
 * @param enabledCodecs MIME types such as {@code video/VP8}, preferred first
 * @param metadata given by the application
 */
public record RoomOptions(
        int emptyTimeoutSeconds,
        int departureTimeoutSeconds,
        int maxParticipants,
        List<String> enabledCodecs,
        String metadata) {
    /** LiveKit's defaults. */
    public static final RoomOptions DEFAULT =
            new RoomOptions(300, 20, 0, List.of("video/VP8", "video/H264", "audio/opus"), "");
}
