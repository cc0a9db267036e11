package org.auralink.quality.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A track as it was when its publisher was last heard. */
@Schema(name = "QualityTrack")
public record TrackView(
        String sid,
        @Schema(enumeration = {"audio", "video"}) String kind,

        @Schema(description = "camera, microphone, screen_share, screen_share_audio or unknown")
        String source,

        boolean muted,

        @Schema(description = "Pixels of the highest layer that came; 0 for audio and where it is not known")
        int width,

        int height,

        @Schema(description = "The highest simulcast layer that came, 0 for the lowest; -1 for none")
        int layer,

        long bitrateBps) {}
