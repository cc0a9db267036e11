package org.auralink.identity.boundary;

import org.auralink.identity.entity.PublicKeyCredential;
import org.jspecify.annotations.Nullable;

/** What an authenticator answered, as the client sent it. */
public record PasskeyAnswer(
        @Nullable String challengeId, @Nullable PublicKeyCredential credential) {
    @Override
    public String toString() {
        return "PasskeyAnswer[redacted]";
    }
}
