package org.auralink.identity.boundary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who is signed in wants to change of their account, as the client sent it; what is absent stays.
 *
 * @param nonce the code of the mail that {@link OwnAccount#reauthenticate} sends
 * @param currentPassword where the instance wants it with a new one
 * @param data what the person says about themselves: a value that is null goes, what is not named stays
 * @param appMetadata for administrators only, and refused here
 * @param codeChallenge as in {@link ReturnPath}, for the link of a new address
 */
public record AccountChange(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String password,
        @Nullable String nonce,
        @Nullable String currentPassword,
        @Nullable Map<String, Object> data,
        @Nullable Map<String, Object> appMetadata,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod) {
    @Override
    public String toString() {
        return "AccountChange[redacted]";
    }
}
