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
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.FlowStates;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.FlowState;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** Links and codes out of mails, in the database: each is worth something once. */
@Stateless
public class Verifications {
    /** People who wait for one and the same new address; whoever is later than that asks for a mail again. */
    private static final int MOST_WAITING = 10;

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private OneTimeTokens tokens;

    @Inject
    private FlowStates flows;

    @Inject
    private SessionChain sessions;

    @Inject
    private Clock clock;

    /**
     * The token of a link.
     *
     * @param byBrowser whether a browser shows it, for a client that may wait elsewhere; a client that shows it itself gets the
     *     session
     * @throws RefusedException {@code otp_expired}, {@code user_banned}, {@code email_exists}
     */
    public Verified byToken(VerificationType type, String token, boolean byBrowser, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        OneTimeTokens.Redeemed redeemed = tokens.redeemToken(entityManager, type.kinds(), token, now)
                .orElseThrow(() -> expired("Email link is invalid or has expired"));
        return verified(type, redeemed, byBrowser ? redeemed.flow() : null, client, now);
    }

    /**
     * The code of a mail, typed in.
     *
     * @param email where the mail went to
     * @throws RefusedException like {@link #byToken}
     */
    public Verified byCode(VerificationType type, EmailAddress email, String code, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        for (UUID user : waitingAt(type, email)) {
            Optional<OneTimeTokens.Redeemed> redeemed =
                    tokens.redeemCode(entityManager, new UserId(user), type.kinds(), code, now);
            if (redeemed.isPresent() && redeemed.get().address().equals(email)) {
                return verified(type, redeemed.get(), null, client, now);
            }
        }
        throw expired("Token has expired or is invalid");
    }

    /**
     * A session in exchange for the code of a sign-in that went on elsewhere.
     *
     * @throws RefusedException {@code flow_state_not_found}, {@code flow_state_expired}, {@code bad_code_verifier}, {@code
     *     user_banned}
     */
    public SessionView exchange(String code, String verifier, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        FlowState flow = flows.redeem(entityManager, code, verifier, now);
        User user = welcome(flow.user(), now);
        return opened(user, flow.method(), client, now);
    }

    private Verified verified(
            VerificationType type,
            OneTimeTokens.Redeemed redeemed,
            @Nullable UUID flow,
            ClientAddress client,
            Instant now) {
        User user = welcome(redeemed.user(), now);
        if (!isStillMeant(user, redeemed)) {
            throw expired("Email link is invalid or has expired");
        }
        switch (redeemed.kind()) {
            case CONFIRMATION -> confirm(user, now);
            case RECOVERY -> recover(user, now);
            case EMAIL_CHANGE_CURRENT, EMAIL_CHANGE_NEW -> {
                if (!user.agreesToNewEmail(redeemed.kind())) {
                    return new Verified.HalfWay();
                }
                changeEmail(user, now);
                AccountAudit.write(entityManager, user, AccountEvent.EMAIL_CHANGED, Map.of(), client, now);
            }
            case REAUTHENTICATION -> throw new IllegalStateException("no type of verification has this kind");
        }
        if (flow != null) {
            return new Verified.ForClient(flows.prove(entityManager, flow, user.id(), now));
        }
        return new Verified.SignedIn(opened(user, type.method(), client, now));
    }

    /** The address may have become another one since the mail was sent. */
    private static boolean isStillMeant(User user, OneTimeTokens.Redeemed redeemed) {
        String address = redeemed.address().value();
        return switch (redeemed.kind()) {
            case EMAIL_CHANGE_NEW -> address.equals(user.newEmail());
            case EMAIL_CHANGE_CURRENT -> address.equals(user.email()) && user.newEmail() != null;
            default -> address.equals(user.email());
        };
    }

    private void confirm(User user, Instant now) {
        user.confirmEmail(now);
        identities(user).forEach(identity -> identity.emailIs(user, now));
    }

    /**
     * Whoever signed up with the address and did not confirm it may have been somebody else: their password opens nothing to
     * them from here on.
     */
    private void recover(User user, Instant now) {
        if (user.emailConfirmedAt() == null) {
            Credential unproved = entityManager.find(Credential.class, user.id().value());
            if (unproved != null) {
                entityManager.remove(unproved);
            }
            confirm(user, now);
        }
    }

    private void changeEmail(User user, Instant now) {
        long others = entityManager
                .createQuery("select count(u) from User u where u.email = :email", Long.class)
                .setParameter("email", user.newEmail())
                .getSingleResult();
        if (others > 0) {
            throw emailExists().asException();
        }
        user.takeNewEmail(now);
        // What was sent to the address before opens nothing any more.
        tokens.forget(entityManager, user.id());
        List<Identity> known = identities(user);
        known.forEach(identity -> identity.emailIs(user, now));
        if (known.stream().noneMatch(Identity::isOfEmail)) {
            entityManager.persist(Identity.ofEmail(user, Map.of(), now));
        }
    }

    private SessionView opened(User user, String method, ClientAddress client, Instant now) {
        return SessionView.of(
                sessions.open(entityManager, user, method, client, now),
                identities(user),
                Factors.of(entityManager, user));
    }

    /** Whoever the code may have been sent to; somebody who does not exist when it was nobody, for the same time. */
    private List<UUID> waitingAt(VerificationType type, EmailAddress email) {
        String attribute =
                type == VerificationType.EMAIL_CHANGE ? "u.email = :email or u.emailChange.newEmail" : "u.email";
        List<UUID> found = entityManager
                .createQuery("select u.userId from User u where " + attribute + " = :email", UUID.class)
                .setParameter("email", email.value())
                .setMaxResults(MOST_WAITING)
                .getResultList();
        return found.isEmpty() ? List.of(UUID.randomUUID()) : found;
    }

    private User welcome(UserId id, Instant now) {
        User user = entityManager.find(User.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (user == null) {
            throw expired("Email link is invalid or has expired");
        }
        SignedIn.refuseBanned(user, now);
        return user;
    }

    private List<Identity> identities(User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }

    static Refusal emailExists() {
        return new Refusal.Unprocessable(
                "email_exists", "A user with this email address has already been registered", List.of());
    }

    private static RefusedException expired(String detail) {
        return new Refusal.Forbidden("otp_expired", detail).asException();
    }
}
