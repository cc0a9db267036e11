package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A factor is asked to prove itself.
 *
 * @param expiresAt seconds since 1970
 * @param webauthn what the browser has to do; of WebAuthn only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorChallengeView(
        UUID id, String type, long expiresAt, @Nullable Ceremony webauthn) {
    /** @param type {@code create} a credential, or {@code request} an answer of the one that there is */
    public record Ceremony(String type, CredentialOptions credentialOptions) {}

    /** What {@code navigator.credentials} takes, as WebAuthn's own JSON. */
    public record CredentialOptions(
            @JsonProperty("publicKey") Map<String, Object> publicKey) {}
}
