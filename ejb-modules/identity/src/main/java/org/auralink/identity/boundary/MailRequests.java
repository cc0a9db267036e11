package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.User;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Mails that somebody asks for who is not signed in, in the database. An address that nobody has costs the same and answers
 * the same.
 */
@Stateless
public class MailRequests {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private AccountMails mails;

    @Inject
    private AccountSettings settings;

    @Inject
    private Clock clock;

    /** A link to choose a new password. */
    public void recover(EmailAddress email, Landing landing) {
        Instant now = clock.instant();
        to(email, landing, now, user -> true, user -> mails.recover(entityManager, user, landing, now));
    }

    /** The mail of a sign-up once more, while it is not confirmed. */
    public void confirmAgain(EmailAddress email, Landing landing) {
        Instant now = clock.instant();
        to(
                email,
                landing,
                now,
                user -> user.emailConfirmedAt() == null,
                user -> mails.confirm(entityManager, user, landing, now));
    }

    /**
     * The mails of a change of address once more, while it is wished for.
     *
     * @param email that the account has; or will have, when it has none
     */
    public void changeAgain(EmailAddress email, Landing landing) {
        Instant now = clock.instant();
        to(email, landing, now, user -> user.newEmail() != null, user -> {
            user.wantsEmail(
                    new EmailAddress(Optional.ofNullable(user.newEmail()).orElseThrow()), now);
            mails.changeEmail(entityManager, user, landing, settings.doubleConfirm(), now);
        });
    }

    private void to(EmailAddress email, Landing landing, Instant now, Predicate<User> isMeant, Consumer<User> send) {
        TenancyContext.enterAsService(entityManager);
        Optional<User> user = entityManager
                .createQuery("select u from User u where u.email = :email", User.class)
                .setParameter("email", email.value())
                .getResultStream()
                .findFirst()
                .filter(found -> found.isWelcome(now))
                .filter(isMeant);
        if (user.isPresent()) {
            send.accept(user.get());
        } else {
            mails.pretend(entityManager, landing, now);
        }
    }
}
