package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.auralink.identity.entity.WebAuthnCredential;
import org.jspecify.annotations.Nullable;

/** A passkey as its owner sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PasskeyView(
        UUID id,
        String friendlyName,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {
    static PasskeyView of(WebAuthnCredential credential) {
        return new PasskeyView(
                credential.id(), credential.friendlyName(), credential.createdAt(), credential.lastUsedAt());
    }

    @Override
    public String toString() {
        return "PasskeyView[redacted]";
    }
}
