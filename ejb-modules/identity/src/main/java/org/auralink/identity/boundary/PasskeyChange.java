package org.auralink.identity.boundary;

import org.jspecify.annotations.Nullable;

/** What its owner changes about a passkey, as the client sent it. */
public record PasskeyChange(@Nullable String friendlyName) {
    @Override
    public String toString() {
        return "PasskeyChange[redacted]";
    }
}
