package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.identity.entity.WebAuthnCredential;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.boundary.LeavingMembers;
import org.jspecify.annotations.Nullable;

/** A person's account in the database, as they take it along and end it themselves. */
@Stateless
public class EndedAccounts {
    /**
     * How long after its sign-in a session may end the account: what cannot be undone is not for who finds an open window,
     * and nobody needs longer to find the button.
     */
    private static final Duration FRESH = Duration.ofMinutes(15);

    /** A notice is read within a day, or not at all. */
    private static final Duration NOTICE = Duration.ofDays(1);

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private LeavingMembers organizations;

    @Inject
    private Mails mails;

    @Inject
    private Clock clock;

    /** What the account consists of, beside its sessions. */
    public record Kept(UserView account, List<PasskeyView> passkeys) {
        public Kept {
            passkeys = List.copyOf(passkeys);
        }

        @Override
        public String toString() {
            return "Kept[redacted]";
        }
    }

    /** @throws org.auralink.shared.RefusedException not found, for an account that is kept elsewhere or gone */
    public Kept read(Caller caller) {
        TenancyContext.enterAsService(entityManager);
        User user = entityManager.find(User.class, caller.userId().value());
        if (user == null) {
            throw Refusal.notFound("There is no such account here.").asException();
        }
        List<PasskeyView> passkeys = entityManager
                .createQuery(
                        "select c from WebAuthnCredential c where c.userId = :user and c.factorId is null"
                                + " order by c.createdAt",
                        WebAuthnCredential.class)
                .setParameter("user", user.id().value())
                .getResultStream()
                .map(PasskeyView::of)
                .toList();
        return new Kept(
                UserView.of(user, Sessions.identities(entityManager, user), Factors.of(entityManager, user)), passkeys);
    }

    /**
     * Deletes the account with all that is the person's alone, and takes them out of the organizations of others.
     *
     * @param sessionId that asks
     * @return the sessions that are over
     * @throws org.auralink.shared.RefusedException {@code insufficient_aal} without the second factor that there is, {@code
     *     reauthentication_needed} when the sign-in is not recent; those of {@link LeavingMembers#leaveAll}
     */
    @OpenToMembers("everybody may end their own account")
    public List<UUID> delete(Caller caller, @Nullable UUID sessionId) {
        TenancyContext.enterAsServiceFor(entityManager, caller);
        User user = entityManager.find(User.class, caller.userId().value(), LockModeType.PESSIMISTIC_WRITE);
        Session session = sessionId == null ? null : entityManager.find(Session.class, sessionId);
        if (user == null || session == null || !session.user().equals(user.id())) {
            throw Refusal.forbidden("An account is ended by its owner, signed in to it on this server.")
                    .asException();
        }
        requireProof(new SignedIn(user, session), clock.instant());
        organizations.leaveAll(caller);
        if (user.emailConfirmedAt() != null && !user.email().isEmpty()) {
            mails.send(new Mail(user.email(), new Mail.Notice(Mail.Change.ACCOUNT_DELETED), NOTICE));
        }
        List<UUID> ended = entityManager
                .createQuery("select s.sessionId from Session s where s.userId = :user", UUID.class)
                .setParameter("user", user.id().value())
                .getResultList();
        entityManager.remove(user);
        entityManager.flush();
        return ended;
    }

    private void requireProof(SignedIn who, Instant now) {
        if (Factors.isOwed(entityManager, who)) {
            throw new Refusal.Forbidden(
                            "insufficient_aal", "Show your second factor first: sign out, and in again with it.")
                    .asException();
        }
        if (who.session().createdAt().plus(FRESH).isBefore(now)) {
            throw new Refusal.Forbidden(
                            "reauthentication_needed",
                            "Sign in again first: an account is ended within " + FRESH.toMinutes()
                                    + " minutes of a sign-in.")
                    .asException();
        }
    }
}
