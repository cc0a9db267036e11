package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.FactorChallenge;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.identity.entity.User;
import org.auralink.identity.entity.WebAuthnCredential;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** What authenticators have registered, within the caller's transaction. */
public final class Credentials {
    private final RelyingParty party;

    public Credentials(RelyingParty party) {
        this.party = party;
    }

    /** What the browser is given for a new passkey. */
    public Map<String, Object> newPasskey(EntityManager entityManager, User user, byte[] nonce) {
        return party.creation(user, passkeys(entityManager, user.id()), nonce, true);
    }

    /** What the browser is given for a sign-in with any passkey. */
    public Map<String, Object> anyPasskey(byte[] nonce) {
        return party.request(List.of(), nonce);
    }

    /** What the browser is given for a factor: its first answer makes the credential, later ones use it. */
    public Map<String, Object> options(EntityManager entityManager, User user, Factor factor, byte[] nonce) {
        if (!factor.isVerified()) {
            return party.creation(user, ofFactors(entityManager, user.id()), nonce, false);
        }
        return party.request(List.of(of(entityManager, factor)), nonce);
    }

    /**
     * Proves a factor.
     *
     * @throws org.auralink.shared.RefusedException {@code webauthn_verification_failed}, {@code
     *     webauthn_credential_exists}, or naming what is malformed
     */
    public void prove(
            EntityManager entityManager,
            User user,
            Factor factor,
            FactorChallenge challenge,
            PublicKeyCredential answer,
            Instant now) {
        if (!factor.isVerified()) {
            register(entityManager, user, factor, answer, challenge.nonce(), factor.friendlyName(), now);
            return;
        }
        WebAuthnCredential credential = of(entityManager, factor);
        credential.used(party.signed(credential, answer, challenge.nonce()), now);
    }

    /**
     * @param factor null for a passkey
     * @throws org.auralink.shared.RefusedException as of {@link #prove}
     */
    public WebAuthnCredential register(
            EntityManager entityManager,
            User user,
            @Nullable Factor factor,
            PublicKeyCredential answer,
            byte[] nonce,
            String name,
            Instant now) {
        WebAuthnCredential.Made made = party.made(answer, nonce, factor == null);
        if (find(entityManager, made.id()).isPresent()) {
            throw new Refusal.Unprocessable(
                            "webauthn_credential_exists", "This credential is already registered", List.of())
                    .asException();
        }
        WebAuthnCredential credential = new WebAuthnCredential(user.id(), factor, made, name, now);
        entityManager.persist(credential);
        return credential;
    }

    /**
     * The passkey that answered.
     *
     * @throws org.auralink.shared.RefusedException {@code webauthn_verification_failed}, also for one that nobody has
     */
    public WebAuthnCredential signedIn(
            EntityManager entityManager, PublicKeyCredential answer, byte[] nonce, Instant now) {
        WebAuthnCredential credential = find(entityManager, answer.rawId())
                .filter(WebAuthnCredential::isPasskey)
                .orElseThrow(RelyingParty::failed);
        credential.used(party.signed(credential, answer, nonce), now);
        return credential;
    }

    /** The oldest first. */
    public static List<WebAuthnCredential> passkeys(EntityManager entityManager, UserId user) {
        return all(entityManager, user, "is null");
    }

    private static List<WebAuthnCredential> ofFactors(EntityManager entityManager, UserId user) {
        return all(entityManager, user, "is not null");
    }

    private static List<WebAuthnCredential> all(EntityManager entityManager, UserId user, String factor) {
        return entityManager
                .createQuery(
                        "select c from WebAuthnCredential c where c.userId = :user and c.factorId " + factor
                                + " order by c.createdAt, c.passkeyId",
                        WebAuthnCredential.class)
                .setParameter("user", user.value())
                .getResultList();
    }

    private static WebAuthnCredential of(EntityManager entityManager, Factor factor) {
        return entityManager
                .createQuery("select c from WebAuthnCredential c where c.factorId = :factor", WebAuthnCredential.class)
                .setParameter("factor", factor.id())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResult();
    }

    private static Optional<WebAuthnCredential> find(EntityManager entityManager, byte[] credentialId) {
        return entityManager
                .createQuery("select c from WebAuthnCredential c where c.credentialId = :id", WebAuthnCredential.class)
                .setParameter("id", credentialId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
    }
}
