package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the link of an invitation carries. Not checked yet. */
@Schema(name = "InvitationToken")
public record InvitationToken(
        @Schema(required = true, minLength = 43, maxLength = 43, description = "What stands in the link of the mail")
        @Nullable
        String token) {
    @Override
    public String toString() {
        return "InvitationToken[redacted]";
    }
}
