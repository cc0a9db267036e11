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
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** What people change of their own accounts, in the database. */
@Stateless
public class AccountChanges {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private AccountMails mails;

    @Inject
    private OneTimeTokens tokens;

    @Inject
    private AccountSettings settings;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /**
     * What has to be known before a wish is weighed.
     *
     * @param email empty for who has none
     * @param confirmed whether the address is
     * @param passwordHash null for who has no password
     * @param fresh whether the sign-in of this session is recent
     * @param recovering whether it was by a link for a forgotten password
     */
    public record Standing(
            UserId user,
            String email,
            boolean confirmed,
            boolean anonymous,
            @Nullable String passwordHash,
            boolean fresh,
            boolean recovering) {
        @Override
        public String toString() {
            return "Standing[redacted]";
        }
    }

    /**
     * A wish that was weighed.
     *
     * @param passwordHash of a new password; null for none
     * @param nonce to be used up for it; null when none is needed
     * @param email a new address; empty for none
     * @param atOnce whether the address counts as confirmed
     * @param data changes of what the person says about themselves
     */
    public record Weighed(
            @Nullable String passwordHash,
            @Nullable String nonce,
            Optional<EmailAddress> email,
            boolean atOnce,
            Map<String, Object> data,
            Landing landing) {
        @Override
        public String toString() {
            return "Weighed[redacted]";
        }
    }

    /**
     * @param ended sessions that a new password ended, but for those whose access tokens have all expired
     */
    public record Changed(UserView user, List<UUID> ended) {
        public Changed {
            ended = List.copyOf(ended);
        }
    }

    /** @throws org.auralink.shared.RefusedException like {@link Sessions#user} */
    public Standing standing(String accessToken) {
        AccessToken token = verifier.verify(accessToken);
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = Sessions.currentUser(entityManager, token, now);
        Session session = entityManager.find(Session.class, token.session());
        Credential credential = entityManager.find(Credential.class, user.id().value());
        return new Standing(
                user.id(),
                user.email(),
                user.emailConfirmedAt() != null,
                user.isAnonymous(),
                credential == null ? null : credential.passwordHash(),
                session.createdAt().plus(limits.mailed().stillThere()).isAfter(now),
                session.wasOpenedBy("recovery"));
    }

    /**
     * All or nothing.
     *
     * @throws org.auralink.shared.RefusedException like {@link Sessions#user}; {@code insufficient_aal} for a new password or
     *     address without the second factor that there is; {@code reauthentication_not_valid}, {@code email_exists}; naming
     *     the field {@code data}
     */
    public Changed apply(String accessToken, Weighed wish) {
        AccessToken token = verifier.verify(accessToken);
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        SignedIn who = SignedIn.of(entityManager, token, now);
        User user = who.user();
        if ((wish.passwordHash() != null || wish.email().isPresent()) && Factors.isOwed(entityManager, who)) {
            throw new Refusal.NotAuthenticated(
                            "insufficient_aal",
                            "AAL2 session is required to update email or password when MFA is enabled.")
                    .asException();
        }
        entityManager.lock(user, LockModeType.PESSIMISTIC_WRITE);
        List<UUID> ended = List.of();
        if (wish.passwordHash() != null) {
            useUp(user, wish.nonce(), now);
            setPassword(user, wish.passwordHash(), now);
            ended = endOthers(token, now);
        }
        if (!wish.data().isEmpty()) {
            user.describeAs(UserData.merged(user.metadata(), wish.data(), limits.userData()), now);
        }
        wish.email().ifPresent(email -> changeEmail(user, email, wish, now));
        tell(user, wish, now);
        return new Changed(UserView.of(user, identities(user), Factors.of(entityManager, user)), ended);
    }

    /**
     * A code by mail, to prove that the person is still there.
     *
     * @throws org.auralink.shared.RefusedException like {@link Sessions#user}
     */
    public void reauthenticate(String accessToken) {
        AccessToken token = verifier.verify(accessToken);
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        mails.reauthenticate(entityManager, Sessions.currentUser(entityManager, token, now), now);
    }

    /** What people say about themselves changes nothing of who they are. */
    private void tell(User user, Weighed wish, Instant now) {
        if (wish.passwordHash() != null) {
            AccountAudit.write(entityManager, user, AccountEvent.PASSWORD_CHANGED, Map.of(), null, now);
        }
        if (wish.email().isPresent() && wish.atOnce()) {
            AccountAudit.write(entityManager, user, AccountEvent.EMAIL_CHANGED, Map.of(), null, now);
        }
    }

    private void useUp(User user, @Nullable String nonce, Instant now) {
        if (nonce != null
                && tokens.redeemCode(entityManager, user.id(), Set.of(OneTimeTokenKind.REAUTHENTICATION), nonce, now)
                        .isEmpty()) {
            throw new Refusal.Unprocessable("reauthentication_not_valid", "Nonce has expired or is invalid", List.of())
                    .asException();
        }
    }

    /** What was sent by mail before opens nothing any more: whoever changes a password may have to do with a thief. */
    private void setPassword(User user, String hash, Instant now) {
        tokens.forget(entityManager, user.id());
        Credential credential = entityManager.find(Credential.class, user.id().value());
        if (credential == null) {
            entityManager.persist(new Credential(user.id(), hash));
            addEmailIdentity(user, now);
        } else {
            credential.become(hash);
        }
        user.changed(now);
    }

    private void addEmailIdentity(User user, Instant now) {
        if (!user.email().isEmpty() && identities(user).stream().noneMatch(Identity::isOfEmail)) {
            user.signsInWith("email");
            entityManager.persist(Identity.ofEmail(user, Map.of(), now));
        }
    }

    private List<UUID> endOthers(AccessToken token, Instant now) {
        Instant oldest = now.minus(limits.sessions().accessToken());
        List<Session> others = entityManager
                .createQuery("select s from Session s where s.userId = :user and s.sessionId <> :mine", Session.class)
                .setParameter("user", token.user().value())
                .setParameter("mine", token.session())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        others.forEach(entityManager::remove);
        return others.stream()
                .filter(session -> session.refreshedAt().isAfter(oldest))
                .map(Session::id)
                .toList();
    }

    private void changeEmail(User user, EmailAddress email, Weighed wish, Instant now) {
        long others = entityManager
                .createQuery("select count(u) from User u where u.email = :email", Long.class)
                .setParameter("email", email.value())
                .getSingleResult();
        if (others > 0) {
            throw Verifications.emailExists().asException();
        }
        user.wantsEmail(email, now);
        if (wish.atOnce()) {
            user.takeNewEmail(now);
            addEmailIdentity(user, now);
        } else {
            mails.changeEmail(entityManager, user, wish.landing(), settings.doubleConfirm(), now);
        }
    }

    private List<Identity> identities(User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }
}
