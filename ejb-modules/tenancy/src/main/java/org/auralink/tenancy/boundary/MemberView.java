package org.auralink.tenancy.boundary;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Somebody in an organization, as fellow members see them. */
@Schema(name = "Member")
public record MemberView(
        String userId,
        String auraId,

        @Schema(nullable = true) @Nullable String displayName,

        @Schema(enumeration = {"owner", "admin", "moderator", "member", "agent"})
        String role,

        @Schema(description = "Since when they belong to it")
        Instant createdAt) {
    @Override
    public String toString() {
        return "MemberView[redacted]";
    }
}
