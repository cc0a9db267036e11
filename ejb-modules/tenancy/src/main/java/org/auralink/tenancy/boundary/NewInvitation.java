package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An invitation as it is asked for. Not checked yet. */
@Schema(name = "NewInvitation")
public record NewInvitation(
        @Schema(required = true, maxLength = 255) @Nullable String email,

        @Schema(
                enumeration = {"admin", "moderator", "member", "agent"},
                defaultValue = "member")
        @Nullable
        String role) {
    @Override
    public String toString() {
        return "NewInvitation[redacted]";
    }
}
