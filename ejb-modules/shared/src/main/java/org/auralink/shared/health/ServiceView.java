package org.auralink.shared.health;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row of the matrix: a service, and what it depends on. */
@Schema(name = "ServiceHealth")
public record ServiceView(
        @Schema(enumeration = {"control-plane", "media-node"})
        String service,

        @Schema(description = "Which one of them; the same service may stand in several rows")
        String name,

        List<DependencyView> dependencies) {}
