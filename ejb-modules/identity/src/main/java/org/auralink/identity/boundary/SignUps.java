package org.auralink.identity.boundary;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.Applicant;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.MailAllowance;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.UniqueViolations;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * New accounts: of people with an address, confirmed by mail or at once as the operator wants it, and of people who want to
 * be nobody. Has no transaction of its own: hashing a password takes a fifth of a second, and no connection waits for that.
 */
@ApplicationScoped
public class SignUps {
    /**
     * Two sign-ups with one address at once, or with names that become the same by a number: one finds it taken when it
     * writes, and looks again.
     */
    private static final int ATTEMPTS = 3;

    @Inject
    private Accounts accounts;

    @Inject
    private PasswordHasher hasher;

    @Inject
    private PasswordPolicy policy;

    @Inject
    private ReservedNames names;

    @Inject
    private IdentitySettings settings;

    @Inject
    private AccountSettings accountSettings;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits requests;

    @Inject
    private AccountLimits accountLimits;

    @Inject
    private MailAllowance mailAllowance;

    @Inject
    private Limits limits;

    @Inject
    private Guards guards;

    /**
     * @param redirectTo where the link of the mail leads in the end
     * @throws RefusedException naming the field that is wrong; {@code signup_disabled}, {@code
     *     anonymous_provider_disabled}, {@code phone_provider_disabled}; {@code user_already_exists} only where accounts are
     *     open at once, and it cannot be hidden
     */
    public SignedUp signUp(SignUp wish, @Nullable String redirectTo, ClientAddress client) {
        limiter.take(requests.signUpByAddress(), client);
        if (!accountSettings.signUps()) {
            throw unprocessable("signup_disabled", "Signups not allowed for this instance");
        }
        if (isEmpty(wish.email())) {
            if (!isEmpty(wish.phone())) {
                throw new Refusal.Invalid("phone_provider_disabled", "Phone signups are disabled", List.of())
                        .asException();
            }
            return new SignedUp.Open(anonymously(wish, client));
        }
        EmailAddress email = EmailAddress.of(wish.email());
        String password = policy.accept(wish.password());
        Landing landing = wish.returnPath(redirectTo).landing(accountSettings.redirects());
        limiter.take(requests.signUpByAccount(), email.value());
        NewAccount account = checked(Optional.of(email), wish.data());
        if (!settings.autoconfirm()) {
            mailAllowance.take(client, email, OneTimeTokenKind.CONFIRMATION);
        }
        NewAccount hashed = new NewAccount(
                account.email(),
                account.name(),
                Optional.of(hasher.hash(password, Applicant.at(client))),
                account.data());
        return settings.autoconfirm()
                ? new SignedUp.Open(untilUnique(() -> accounts.register(hashed, client)))
                : new SignedUp.Unconfirmed(Backlog.hidden(
                        () -> untilUnique(() -> accounts.registerByMail(hashed, landing)),
                        () -> guards.database().once(() -> accounts.pretended(hashed))));
    }

    /**
     * What a person says about themselves, and the name that follows from it.
     *
     * @throws RefusedException naming the field that is wrong
     */
    NewAccount checked(Optional<EmailAddress> email, @Nullable Map<String, Object> said) {
        Map<String, Object> data = UserData.accept(said, limits.userData());
        String username = data.get("username") instanceof String text ? text : null;
        AuraName name = names.choose(username, email.orElse(null));
        return new NewAccount(email, name, Optional.empty(), data);
    }

    /** Once more when somebody else wrote the same at the same time. */
    <T> T untilUnique(Supplier<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return guards.database().once(transaction);
            } catch (PersistenceException | EJBException e) {
                if (attempt == ATTEMPTS || !UniqueViolations.isCauseOf(e)) {
                    throw e;
                }
            }
        }
    }

    /** Does this instance take new accounts? */
    public boolean takesSignUps() {
        return accountSettings.signUps();
    }

    /** May one be nobody here? */
    public boolean takesAnonymous() {
        return accountSettings.anonymous();
    }

    /** Do addresses count as confirmed when somebody signs up with them? */
    public boolean confirmsAtOnce() {
        return settings.autoconfirm();
    }

    /** Characters that a new password must have. */
    public int shortestPassword() {
        return policy.shortest();
    }

    private SessionView anonymously(SignUp wish, ClientAddress client) {
        if (!accountSettings.anonymous()) {
            throw unprocessable("anonymous_provider_disabled", "Anonymous sign-ins are disabled");
        }
        limiter.take(accountLimits.anonymousByAddress(), client);
        NewAccount nobody = checked(Optional.empty(), wish.data());
        return untilUnique(() -> accounts.register(nobody, client));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static RefusedException unprocessable(String code, String detail) {
        return new Refusal.Unprocessable(code, detail, List.of()).asException();
    }
}
