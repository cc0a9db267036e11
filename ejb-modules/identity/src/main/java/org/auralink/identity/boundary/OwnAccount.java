package org.auralink.identity.boundary;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.Applicant;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Landing;
import org.auralink.identity.control.MailAllowance;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.UniqueViolations;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * What people who are signed in change of their accounts. Has no transaction of its own: hashing a password takes a fifth of
 * a second, and no connection waits for that.
 */
@ApplicationScoped
public class OwnAccount {
    @Inject
    private AccountChanges changes;

    @Inject
    private PasswordHasher hasher;

    @Inject
    private PasswordPolicy policy;

    @Inject
    private IdentitySettings identitySettings;

    @Inject
    private AccountSettings settings;

    @Inject
    private MailAllowance mails;

    @Inject
    private RateLimiter limiter;

    @Inject
    private AccountLimits limits;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /**
     * @param redirectTo where the links of a new address lead in the end
     * @return the account after the change; a new address stands beside the old one until it is confirmed
     * @throws RefusedException like {@link Sessions#user}; naming the field that is wrong; {@code not_admin}, {@code
     *     same_password}, {@code reauthentication_needed}, {@code reauthentication_not_valid}, {@code
     *     current_password_required}, {@code current_password_invalid}, {@code email_exists}; rate limited
     */
    public UserView change(String accessToken, AccountChange wish, @Nullable String redirectTo, ClientAddress client) {
        refuseForeign(wish);
        Optional<EmailAddress> email =
                isEmpty(wish.email()) ? Optional.empty() : Optional.of(EmailAddress.of(wish.email()));
        Landing landing = new ReturnPath(redirectTo, wish.codeChallenge(), wish.codeChallengeMethod())
                .landing(settings.redirects());
        String password = wish.password() == null ? null : policy.accept(wish.password());
        AccountChanges.Standing standing = guards.database().repeatably(() -> changes.standing(accessToken));
        Optional<EmailAddress> newEmail =
                email.filter(address -> !address.value().equals(standing.email()));
        String hash = password == null ? null : newHash(password, wish, standing, newEmail.isPresent(), client);
        boolean atOnce = standing.anonymous() && identitySettings.autoconfirm();
        newEmail.filter(address -> !atOnce)
                .ifPresent(address -> mails.take(client, address, OneTimeTokenKind.EMAIL_CHANGE_NEW));
        AccountChanges.Changed changed = applied(
                accessToken,
                new AccountChanges.Weighed(
                        hash,
                        hash == null || !needsNonce(standing) ? null : wish.nonce(),
                        newEmail,
                        atOnce,
                        wish.data() == null ? Map.of() : wish.data(),
                        landing));
        ended.add(changed.ended());
        reads.changed(standing.user());
        return changed.user();
    }

    /**
     * Sends a code to who is signed in, for a new password where the instance wants it.
     *
     * @throws RefusedException like {@link Sessions#user}; {@code validation_failed}, {@code email_not_confirmed}; rate
     *     limited
     */
    public void reauthenticate(String accessToken, ClientAddress client) {
        AccountChanges.Standing standing = guards.database().repeatably(() -> changes.standing(accessToken));
        if (standing.email().isEmpty()) {
            throw invalid("validation_failed", "Reauthentication requires the user to have an email or a phone number");
        }
        if (!standing.confirmed()) {
            throw new Refusal.Unprocessable("email_not_confirmed", "Please verify your email first.", List.of())
                    .asException();
        }
        mails.take(client, new EmailAddress(standing.email()), OneTimeTokenKind.REAUTHENTICATION);
        guards.database().once(() -> {
            changes.reauthenticate(accessToken);
            return true;
        });
        reads.changed(standing.user());
    }

    private AccountChanges.Changed applied(String accessToken, AccountChanges.Weighed wish) {
        try {
            return guards.database().once(() -> changes.apply(accessToken, wish));
        } catch (PersistenceException | EJBException e) {
            if (UniqueViolations.isCauseOf(e)) {
                // Somebody else took the address at the same time.
                throw Verifications.emailExists().asException(e);
            }
            throw e;
        }
    }

    private static void refuseForeign(AccountChange wish) {
        if (wish.appMetadata() != null) {
            throw new Refusal.Forbidden("not_admin", "Updating app_metadata requires admin privileges").asException();
        }
        if (!isEmpty(wish.phone())) {
            throw invalid("phone_provider_disabled", "Unsupported phone provider");
        }
    }

    private String newHash(
            String password,
            AccountChange wish,
            AccountChanges.Standing standing,
            boolean withEmail,
            ClientAddress client) {
        if (standing.anonymous() && !withEmail) {
            throw new Refusal.Unprocessable(
                            "validation_failed",
                            "Updating password of an anonymous user without an email or phone is not allowed",
                            List.of())
                    .asException();
        }
        if (needsNonce(standing)) {
            if (isEmpty(wish.nonce())) {
                throw invalid("reauthentication_needed", "Password update requires reauthentication");
            }
            limiter.take(limits.codeByAccount(), standing.user().value().toString());
        }
        if (standing.passwordHash() != null) {
            compareWithCurrent(password, wish.currentPassword(), standing, standing.passwordHash(), client);
        }
        return hasher.hash(password, Applicant.at(client));
    }

    private void compareWithCurrent(
            String password,
            @Nullable String current,
            AccountChanges.Standing standing,
            String currentHash,
            ClientAddress client) {
        // Each of them is a guess at the password, with somebody's open session.
        String whose = "password|" + standing.user().value();
        limiter.take(limits.codeByAccount(), whose);
        if (settings.currentPassword() && !standing.recovering()) {
            if (current == null || current.isEmpty()) {
                throw invalid("current_password_required", "Current password required when setting new password.");
            }
            if (!hasher.verify(current, currentHash, Applicant.at(client))) {
                throw invalid("current_password_invalid", "Current password required when setting new password.");
            }
        }
        if (hasher.verify(password, currentHash, Applicant.at(client))) {
            throw new Refusal.Unprocessable(
                            "same_password", "New password should be different from the old password.", List.of())
                    .asException();
        }
    }

    private boolean needsNonce(AccountChanges.Standing standing) {
        return settings.reauthenticate() && !standing.fresh();
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static RefusedException invalid(String code, String detail) {
        return new Refusal.Invalid(code, detail, List.of()).asException();
    }
}
