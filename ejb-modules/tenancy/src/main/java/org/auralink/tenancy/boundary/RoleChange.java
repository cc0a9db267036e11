package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody is to be. Not checked yet. */
@Schema(name = "RoleChange")
public record RoleChange(
        @Schema(
                required = true,
                enumeration = {"admin", "moderator", "member", "agent"})
        @Nullable
        String role) {}
