package org.auralink.identity.boundary;

import org.jspecify.annotations.Nullable;

/** What a factor answers to a challenge, as the client sent it. */
public record FactorProof(@Nullable String challengeId, @Nullable String code) {
    @Override
    public String toString() {
        return "FactorProof[redacted]";
    }
}
