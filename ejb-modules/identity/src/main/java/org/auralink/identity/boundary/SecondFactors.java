package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.EncryptionKeys;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.FactorType;
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

/**
 * Enrolling, proving and removing second factors: who may how often, and what of it the other doors hear. Wrong codes are
 * counted by account, as wrong passwords are, for six digits are soon guessed.
 */
@ApplicationScoped
public class SecondFactors {
    @Inject
    private Factors factors;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private EncryptionKeys keys;

    @Inject
    private Limits limits;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits requests;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** @throws RefusedException naming the field that is wrong, and as of {@link Factors#enroll} */
    public EnrolledFactor enroll(String accessToken, NewFactor wish) {
        UserId user = counted(accessToken);
        FactorType type = type(wish.factorType());
        FactorWish accepted = new FactorWish(
                type,
                line("friendly_name", wish.friendlyName(), limits.factors().name()),
                line("issuer", wish.issuer(), limits.factors().issuer()));
        EnrolledFactor enrolled = guards.database().once(() -> factors.enroll(accessToken, accepted));
        reads.changed(user);
        return enrolled;
    }

    /** @throws RefusedException as of {@link Factors#challenge} */
    public FactorChallengeView challenge(String accessToken, UUID factor, ClientAddress client) {
        UserId user = counted(accessToken);
        FactorChallengeView challenge = guards.database().once(() -> factors.challenge(accessToken, factor, client));
        reads.changed(user);
        return challenge;
    }

    /** @throws RefusedException naming the field that is wrong, and as of {@link Factors#verify} */
    public SessionView verify(String accessToken, UUID factor, FactorProof proof, ClientAddress client) {
        UserId user = verifier.verify(accessToken).user();
        FactorAnswer answer = FactorAnswer.of(proof);
        UUID challenge = challengeId(proof.challengeId());
        limiter.take(requests.codeByAccount(), whose(user));
        Factors.Raised raised =
                guards.database().once(() -> factors.verify(accessToken, factor, challenge, answer, client));
        limiter.giveBack(requests.codeByAccount(), whose(user));
        ended.add(raised.ended().sessions());
        reads.changed(user);
        return raised.session();
    }

    /** @throws RefusedException as of {@link Factors#remove} */
    public void remove(String accessToken, UUID factor) {
        counted(accessToken);
        reads.changed(guards.database().once(() -> factors.remove(accessToken, factor)));
    }

    private UserId counted(String accessToken) {
        UserId user = verifier.verify(accessToken).user();
        limiter.take(requests.factorByAccount(), whose(user));
        return user;
    }

    private static String whose(UserId user) {
        return user.value().toString();
    }

    private FactorType type(@Nullable String word) {
        switch (word == null ? "" : word) {
            case "totp" -> {
                if (!keys.canSeal()) {
                    throw disabled("mfa_totp_enroll_not_enabled", "MFA enroll is disabled for TOTP");
                }
                return FactorType.TOTP;
            }
            case "webauthn" -> {
                return FactorType.WEBAUTHN;
            }
            case "phone" -> throw disabled("mfa_phone_enroll_not_enabled", "MFA enroll is disabled for Phone");
            default -> throw invalid("factor_type", "factor_type needs to be totp, phone, or webauthn");
        }
    }

    private static String line(String field, @Nullable String text, int most) {
        if (text == null) {
            return "";
        }
        String objection = text.length() > most
                ? "must not be longer than " + most + " characters."
                : PlainText.objectionToLine(text);
        if (objection != null) {
            throw Refusal.invalid(field, objection).asException();
        }
        return text;
    }

    private static UUID challengeId(@Nullable String text) {
        try {
            return UUID.fromString(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw invalid("challenge_id", "challenge_id must be an UUID");
        }
    }

    private static RefusedException invalid(String field, String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError(field, detail))).asException();
    }

    private static RefusedException disabled(String code, String detail) {
        return new Refusal.Unprocessable(code, detail, List.of()).asException();
    }
}
