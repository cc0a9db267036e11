package org.auralink.calls.boundary;

import java.util.List;
import org.auralink.shared.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which of somebody's tracks are to be muted. Not checked yet. */
@Schema(name = "TrackToMute")
public record TrackToMute(
        @Schema(
                enumeration = {"microphone", "camera", "screen_share", "screen_share_audio"},
                defaultValue = "microphone")
        @Nullable
        String source) {
    private static final List<String> SOURCES = List.of("microphone", "camera", "screen_share", "screen_share_audio");

    /** @throws org.auralink.shared.RefusedException invalid, naming the field */
    String checked() {
        if (source == null) {
            return SOURCES.get(0);
        }
        if (!SOURCES.contains(source)) {
            throw Refusal.invalid("source", "must be one of " + String.join(", ", SOURCES) + ".")
                    .asException();
        }
        return source;
    }
}
