package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.shared.FieldError;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/** Passkeys: registering them, signing in with one, and their upkeep; who may how often, and what other doors hear. */
@ApplicationScoped
public class PasskeySignIns {
    @Inject
    private Passkeys passkeys;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Limits limits;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits requests;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** @throws RefusedException as of {@link Passkeys#startRegistration} */
    public PasskeyOptions startRegistration(String accessToken) {
        count(accessToken);
        return guards.database().once(() -> passkeys.startRegistration(accessToken));
    }

    /** @throws RefusedException naming the field that is wrong, and as of {@link Passkeys#register} */
    public PasskeyView register(String accessToken, PasskeyAnswer answer) {
        count(accessToken);
        UUID challenge = challenge(answer);
        PublicKeyCredential credential = credential(answer);
        return guards.database().once(() -> passkeys.register(accessToken, challenge, credential));
    }

    /** @throws RefusedException rate limited */
    public PasskeyOptions startSignIn(ClientAddress client) {
        limiter.take(requests.signInByAddress(), client);
        return guards.database().once(passkeys::startSignIn);
    }

    /** @throws RefusedException naming the field that is wrong, and as of {@link Passkeys#signIn} */
    public SessionView signIn(PasskeyAnswer answer, ClientAddress client) {
        limiter.take(requests.readByAddress(), client);
        UUID challenge = challenge(answer);
        PublicKeyCredential credential = credential(answer);
        SessionView session = guards.database().once(() -> passkeys.signIn(challenge, credential, client));
        reads.changed(new UserId(session.user().id()));
        return session;
    }

    /** @throws RefusedException as of {@link Passkeys#list} */
    public List<PasskeyView> list(String accessToken) {
        return guards.database().repeatably(() -> passkeys.list(accessToken));
    }

    /** @throws RefusedException naming the field that is wrong, and as of {@link Passkeys#rename} */
    public PasskeyView rename(String accessToken, UUID passkey, PasskeyChange change) {
        count(accessToken);
        String name = change.friendlyName();
        if (name == null || name.isBlank()) {
            throw invalid("friendly_name", "friendly_name is required");
        }
        if (name.length() > limits.factors().name()) {
            throw invalid(
                    "friendly_name", "friendly_name must be " + limits.factors().name() + " characters or less");
        }
        String objection = PlainText.objectionToLine(name);
        if (objection != null) {
            throw Refusal.invalid("friendly_name", objection).asException();
        }
        return guards.database().once(() -> passkeys.rename(accessToken, passkey, name));
    }

    /** @throws RefusedException as of {@link Passkeys#remove} */
    public void remove(String accessToken, UUID passkey) {
        count(accessToken);
        guards.database().once(() -> {
            passkeys.remove(accessToken, passkey);
            return passkey;
        });
    }

    private void count(String accessToken) {
        limiter.take(
                requests.factorByAccount(),
                verifier.verify(accessToken).user().value().toString());
    }

    private static UUID challenge(PasskeyAnswer answer) {
        if (answer.challengeId() == null || answer.challengeId().isEmpty()) {
            throw invalid("challenge_id", "challenge_id is required");
        }
        try {
            return UUID.fromString(answer.challengeId());
        } catch (IllegalArgumentException e) {
            throw invalid("challenge_id", "challenge_id must be a valid UUID");
        }
    }

    private static PublicKeyCredential credential(PasskeyAnswer answer) {
        @Nullable PublicKeyCredential credential = answer.credential();
        if (credential == null) {
            throw invalid("credential", "credential is required");
        }
        return credential;
    }

    private static RefusedException invalid(String field, String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError(field, detail))).asException();
    }
}
