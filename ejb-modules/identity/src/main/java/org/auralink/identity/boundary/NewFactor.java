package org.auralink.identity.boundary;

import org.jspecify.annotations.Nullable;

/**
 * A wish for a second factor, as the client sent it.
 *
 * @param issuer of a time-based code: whose account the app says that it is; by default this server's name
 */
public record NewFactor(
        @Nullable String friendlyName,
        @Nullable String factorType,
        @Nullable String issuer) {
    @Override
    public String toString() {
        return "NewFactor[redacted]";
    }
}
