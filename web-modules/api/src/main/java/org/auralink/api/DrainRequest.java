package org.auralink.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The body of a request to empty a node. */
@Schema(name = "DrainRequest")
public record DrainRequest(
        @Schema(
                minimum = "0",
                maximum = "86400",
                defaultValue = "600",
                description = "How long calls go on there; those that are left then go on at other nodes")
        @Nullable
        Integer deadlineSeconds) {}
