package org.auralink.shared.health;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A cell of the matrix: what is known of a dependency, from the last time that it was asked. */
@Schema(name = "DependencyHealth")
public record DependencyView(
        @Schema(description = "postgresql, redis, mail, or node: and an address")
        String name,

        @Schema(description = "Whether the service is not ready without it")
        boolean required,

        @Schema(
                enumeration = {"up", "down", "unknown"},
                description = "unknown: nobody could tell, as it is asked by somebody who is away, or was not yet")
        String status,

        @Schema(
                nullable = true,
                enumeration = {"closed", "half_open", "open"},
                description = "Whether requests are let through to it; null where this server asks for nobody")
        @Nullable
        String circuit,

        @Schema(nullable = true, description = "When it was last asked and answered, or was found silent") @Nullable
        Instant checkedAt,

        @Schema(nullable = true, description = "How long its last answer took") @Nullable
        Long responseMs) {}
