package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An organization as it is asked for. Not checked yet. */
@Schema(name = "NewOrganization")
public record NewOrganization(
        @Schema(required = true, minLength = 1, maxLength = 100) @Nullable
        String name,

        @Schema(
                minLength = 3,
                maxLength = 50,
                pattern = "^[a-z0-9]+(-[a-z0-9]+)*$",
                description = "A word of its own among all organizations; left out, its id")
        @Nullable
        String slug) {}
