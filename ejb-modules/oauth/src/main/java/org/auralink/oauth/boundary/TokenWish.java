package org.auralink.oauth.boundary;

import org.auralink.oauth.control.Parameters;
import org.jspecify.annotations.Nullable;

/** The body of a token request, before it is known which grant it is (RFC 6749, 4.1.3 and 6). Does not print itself. */
public record TokenWish(
        @Nullable String grantType,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String code,
        @Nullable String redirectUri,
        @Nullable String codeVerifier,
        @Nullable String refreshToken,
        @Nullable String scope) {
    /**
     * @param form as it came, encoded
     * @throws org.auralink.shared.RefusedException {@code invalid_request}
     */
    public static TokenWish ofForm(String form) {
        Parameters parameters = Parameters.of(form);
        return new TokenWish(
                parameters.find("grant_type").orElse(null),
                parameters.find("client_id").orElse(null),
                parameters.find("client_secret").orElse(null),
                parameters.find("code").orElse(null),
                parameters.find("redirect_uri").orElse(null),
                parameters.find("code_verifier").orElse(null),
                parameters.find("refresh_token").orElse(null),
                parameters.find("scope").orElse(null));
    }

    @Override
    public String toString() {
        return "TokenWish[redacted]";
    }
}
