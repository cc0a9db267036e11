package org.auralink.media.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** All media nodes that announce themselves now, by name. */
@Schema(name = "NodeList")
public record NodeList(
        List<NodeView> items,

        @Schema(nullable = true, description = "Always null: a fleet fits on one page") @Nullable
        String nextCursor) {}
