package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.Credentials;
import org.auralink.identity.control.Limits;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.User;
import org.auralink.identity.entity.WebAuthnCredential;
import org.auralink.shared.PlainText;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;

/** Second factors and passkeys of others in the database, for who administers accounts. */
@Stateless
public class FactorRecords {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /** @throws org.auralink.shared.RefusedException {@code user_not_found} */
    public List<FactorView> list(UUID userId) {
        return Factors.of(entityManager, user(userId)).stream()
                .map(FactorView::of)
                .toList();
    }

    /**
     * @throws org.auralink.shared.RefusedException {@code user_not_found}, {@code mfa_factor_not_found}, {@code
     *     mfa_factor_name_conflict}, or naming the field
     */
    public FactorView rename(UUID userId, UUID factorId, FactorChange change) {
        User user = user(userId);
        Factor factor = factor(user, factorId);
        String name = change.friendlyName();
        if (name != null && !name.isEmpty()) {
            accept(user, factor, name);
            factor.rename(name, clock.instant());
        }
        return FactorView.of(factor);
    }

    private void accept(User user, Factor factor, String name) {
        String objection = name.length() > limits.factors().name()
                ? "must not be longer than " + limits.factors().name() + " characters."
                : PlainText.objectionToLine(name);
        if (objection != null) {
            throw Refusal.invalid("friendly_name", objection).asException();
        }
        boolean taken = Factors.of(entityManager, user).stream()
                .anyMatch(other ->
                        !other.id().equals(factor.id()) && other.friendlyName().equals(name));
        if (taken) {
            throw Factors.nameTaken(name);
        }
    }

    /** @throws org.auralink.shared.RefusedException {@code user_not_found}, {@code mfa_factor_not_found} */
    public FactorView remove(UUID userId, UUID factorId) {
        User user = user(userId);
        Factor factor = factor(user, factorId);
        Factors.remove(entityManager, factor);
        return FactorView.of(factor);
    }

    /** @throws org.auralink.shared.RefusedException {@code user_not_found} */
    public List<PasskeyView> passkeys(UUID userId) {
        return Credentials.passkeys(entityManager, user(userId).id()).stream()
                .map(PasskeyView::of)
                .toList();
    }

    /** @throws org.auralink.shared.RefusedException {@code user_not_found}, not found */
    public void removePasskey(UUID userId, UUID passkey) {
        User user = user(userId);
        WebAuthnCredential credential =
                entityManager.find(WebAuthnCredential.class, passkey, LockModeType.PESSIMISTIC_WRITE);
        if (credential == null || !credential.isOf(user.id()) || !credential.isPasskey()) {
            throw new Refusal.NotFound("validation_failed", "Passkey not found").asException();
        }
        entityManager.remove(credential);
    }

    private User user(UUID userId) {
        TenancyContext.enterAsService(entityManager);
        User user = entityManager.find(User.class, userId, LockModeType.PESSIMISTIC_WRITE);
        if (user == null) {
            throw new Refusal.NotFound("user_not_found", "User not found").asException();
        }
        return user;
    }

    private Factor factor(User user, UUID factorId) {
        Factor factor = entityManager.find(Factor.class, factorId, LockModeType.PESSIMISTIC_WRITE);
        if (factor == null || !factor.isOf(user.id())) {
            throw Factors.notFound().asException();
        }
        return factor;
    }
}
