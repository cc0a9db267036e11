package org.auralink.identity.boundary;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.EvenTime;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.MailAllowance;
import org.auralink.identity.control.OneTimeTokens;
import org.auralink.identity.control.UniqueViolations;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for who are not signed in and read their mail: a new password, a link to sign in, a confirmation once
 * more; and what they do with it. Never tells whether an address has an account.
 */
@ApplicationScoped
public class MailedSignIns {
    /** With which the token of a link begins that ends in a code for a client. */
    public static final String PKCE_PREFIX = OneTimeTokens.PKCE_PREFIX;

    @Inject
    private Accounts accounts;

    @Inject
    private MailRequests requests;

    @Inject
    private Verifications verifications;

    @Inject
    private SignUps signUps;

    @Inject
    private AccountSettings settings;

    @Inject
    private MailAllowance mails;

    @Inject
    private RateLimiter limiter;

    @Inject
    private AccountLimits limits;

    @Inject
    private AccountReads reads;

    @Inject
    private EvenTime time;

    @Inject
    private Guards guards;

    /** @throws RefusedException naming the field that is wrong; rate limited */
    public void recover(@Nullable String email, ReturnPath back, ClientAddress client) {
        EmailAddress address = address(email, "Password recovery requires an email");
        Landing landing = back.landing(settings.redirects());
        mails.take(client, address, OneTimeTokenKind.RECOVERY);
        time.answer(() -> Backlog.hidden(
                () -> guards.database().once(() -> {
                    requests.recover(address, landing);
                    return true;
                }),
                () -> true));
    }

    /**
     * A link and a code to sign in without a password.
     *
     * @param create whether to make an account when the address has none. Who asks for none is told so, as with Supabase:
     *     applications rely on it
     * @param data what the person says about themselves, for a new account
     * @throws RefusedException naming the field that is wrong; {@code otp_disabled}; rate limited
     */
    public void signInLink(
            @Nullable String email,
            boolean create,
            @Nullable Map<String, Object> data,
            ReturnPath back,
            ClientAddress client) {
        EmailAddress address = address(email, "One of email or phone must be set");
        Landing landing = back.landing(settings.redirects());
        NewAccount account = signUps.checked(Optional.of(address), data);
        mails.take(client, address, OneTimeTokenKind.RECOVERY);
        Optional<NewAccount> wanted = create && settings.signUps() ? Optional.of(account) : Optional.empty();
        boolean sent = time.answer(() -> Backlog.hidden(
                () -> signUps.untilUnique(() -> accounts.signInByMail(address, wanted, landing)), () -> true));
        if (!sent && !create) {
            throw new Refusal.Unprocessable("otp_disabled", "Signups not allowed for otp", List.of()).asException();
        }
    }

    /**
     * A mail once more, with a new link.
     *
     * @param type {@code signup} or {@code email_change}
     * @throws RefusedException naming the field that is wrong; rate limited
     */
    public void resend(@Nullable String type, @Nullable String email, ReturnPath back, ClientAddress client) {
        VerificationType mail = "signup".equals(type) || "email_change".equals(type) ? VerificationType.of(type) : null;
        if (mail == null) {
            throw invalid("type", "Missing one of these types: signup, email_change, sms, phone_change");
        }
        EmailAddress address = address(email, "Type provided requires an email address");
        Landing landing = back.landing(settings.redirects());
        boolean confirmation = mail == VerificationType.SIGNUP;
        mails.take(
                client, address, confirmation ? OneTimeTokenKind.CONFIRMATION : OneTimeTokenKind.EMAIL_CHANGE_CURRENT);
        time.answer(() -> Backlog.hidden(
                () -> guards.database().once(() -> {
                    if (confirmation) {
                        requests.confirmAgain(address, landing);
                    } else {
                        requests.changeAgain(address, landing);
                    }
                    return true;
                }),
                () -> true));
    }

    /**
     * Somebody opens a link in a browser.
     *
     * @throws RefusedException {@code otp_expired} and those of {@link Verifications}
     */
    public Verified openLink(VerificationType type, @Nullable String token, ClientAddress client) {
        limiter.take(limits.verifyByAddress(), client);
        if (token == null || token.isEmpty()) {
            throw invalid("token", "Verify requires a token or a token hash");
        }
        return seen(() -> verifications.byToken(type, token, true, client));
    }

    /** A client shows the token of a link. Throws like {@link #openLink}. */
    public Verified showToken(VerificationType type, String token, ClientAddress client) {
        limiter.take(limits.verifyByAddress(), client);
        return seen(() -> verifications.byToken(type, token, false, client));
    }

    /**
     * A client shows the code of a mail.
     *
     * @param email where it went to
     * @throws RefusedException like {@link #openLink}; rate limited by account too, since codes are short
     */
    public Verified showCode(VerificationType type, @Nullable String email, String code, ClientAddress client) {
        limiter.take(limits.verifyByAddress(), client);
        EmailAddress address = address(email, "Only an email address or phone number should be provided on verify");
        limiter.take(limits.codeByAccount(), address.value());
        Verified verified = seen(() -> verifications.byCode(type, address, code, client));
        limiter.giveBack(limits.codeByAccount(), address.value());
        return verified;
    }

    /** Where somebody may be sent who wants to go there, or else the site. */
    public URI destination(@Nullable String redirectTo) {
        return settings.redirects().choose(redirectTo);
    }

    private Verified seen(Supplier<Verified> transaction) {
        try {
            Verified verified = guards.database().once(transaction);
            if (verified instanceof Verified.SignedIn signedIn) {
                reads.changed(new UserId(signedIn.session().user().id()));
            }
            return verified;
        } catch (PersistenceException | EJBException e) {
            if (UniqueViolations.isCauseOf(e)) {
                // Somebody else took the new address at the same time.
                throw Verifications.emailExists().asException(e);
            }
            throw e;
        }
    }

    private static EmailAddress address(@Nullable String email, String missing) {
        if (email == null || email.isBlank()) {
            throw invalid("email", missing);
        }
        return EmailAddress.of(email);
    }

    private static RefusedException invalid(String field, String detail) {
        return new Refusal.Invalid("validation_failed", detail, List.of(new FieldError(field, detail))).asException();
    }
}
