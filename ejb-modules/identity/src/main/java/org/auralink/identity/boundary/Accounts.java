package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.FreeNames;
import org.auralink.identity.control.KnownNetworks;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.StoredPassword;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.boundary.Organizations;

/** Accounts in the database. Nobody is known yet when they are made or looked up, hence the service's rights. */
@Stateless
public class Accounts {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Organizations organizations;

    @Inject
    private SessionChain sessions;

    @Inject
    private AccountMails mails;

    @Inject
    private Clock clock;

    /**
     * Makes the account with its AuraID, its personal organization and its first session, all or nothing. An address counts
     * as confirmed; without one the account is nobody's.
     *
     * @throws org.auralink.shared.RefusedException {@code user_already_exists}
     */
    public SessionView register(NewAccount account, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        if (account.email().flatMap(this::byEmail).isPresent()) {
            throw new Refusal.Unprocessable("user_already_exists", "User already registered", List.of()).asException();
        }
        Instant now = clock.instant();
        User user = made(account, now);
        account.email().ifPresent(unused -> user.confirmEmail(now));
        List<Identity> identities = identities(user, account, now);
        String method = user.isAnonymous() ? "anonymous" : "password";
        return SessionView.of(sessions.open(entityManager, user, method, client, now), identities, List.of());
    }

    /**
     * Makes the account and a mail by which it opens, all or nothing. Whether the address has an account already is not to
     * be seen from the answer: its owner gets another mail when it is not confirmed yet, and otherwise nothing happens.
     */
    public UserView registerByMail(NewAccount account, Landing landing) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EmailAddress email = account.email().orElseThrow();
        Optional<User> present = byEmail(email);
        if (present.isPresent()) {
            if (present.get().emailConfirmedAt() == null && present.get().isWelcome(now)) {
                mails.confirm(entityManager, present.get(), landing, now);
            } else {
                mails.pretend(entityManager, landing, now);
            }
            return pretended(account);
        }
        User user = made(account, now);
        List<Identity> identities = identities(user, account, now);
        mails.confirm(entityManager, user, landing, now);
        return UserView.of(user, identities, List.of());
    }

    /** As {@link #registerByMail} answers when there is an account of that address, and makes nothing. */
    public UserView pretended(NewAccount account) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EmailAddress email = account.email().orElseThrow();
        return UserView.pretended(User.ofEmail(email, free(account.name()), account.data(), now), now);
    }

    /**
     * @param client who asks, as far as the network tells
     * @return empty when nobody has the address, or signs in without a password
     */
    public Optional<StoredPassword> passwordOf(EmailAddress email, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        return entityManager
                .createQuery(
                        "select c from Credential c, User u where u.userId = c.userId and u.email = :email",
                        Credential.class)
                .setParameter("email", email.value())
                .getResultStream()
                .findFirst()
                .map(credential -> new StoredPassword(
                        credential.user(),
                        credential.passwordHash(),
                        KnownNetworks.isKnown(entityManager, credential.user(), client)));
    }

    /**
     * A link by which somebody signs in without a password: to the account with the address, else to a new one.
     *
     * @param account to be made when nobody has the address; empty when none may be made
     * @return whether a mail is on its way
     */
    public boolean signInByMail(EmailAddress email, Optional<NewAccount> account, Landing landing) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        Optional<User> present = byEmail(email);
        if (present.isPresent() && present.get().isWelcome(now)) {
            mails.signIn(entityManager, present.get(), landing, now);
            return true;
        } else if (present.isEmpty() && account.isPresent()) {
            User user = made(account.get(), now);
            identities(user, account.get(), now);
            mails.confirm(entityManager, user, landing, now);
            return true;
        }
        mails.pretend(entityManager, landing, now);
        return false;
    }

    /**
     * Makes the account of somebody whom a provider vouches for, in the caller's transaction, which acts as the service.
     *
     * @param account with an address that the provider has verified
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public UserId registerAtProvider(NewAccount account, String provider) {
        Instant now = clock.instant();
        EmailAddress email = account.email().orElseThrow();
        User user = User.ofProvider(provider, email, free(account.name()), account.data(), now);
        entityManager.persist(user);
        entityManager.flush();
        user.livesIn(organizations.createPersonal(user.id(), user.name()));
        signedUp(user, now);
        return user.id();
    }

    private User made(NewAccount account, Instant now) {
        AuraName name = free(account.name());
        User user = account.email()
                .map(email -> User.ofEmail(email, name, account.data(), now))
                .orElseGet(() -> User.anonymous(name, account.data(), now));
        entityManager.persist(user);
        entityManager.flush();
        account.passwordHash().ifPresent(hash -> entityManager.persist(new Credential(user.id(), hash)));
        user.livesIn(organizations.createPersonal(user.id(), user.name()));
        signedUp(user, now);
        return user;
    }

    private void signedUp(User user, Instant now) {
        AccountAudit.write(entityManager, user, AccountEvent.SIGNED_UP, Map.of(), null, now);
    }

    private List<Identity> identities(User user, NewAccount account, Instant now) {
        if (user.isAnonymous()) {
            return List.of();
        }
        Identity identity = Identity.ofEmail(user, account.data(), now);
        entityManager.persist(identity);
        return List.of(identity);
    }

    private Optional<User> byEmail(EmailAddress email) {
        return entityManager
                .createQuery("select u from User u where u.email = :email", User.class)
                .setParameter("email", email.value())
                .getResultStream()
                .findFirst();
    }

    /**
     * Stores a password in another form, unless it was changed meanwhile.
     *
     * @param renewed hash of the same password
     * @return whether it was
     */
    public boolean rehash(StoredPassword stored, String renewed) {
        TenancyContext.enterAsService(entityManager);
        return entityManager
                        .createQuery("update Credential c set c.passwordHash = :renewed"
                                + " where c.userId = :user and c.passwordHash = :old")
                        .setParameter("renewed", renewed)
                        .setParameter("user", stored.user().value())
                        .setParameter("old", stored.hash())
                        .executeUpdate()
                > 0;
    }

    private AuraName free(AuraName wish) {
        return FreeNames.choose(entityManager, wish, clock.instant());
    }
}
