package org.auralink.identity.boundary;

import org.jspecify.annotations.Nullable;

/**
 * What a browser brings from a provider (OpenID Connect Core 1.0, 3.1.2.5). Does not print itself.
 *
 * @param error why there is no code, one of OAuth's words
 * @param issuer who says it (RFC 9207)
 */
public record ProviderAnswer(
        @Nullable String state,
        @Nullable String code,
        @Nullable String error,
        @Nullable String issuer) {
    @Override
    public String toString() {
        return "ProviderAnswer[redacted]";
    }
}
