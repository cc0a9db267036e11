package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.FlowStates;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.FlowState;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.identity.entity.User;
import org.auralink.mail.boundary.Mail;
import org.auralink.mail.boundary.Mails;

/**
 * Mails with a link and a code to people whose accounts are here, within the caller's transaction: token, time and mail are
 * written together or not at all.
 */
@ApplicationScoped
public class AccountMails {
    @Inject
    private Mails mails;

    @Inject
    private OneTimeTokens tokens;

    @Inject
    private FlowStates flows;

    @Inject
    private AccountSettings settings;

    @Inject
    private Limits limits;

    /** To prove that the address is theirs: after a sign-up. */
    public void confirm(EntityManager entityManager, User user, Landing landing, Instant now) {
        Optional<FlowState> flow = flow(entityManager, landing, "email/signup", now);
        send(
                entityManager,
                user,
                OneTimeTokenKind.CONFIRMATION,
                new EmailAddress(user.email()),
                flow,
                now,
                issued -> new Mail.Confirmation(link(issued, "signup", landing.target()), issued.code()));
    }

    /** To choose a new password. */
    public void recover(EntityManager entityManager, User user, Landing landing, Instant now) {
        Optional<FlowState> flow = flow(entityManager, landing, "recovery", now);
        send(
                entityManager,
                user,
                OneTimeTokenKind.RECOVERY,
                new EmailAddress(user.email()),
                flow,
                now,
                issued -> new Mail.Recovery(link(issued, "recovery", landing.target()), issued.code()));
    }

    /** To sign in without a password. */
    public void signIn(EntityManager entityManager, User user, Landing landing, Instant now) {
        Optional<FlowState> flow = flow(entityManager, landing, "magiclink", now);
        send(
                entityManager,
                user,
                OneTimeTokenKind.RECOVERY,
                new EmailAddress(user.email()),
                flow,
                now,
                issued -> new Mail.MagicLink(link(issued, "magiclink", landing.target()), issued.code()));
    }

    /**
     * To the new address, and to the one that the account has, when both must agree.
     *
     * @param both whether the present address is asked too; one that is none, or not confirmed, never is
     */
    public void changeEmail(EntityManager entityManager, User user, Landing landing, boolean both, Instant now) {
        String wish = user.newEmail();
        if (wish == null) {
            throw new IllegalStateException("no address is waited for");
        }
        Optional<FlowState> flow = flow(entityManager, landing, "email_change", now);
        Function<OneTimeTokens.Issued, Mail.Content> content =
                issued -> new Mail.EmailChange(link(issued, "email_change", landing.target()), issued.code(), wish);
        send(entityManager, user, OneTimeTokenKind.EMAIL_CHANGE_NEW, new EmailAddress(wish), flow, now, content);
        if (both && user.emailConfirmedAt() != null) {
            EmailAddress present = new EmailAddress(user.email());
            send(entityManager, user, OneTimeTokenKind.EMAIL_CHANGE_CURRENT, present, flow, now, content);
        } else {
            // The consent of the present address counts as given.
            user.agreesToNewEmail(OneTimeTokenKind.EMAIL_CHANGE_CURRENT);
        }
    }

    /** To prove that they are still there. */
    public void reauthenticate(EntityManager entityManager, User user, Instant now) {
        send(
                entityManager,
                user,
                OneTimeTokenKind.REAUTHENTICATION,
                new EmailAddress(user.email()),
                Optional.empty(),
                now,
                issued -> new Mail.Reauthentication(issued.code()));
    }

    /**
     * Writes as much as for one of these mails, and sends none: an address that is not known here costs the time of one
     * that is. All of it goes with the next cleaning.
     */
    public void pretend(EntityManager entityManager, Landing landing, Instant now) {
        landing.challenge().ifPresent(unused -> flows.pretend(entityManager, now));
        // In place of the account's row, which tells when a mail was sent last.
        flows.pretend(entityManager, now);
        OneTimeTokens.Issued issued = tokens.pretend(entityManager);
        mails.pretend(new Mail.Recovery(link(issued, "recovery", landing.target()), issued.code()));
    }

    private Optional<FlowState> flow(EntityManager entityManager, Landing landing, String method, Instant now) {
        return landing.challenge().map(challenge -> flows.begin(entityManager, challenge, method, now));
    }

    private void send(
            EntityManager entityManager,
            User user,
            OneTimeTokenKind kind,
            EmailAddress address,
            Optional<FlowState> flow,
            Instant now,
            Function<OneTimeTokens.Issued, Mail.Content> content) {
        OneTimeTokens.Issued issued = tokens.issue(entityManager, user.id(), kind, address, flow, now);
        user.mailTimes().sent(kind, now);
        mails.send(
                new Mail(address.value(), content.apply(issued), limits.mailed().link()));
    }

    private String link(OneTimeTokens.Issued issued, String type, URI target) {
        return settings.authUrl() + "/verify?token=" + issued.token() + "&type=" + type + "&redirect_to="
                + URLEncoder.encode(target.toString(), StandardCharsets.UTF_8);
    }
}
