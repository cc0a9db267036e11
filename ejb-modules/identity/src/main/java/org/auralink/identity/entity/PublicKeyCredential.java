package org.auralink.identity.entity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Base64;
import java.util.List;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a browser makes of an authenticator's answer (WebAuthn, 5.1, {@code RegistrationResponseJSON} and {@code
 * AuthenticationResponseJSON}); bytes are Base64url. What else stands there is told by the authenticator too, signed.
 */
public record PublicKeyCredential(
        @Nullable String id, @Nullable Response response) {
    /**
     * @param attestationObject of a registration
     * @param transports of a registration
     * @param authenticatorData of a sign-in
     * @param signature of a sign-in
     * @param userHandle of a sign-in; there when the authenticator knows whose credential it is
     */
    public record Response(
            @JsonProperty("clientDataJSON") @Nullable String clientDataJson,
            @JsonProperty("attestationObject") @Nullable String attestationObject,
            @JsonProperty("transports") @Nullable List<@Nullable String> transports,
            @JsonProperty("authenticatorData") @Nullable String authenticatorData,
            @JsonProperty("signature") @Nullable String signature,
            @JsonProperty("userHandle") @Nullable String userHandle) {
        @Override
        public String toString() {
            return "Response[redacted]";
        }
    }

    /** @throws org.auralink.shared.RefusedException when a part is missing */
    public Response required() {
        if (response == null) {
            throw Refusal.invalid("credential.response", "must be there.").asException();
        }
        return response;
    }

    public byte[] rawId() {
        return bytes("id", id);
    }

    /**
     * @param field of which part
     * @throws org.auralink.shared.RefusedException naming the field that is missing or no Base64url
     */
    public static byte[] bytes(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw Refusal.invalid("credential." + field, "must be there.").asException();
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("credential." + field, "must be Base64url.").asException();
        }
    }

    @Override
    public String toString() {
        return "PublicKeyCredential[redacted]";
    }
}
