package org.auralink.media.room.model;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

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
    /** LiveKit's defaults, but for H.265: most browsers cannot receive it, and few can without the right hardware. */
    public static final RoomOptions DEFAULT = new RoomOptions(
            300,
            20,
            0,
            List.of(
                    "video/VP8",
                    "video/H264",
                    "video/VP9",
                    "video/AV1",
                    "audio/opus",
                    "audio/red",
                    "audio/PCMU",
                    "audio/PCMA"),
            "");

    /** The enabled codecs, video first: some clients take the first entry for video. */
    public List<String> videoFirst() {
        return enabledCodecs.stream()
                .sorted(Comparator.comparing(RoomOptions::isAudio))
                .toList();
    }

    private static boolean isAudio(String mime) {
        return mime.toLowerCase(Locale.ROOT).startsWith("audio/");
    }
}
