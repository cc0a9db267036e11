package org.auralink.identity.boundary;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wish for an account, as the client sent it. Without an address it is one to be nobody.
 *
 * @param data what the person says about themselves; {@code username} becomes the AuraID, {@code name} what others read
 * @param codeChallenge as in {@link ReturnPath}
 */
public record SignUp(
        @Nullable String email,
        @Nullable String phone,
        @Nullable String password,
        @Nullable Map<String, Object> data,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod) {

    /** For a client that waits for no code. */
    public SignUp(
            @Nullable String email,
            @Nullable String phone,
            @Nullable String password,
            @Nullable Map<String, Object> data) {
        this(email, phone, password, data, null, null);
    }

    /** @param redirectTo the query parameter of the same request */
    ReturnPath returnPath(@Nullable String redirectTo) {
        return new ReturnPath(redirectTo, codeChallenge, codeChallengeMethod);
    }

    @Override
    public String toString() {
        return "SignUp[redacted]";
    }
}
