package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auralink.identity.control.AdminChange;
import org.auralink.identity.control.AdminLinks;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.identity.entity.User;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** Links and invitations that a back end has made, with the accounts that they need. */
@Stateless
public class AdminMails {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private AdminUsers users;

    @Inject
    private AdminLinks links;

    @Inject
    private Mails mails;

    @Inject
    private Clock clock;

    /**
     * Invites somebody, whose account is made, by mail. Who was invited before and has not come is invited again.
     *
     * @throws org.auralink.shared.RefusedException {@code email_exists} when the address is confirmed
     */
    public UserView invite(AdminChange account, @Nullable String target) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EmailAddress email = account.email().orElseThrow();
        User user = unconfirmed(account, email, now);
        AdminLinks.Link link = links.issue(
                entityManager, user, OneTimeTokenKind.CONFIRMATION, LinkType.INVITE.inLink(), email, target, now);
        user.mailTimes().invited(now);
        mails.send(new Mail(email.value(), new Mail.Invitation(link.url(), link.code()), links.validity()));
        entityManager.flush();
        return UserView.of(user, identities(user), Factors.of(entityManager, user));
    }

    /**
     * A link that the back end sends itself.
     *
     * @throws org.auralink.shared.RefusedException {@code email_exists}, {@code user_not_found}, {@code validation_failed}
     */
    public LinkView link(LinkType type, AdminChange account, Optional<EmailAddress> newEmail, @Nullable String target) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        EmailAddress email = account.email().orElseThrow();
        // A link to sign in, for whom there is no account, is one to sign up.
        LinkType done = type == LinkType.MAGICLINK && byEmail(email).isEmpty() ? LinkType.SIGNUP : type;
        User user = done == LinkType.SIGNUP || done == LinkType.INVITE
                ? unconfirmed(account, email, now)
                : byEmail(email)
                        .orElseThrow(() -> AdminUsers.notFound("User with this email not found")
                                .asException());
        if (done == LinkType.INVITE) {
            user.mailTimes().invited(now);
        }
        EmailAddress reader = done.isEmailChange() ? changing(user, done, email, newEmail, now) : email;
        AdminLinks.Link link = links.issue(entityManager, user, done.kind(), done.inLink(), reader, target, now);
        entityManager.flush();
        return new LinkView(
                UserView.of(user, identities(user), Factors.of(entityManager, user)),
                link.url(),
                link.code(),
                link.token(),
                done.word(),
                link.target());
    }

    /** @return the address that the link goes to */
    private EmailAddress changing(
            User user, LinkType type, EmailAddress email, Optional<EmailAddress> newEmail, Instant now) {
        EmailAddress wish = newEmail.orElseThrow(() -> {
            String sentence = "A new email is required for a change of the address";
            return new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError("new_email", sentence)))
                    .asException();
        });
        if (byEmail(wish).isPresent()) {
            throw AdminUsers.emailExists();
        }
        // The two links of one change are asked for one after the other.
        if (!wish.value().equals(user.newEmail())) {
            user.wantsEmail(wish, now);
        }
        return type == LinkType.EMAIL_CHANGE_NEW ? wish : email;
    }

    private User unconfirmed(AdminChange account, EmailAddress email, Instant now) {
        Optional<User> present = byEmail(email);
        if (present.filter(user -> user.emailConfirmedAt() != null).isPresent()) {
            throw AdminUsers.emailExists();
        }
        if (present.isPresent()) {
            return present.get();
        }
        UserId made = new UserId(users.create(account).id());
        return entityManager.find(User.class, made.value());
    }

    private Optional<User> byEmail(EmailAddress email) {
        return entityManager
                .createQuery("select u from User u where u.email = :email", User.class)
                .setParameter("email", email.value())
                .getResultStream()
                .findFirst();
    }

    private List<Identity> identities(User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }
}
