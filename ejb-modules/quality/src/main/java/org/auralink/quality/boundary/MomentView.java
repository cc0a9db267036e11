package org.auralink.quality.boundary;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Something that happened to somebody in the call. */
@Schema(name = "QualityMoment")
public record MomentView(
        Instant at,

        @Schema(description = "LiveKit's id of the joining; empty for what happened to the call")
        String mediaSid,

        String identity,

        @Schema(
                enumeration = {
                    "joined",
                    "left",
                    "ended",
                    "published",
                    "unpublished",
                    "muted",
                    "unmuted",
                    "interrupted",
                    "restored",
                    "resumed",
                    "node_changed",
                    "layer_up",
                    "layer_down"
                })
        String kind,

        @Schema(description = "Of what: a track's source, a node's id; empty for nothing")
        String detail) {

    @Override
    public String toString() {
        return "MomentView[" + kind + "]";
    }
}
