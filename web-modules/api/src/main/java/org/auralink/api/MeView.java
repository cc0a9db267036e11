package org.auralink.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Who asks, as this server knows them. */
@Schema(name = "Me")
public record MeView(
        String userId,

        @Schema(description = "The active organization") String organizationId,

        @Schema(description = "Whether the account operates the server, and so may see and drain media nodes")
        boolean operator) {}
