package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auralink.identity.control.KnownNetworks;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.StoredPassword;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.Credential;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.tenancy.boundary.Organizations;

/** Accounts in the database. Nobody is known yet when they are made or looked up, hence the service's rights. */
@Stateless
public class Accounts {
    /** name, name2 … name9; after that a random number, so that a popular name costs no long search. */
    private static final int COUNTED_SUFFIXES = 9;

    private static final int RANDOM_ATTEMPTS = 20;
    private static final int RANDOM_BOUND = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Organizations organizations;

    @Inject
    private SessionChain sessions;

    @Inject
    private Clock clock;

    /**
     * Makes the account with its AuraID, its personal organization and its first session, all or nothing.
     *
     * @throws org.auralink.shared.RefusedException {@code user_already_exists}
     */
    public SessionView register(NewAccount account, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        if (exists("email", account.email().value())) {
            throw new Refusal.Unprocessable("user_already_exists", "User already registered", List.of()).asException();
        }
        Instant now = clock.instant();
        User user = User.ofEmail(account.email(), free(account.name()), account.data(), now);
        user.confirmEmail(now);
        user.signedIn(now);
        entityManager.persist(user);
        entityManager.flush();
        Identity identity = Identity.ofEmail(user, account.data(), now);
        entityManager.persist(identity);
        entityManager.persist(new Credential(user.id(), account.passwordHash()));
        KnownNetworks.remember(entityManager, user.id(), client, now);
        user.livesIn(organizations.createPersonal(user.id(), user.name()));
        return SessionView.of(sessions.open(entityManager, user, "password", now), List.of(identity));
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

    private AuraName free(AuraName wish) {
        // People who wish for the same name at once choose one after the other; the lock ends with the transaction.
        entityManager
                .createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))::text", String.class)
                .setParameter(1, "auralink.username." + wish.value())
                .getSingleResult();
        for (int attempt = 1; attempt <= COUNTED_SUFFIXES + RANDOM_ATTEMPTS; attempt++) {
            AuraName name = attempt == 1
                    ? wish
                    : wish.withSuffix(attempt <= COUNTED_SUFFIXES ? attempt : RANDOM.nextInt(RANDOM_BOUND));
            if (!exists("username", name.value())) {
                return name;
            }
        }
        throw Refusal.conflict("That name is taken in every variation. Choose another username.")
                .asException();
    }

    private boolean exists(String attribute, String value) {
        return entityManager
                        .createQuery("select count(u) from User u where u." + attribute + " = :value", Long.class)
                        .setParameter("value", value)
                        .getSingleResult()
                > 0;
    }
}
