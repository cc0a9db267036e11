package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change about an organization; what is left out stays. Not checked yet. */
@Schema(name = "OrganizationChange")
public record OrganizationChange(
        @Schema(minLength = 1, maxLength = 100) @Nullable String name,

        @Schema(minLength = 3, maxLength = 50, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$") @Nullable
        String slug) {}
