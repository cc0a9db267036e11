package org.auralink.identity.boundary;

import org.auralink.identity.entity.PublicKeyCredential;
import org.jspecify.annotations.Nullable;

/**
 * What a factor answers to a challenge, as the client sent it.
 *
 * @param code of a time-based code
 * @param webauthn of WebAuthn
 */
public record FactorProof(
        @Nullable String challengeId,
        @Nullable String code,
        @Nullable WebAuthn webauthn) {
    /** The rest of what clients send here, the server knows better. */
    public record WebAuthn(@Nullable PublicKeyCredential credentialResponse) {}

    @Override
    public String toString() {
        return "FactorProof[redacted]";
    }
}
