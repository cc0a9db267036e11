package org.auralink.identity.control;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.identity.entity.User;
import org.auralink.identity.entity.WebAuthnCredential;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;

/**
 * This server towards authenticators (WebAuthn Level 3): what they are asked, and whether they answered it. Which make of
 * authenticator it is nobody asks for: any that a person trusts will do, so attestation is neither wanted nor judged.
 */
public final class RelyingParty {
    private static final int NONCE_BYTES = 32;

    /** For the browser; the challenge has a life of its own. */
    private static final int TIMEOUT_MILLIS = 300_000;

    /** What nearly every authenticator can do, the best first: Ed25519, P-256, RSA. */
    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.RS256);

    private static final Pattern TRANSPORT = Pattern.compile("[a-z-]{1,20}");

    /** There are six. */
    private static final int MOST_TRANSPORTS = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final Set<Origin> origins;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);

    /**
     * @param id a domain; credentials are bound to it (WebAuthn, 5.4.2)
     * @param origins of the pages that may use them
     */
    public RelyingParty(String id, Set<String> origins) {
        this.id = id;
        this.origins = origins.stream().map(Origin::create).collect(Collectors.toUnmodifiableSet());
    }

    /** What an authenticator has to sign, so that no answer fits another question. */
    public static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    /**
     * {@code PublicKeyCredentialCreationOptionsJSON}.
     *
     * @param present credentials of the person: an authenticator that has one of them makes no other
     * @param passkey whether it is to sign in by itself, and so must know the person and be found without a name
     */
    public Map<String, Object> creation(User user, List<WebAuthnCredential> present, byte[] nonce, boolean passkey) {
        String name = user.email().isEmpty() ? user.auraId() : user.email();
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rp", Map.of("id", id, "name", id));
        options.put("user", Map.of("id", text(handle(user.id())), "name", name, "displayName", user.name()));
        options.put("challenge", text(nonce));
        options.put(
                "pubKeyCredParams",
                ALGORITHMS.stream()
                        .map(algorithm -> Map.of("type", "public-key", "alg", algorithm.getValue()))
                        .toList());
        options.put("timeout", TIMEOUT_MILLIS);
        options.put("excludeCredentials", descriptors(present));
        options.put(
                "authenticatorSelection",
                Map.of(
                        "residentKey", passkey ? "required" : "discouraged",
                        "requireResidentKey", passkey,
                        "userVerification", passkey ? "required" : "preferred"));
        options.put("attestation", "none");
        return options;
    }

    /**
     * {@code PublicKeyCredentialRequestOptionsJSON}.
     *
     * @param allowed those that may answer; none for any passkey
     */
    public Map<String, Object> request(List<WebAuthnCredential> allowed, byte[] nonce) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("challenge", text(nonce));
        options.put("timeout", TIMEOUT_MILLIS);
        options.put("rpId", id);
        options.put("allowCredentials", descriptors(allowed));
        options.put("userVerification", allowed.isEmpty() ? "required" : "preferred");
        return options;
    }

    private static List<Map<String, Object>> descriptors(List<WebAuthnCredential> credentials) {
        List<Map<String, Object>> descriptors = new ArrayList<>();
        for (WebAuthnCredential credential : credentials) {
            Map<String, Object> descriptor = new LinkedHashMap<>();
            descriptor.put("type", "public-key");
            descriptor.put("id", text(credential.credentialId()));
            if (!credential.transports().isEmpty()) {
                descriptor.put("transports", credential.transports());
            }
            descriptors.add(descriptor);
        }
        return descriptors;
    }

    /**
     * Judges the answer to {@link #creation} (WebAuthn, 7.1).
     *
     * @throws org.auralink.shared.RefusedException {@code webauthn_verification_failed}, or naming what is malformed
     */
    public WebAuthnCredential.Made made(PublicKeyCredential answer, byte[] nonce, boolean passkey) {
        PublicKeyCredential.Response response = answer.required();
        var request = new RegistrationRequest(
                PublicKeyCredential.bytes("response.attestationObject", response.attestationObject()),
                PublicKeyCredential.bytes("response.clientDataJSON", response.clientDataJson()));
        var wanted = ALGORITHMS.stream()
                .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
                .toList();
        return judged(() -> {
            RegistrationData data =
                    manager.verify(request, new RegistrationParameters(here(nonce), wanted, passkey, true));
            AuthenticatorData<?> authenticator =
                    Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            AttestedCredentialData credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            return new WebAuthnCredential.Made(
                    credential.getCredentialId(),
                    converter.getCborConverter().writeValueAsBytes(credential.getCOSEKey()),
                    authenticator.isFlagBE(),
                    authenticator.getSignCount(),
                    transports(response));
        });
    }

    /**
     * Judges the answer to {@link #request} (WebAuthn, 7.2): it is the credential's, to this question, from one of our
     * pages, and the authenticator has not signed less often than it had before, as a copy of it would have.
     *
     * @return how often it has signed
     * @throws org.auralink.shared.RefusedException {@code webauthn_verification_failed}, or naming what is malformed
     */
    public long signed(WebAuthnCredential credential, PublicKeyCredential answer, byte[] nonce) {
        PublicKeyCredential.Response response = answer.required();
        if (response.userHandle() != null || credential.isPasskey()) {
            byte[] handle = PublicKeyCredential.bytes("response.userHandle", response.userHandle());
            if (!Arrays.equals(handle, handle(credential.user()))) {
                throw failed();
            }
        }
        var request = new AuthenticationRequest(
                answer.rawId(),
                PublicKeyCredential.bytes("response.authenticatorData", response.authenticatorData()),
                PublicKeyCredential.bytes("response.clientDataJSON", response.clientDataJson()),
                PublicKeyCredential.bytes("response.signature", response.signature()));
        return judged(() -> manager.verify(
                        request,
                        new AuthenticationParameters(
                                here(nonce),
                                record(credential),
                                List.of(credential.credentialId()),
                                credential.isPasskey(),
                                true))
                .getAuthenticatorData()
                .getSignCount());
    }

    private CredentialRecordImpl record(WebAuthnCredential credential) {
        COSEKey key = converter.getCborConverter().readValue(credential.publicKey(), COSEKey.class);
        return new CredentialRecordImpl(
                null,
                null,
                credential.isBackupEligible(),
                null,
                credential.signCount(),
                new AttestedCredentialData(AAGUID.ZERO, credential.credentialId(), Objects.requireNonNull(key)),
                null,
                null,
                null,
                null);
    }

    private ServerProperty here(byte[] nonce) {
        return ServerProperty.builder()
                .origins(origins)
                .rpId(id)
                .challenge(new DefaultChallenge(nonce))
                .build();
    }

    /** What the library does not take is no answer, whatever it found wrong with it. */
    private static <T> T judged(Supplier<T> work) {
        try {
            return work.get();
        } catch (WebAuthnException | IllegalArgumentException | NullPointerException e) {
            throw failed();
        }
    }

    static RuntimeException failed() {
        return new Refusal.Invalid("webauthn_verification_failed", "Credential verification failed", List.of())
                .asException();
    }

    private static List<String> transports(PublicKeyCredential.Response response) {
        List<String> transports = new ArrayList<>();
        for (String transport : response.transports() == null ? List.<String>of() : response.transports()) {
            if (transport != null && TRANSPORT.matcher(transport).matches() && transports.size() < MOST_TRANSPORTS) {
                transports.add(transport);
            }
        }
        return transports;
    }

    /** By which an authenticator knows the person: no name, so that it tells nothing to who finds it (WebAuthn, 14.6.1). */
    private static byte[] handle(UserId user) {
        return user.value().toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
