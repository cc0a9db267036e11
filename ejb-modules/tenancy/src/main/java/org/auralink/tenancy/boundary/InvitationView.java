package org.auralink.tenancy.boundary;

import java.time.Instant;
import org.auralink.tenancy.entity.Invitation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An invitation, as those see it who may invite. The token is in the mail alone. */
@Schema(name = "Invitation")
public record InvitationView(
        String invitationId,
        String email,

        @Schema(enumeration = {"admin", "moderator", "member", "agent"})
        String role,

        @Schema(enumeration = {"pending", "accepted", "declined", "revoked", "expired"})
        String status,

        @Schema(nullable = true, description = "The account that invited, null when it is gone") @Nullable
        String invitedBy,

        Instant createdAt,
        Instant expiresAt) {
    static InvitationView of(Invitation invitation, Instant now) {
        return new InvitationView(
                invitation.id().toString(),
                invitation.email(),
                invitation.role().wireName(),
                invitation.status(now),
                invitation.invitedBy() == null ? null : invitation.invitedBy().toString(),
                invitation.createdAt(),
                invitation.expiresAt());
    }

    @Override
    public String toString() {
        return "InvitationView[" + invitationId + "]";
    }
}
