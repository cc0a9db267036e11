package org.auralink.oauth.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.auralink.identity.boundary.ClientTokens;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets (RFC 6749, 5.1; OpenID Connect Core, 3.1.3.3). Does not print itself.
 *
 * @param expiresIn seconds
 * @param refreshToken null for a client that may not refresh
 * @param idToken null without the scope {@code openid}, and after a refresh
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenAnswer(
        String accessToken,
        String tokenType,
        long expiresIn,
        @Nullable String refreshToken,
        String scope,
        @Nullable String idToken) {
    static TokenAnswer of(ClientTokens tokens, boolean refreshes, @Nullable String idToken) {
        return new TokenAnswer(
                tokens.accessToken(),
                "bearer",
                tokens.lifetime().toSeconds(),
                refreshes ? tokens.refreshToken() : null,
                tokens.scope(),
                idToken);
    }

    @Override
    public String toString() {
        return "TokenAnswer[redacted]";
    }
}
