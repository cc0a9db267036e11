package org.auralink.quality.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a participant was sent of somebody's video when it was last heard of, and why that. */
@Schema(name = "QualityReceivedTrack")
public record ReceivedView(
        @Schema(description = "The track; whose it is stands in the tracks of the series of its publisher")
        String sid,

        @Schema(description = "The layer that the client asked for, 0 for the lowest, 2 for the highest; -1 for none")
        int wanted,

        @Schema(description = "The simulcast layer that was sent, 0 for the lowest and for the only one; -1 for none")
        int layer,

        @Schema(
                description =
                        "wanted: what the client asked for; best_published: the publisher sends none that is larger;"
                                + " hidden: the client does not show it; muted, not_sent: by the publisher; bandwidth:"
                                + " the connection carries no more; saving: every other picture, as the node saves;"
                                + " switching: another layer begins with its next key frame; unknown: the node does not"
                                + " tell",
                enumeration = {
                    "wanted",
                    "best_published",
                    "hidden",
                    "muted",
                    "not_sent",
                    "bandwidth",
                    "saving",
                    "switching",
                    "unknown"
                })
        String reason) {}
