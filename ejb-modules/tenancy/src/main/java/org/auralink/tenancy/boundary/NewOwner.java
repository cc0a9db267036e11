package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Who is to have the organization. Not checked yet. */
@Schema(name = "NewOwner")
public record NewOwner(
        @Schema(required = true, description = "A member of it") @Nullable
        String userId) {}
