package org.auralink.oauth.entity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a person, judged already (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1).
 *
 * @param scope what it wants to know
 * @param state comes back with the answer
 * @param nonce comes back in the ID token
 * @param asksAgain whether the person is asked although they agreed before
 * @param maxAge how old the person's sign-in may be; null for whatever age
 */
public record AuthorizationWish(
        RedirectUri redirectUri,
        String scope,
        @Nullable String state,
        @Nullable String nonce,
        CodeChallenge challenge,
        boolean asksAgain,
        @Nullable Duration maxAge) {
    @Override
    public String toString() {
        return "AuthorizationWish[redacted]";
    }
}
