package org.auralink.identity.boundary;

import org.jspecify.annotations.Nullable;

/** What an administrator changes about a factor, as the client sent it. */
public record FactorChange(@Nullable String friendlyName) {
    @Override
    public String toString() {
        return "FactorChange[redacted]";
    }
}
