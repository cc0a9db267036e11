package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.Credentials;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.RelyingParty;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.PasskeyChallenge;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.identity.entity.User;
import org.auralink.identity.entity.WebAuthnCredential;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** Passkeys in the database, in the words and with the rules of Supabase Auth. */
@Stateless
public class Passkeys {
    /** Its owner gives it a better one. */
    private static final String NAME = "Passkey";

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Credentials credentials;

    @Inject
    private SessionChain chain;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /**
     * @throws org.auralink.shared.RefusedException {@code too_many_passkeys}, {@code insufficient_aal} for who has a second
     *     factor and did not show it, {@code no_authorization} for anonymous people, and as of {@link Sessions#user}
     */
    public PasskeyOptions startRegistration(String accessToken) {
        User user = manager(accessToken);
        refuseTooMany(user);
        byte[] nonce = RelyingParty.nonce();
        return asked(user.id(), nonce, credentials.newPasskey(entityManager, user, nonce));
    }

    /**
     * @throws org.auralink.shared.RefusedException {@code webauthn_challenge_not_found}, {@code
     *     webauthn_challenge_expired}, {@code webauthn_verification_failed}, {@code webauthn_credential_exists}, and as of
     *     {@link #startRegistration}
     */
    public PasskeyView register(String accessToken, UUID challengeId, PublicKeyCredential answer) {
        User user = manager(accessToken);
        Instant now = clock.instant();
        byte[] nonce = answered(user.id(), challengeId, now);
        refuseTooMany(user);
        PasskeyView added = PasskeyView.of(credentials.register(entityManager, user, null, answer, nonce, NAME, now));
        AccountAudit.write(entityManager, user, AccountEvent.PASSKEY_ADDED, Map.of(), null, now);
        return added;
    }

    /** For whoever has a passkey here. */
    public PasskeyOptions startSignIn() {
        TenancyContext.enterAsService(entityManager);
        byte[] nonce = RelyingParty.nonce();
        return asked(null, nonce, credentials.anyPasskey(nonce));
    }

    /**
     * @throws org.auralink.shared.RefusedException as of {@link #register}, {@code email_not_confirmed}, {@code user_banned}
     */
    public SessionView signIn(UUID challengeId, PublicKeyCredential answer, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        byte[] nonce = answered(null, challengeId, now);
        WebAuthnCredential credential = credentials.signedIn(entityManager, answer, nonce, now);
        User user = entityManager.find(User.class, credential.user().value());
        SignedIn.refuseBanned(user, now);
        if (!user.email().isEmpty() && user.emailConfirmedAt() == null) {
            throw new Refusal.Forbidden("email_not_confirmed", "Email not confirmed").asException();
        }
        IssuedTokens tokens = chain.open(entityManager, user, "passkey", client, now);
        return SessionView.of(tokens, Sessions.identities(entityManager, user), Factors.of(entityManager, user));
    }

    /** @throws org.auralink.shared.RefusedException as of {@link Sessions#user} */
    public List<PasskeyView> list(String accessToken) {
        TenancyContext.enterAsService(entityManager);
        UserId user = SignedIn.of(entityManager, verifier.verify(accessToken), clock.instant())
                .user()
                .id();
        return Credentials.passkeys(entityManager, user).stream()
                .map(PasskeyView::of)
                .toList();
    }

    /**
     * @param name accepted
     * @throws org.auralink.shared.RefusedException not found, and as of {@link Sessions#user}
     */
    public PasskeyView rename(String accessToken, UUID passkey, String name) {
        TenancyContext.enterAsService(entityManager);
        User user = SignedIn.toChange(entityManager, verifier.verify(accessToken), clock.instant())
                .user();
        WebAuthnCredential credential = passkey(user, passkey);
        credential.rename(name);
        return PasskeyView.of(credential);
    }

    /** @throws org.auralink.shared.RefusedException not found, and as of {@link #startRegistration} */
    public void remove(String accessToken, UUID passkey) {
        User user = manager(accessToken);
        entityManager.remove(passkey(user, passkey));
        AccountAudit.write(entityManager, user, AccountEvent.PASSKEY_REMOVED, Map.of(), null, clock.instant());
    }

    /** Who may add and remove passkeys: with one, a thief of the session would come back without it. */
    private User manager(String accessToken) {
        TenancyContext.enterAsService(entityManager);
        SignedIn who = SignedIn.toChange(entityManager, verifier.verify(accessToken), clock.instant());
        who.refuseAnonymous();
        if (Factors.isOwed(entityManager, who)) {
            throw new Refusal.Forbidden(
                            "insufficient_aal", "AAL2 session is required to manage passkeys when MFA is enabled")
                    .asException();
        }
        return who.user();
    }

    private void refuseTooMany(User user) {
        if (Credentials.passkeys(entityManager, user.id()).size()
                >= limits.factors().most()) {
            throw new Refusal.Unprocessable("too_many_passkeys", "Maximum number of passkeys reached", List.of())
                    .asException();
        }
    }

    private PasskeyOptions asked(@Nullable UserId user, byte[] nonce, Map<String, Object> options) {
        Instant now = clock.instant();
        forgetExpired(now);
        PasskeyChallenge challenge =
                new PasskeyChallenge(user, nonce, now, limits.factors().challenge());
        entityManager.persist(challenge);
        return new PasskeyOptions(challenge.id(), options, challenge.expiresAt().getEpochSecond());
    }

    /** More than one comes at a time, so that what nobody answered does not pile up; none that another request forgets. */
    private void forgetExpired(Instant now) {
        entityManager
                .createNativeQuery("delete from auth.passkey_challenges where challenge_id in"
                        + " (select challenge_id from auth.passkey_challenges where expires_at < ?1"
                        + " order by expires_at limit 100 for update skip locked)")
                .setParameter(1, now)
                .executeUpdate();
    }

    private byte[] answered(@Nullable UserId user, UUID challengeId, Instant now) {
        PasskeyChallenge challenge =
                entityManager.find(PasskeyChallenge.class, challengeId, LockModeType.PESSIMISTIC_WRITE);
        if (challenge == null || !challenge.isFor(user)) {
            throw invalid("webauthn_challenge_not_found", "Challenge not found or already used");
        }
        if (challenge.isOver(now)) {
            throw invalid("webauthn_challenge_expired", "Challenge has expired");
        }
        entityManager.remove(challenge);
        return challenge.nonce();
    }

    private WebAuthnCredential passkey(User user, UUID passkey) {
        WebAuthnCredential credential =
                entityManager.find(WebAuthnCredential.class, passkey, LockModeType.PESSIMISTIC_WRITE);
        if (credential == null || !credential.isOf(user.id()) || !credential.isPasskey()) {
            throw new Refusal.NotFound("validation_failed", "Passkey not found").asException();
        }
        return credential;
    }

    private static RuntimeException invalid(String code, String detail) {
        return new Refusal.Invalid(code, detail, List.of()).asException();
    }
}
