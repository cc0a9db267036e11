package org.auralink.calls.boundary;

import org.auralink.calls.entity.CallRole;
import org.auralink.shared.Refusal;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What somebody is to be in a call. Not checked yet. */
@Schema(name = "CallRoleChange")
public record CallRoleChange(
        @Schema(
                required = true,
                enumeration = {"moderator", "participant", "guest"},
                description = "Only somebody with an account can be a moderator, and only somebody without one a guest")
        @Nullable
        String role) {

    /**
     * @param account whether they have an account, by which alone somebody can moderate
     * @throws org.auralink.shared.RefusedException invalid, naming the field
     */
    CallRole checked(boolean account) {
        CallRole wanted = role == null ? null : CallRole.parse(role).orElse(null);
        if (wanted == null || wanted == CallRole.HOST) {
            throw Refusal.invalid("role", "must be one of moderator, participant, guest.")
                    .asException();
        }
        if (wanted == CallRole.MODERATOR && !account) {
            throw Refusal.invalid("role", "must not be moderator for somebody who has no account to moderate with.")
                    .asException();
        }
        if (wanted == CallRole.GUEST && account) {
            throw Refusal.invalid("role", "must not be guest for somebody with an account.")
                    .asException();
        }
        return wanted;
    }
}
