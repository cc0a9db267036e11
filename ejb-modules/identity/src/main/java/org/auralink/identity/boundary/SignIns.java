package org.auralink.identity.boundary;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.RefreshTurns;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * Sign-up, sign-in and sign-out. Has no transaction of its own: hashing a password takes a fifth of a second, and no connection
 * waits for that.
 */
@ApplicationScoped
public class SignIns {
    /**
     * Two sign-ups with one address at once, or with names that become the same by a number: one finds it taken when it
     * writes, and looks again.
     */
    private static final int ATTEMPTS = 3;

    private static final String UNIQUE_VIOLATION = "23505";

    @Inject
    private Accounts accounts;

    @Inject
    private Sessions sessions;

    @Inject
    private PasswordHasher hasher;

    @Inject
    private PasswordPolicy policy;

    @Inject
    private IdentitySettings settings;

    @Inject
    private RefreshTurns turns;

    @Inject
    private EndedSessions ended;

    @Inject
    private Limits limits;

    /** @throws RefusedException naming the field that is wrong, or because the account exists */
    public SessionView signUp(SignUp wish) {
        if (!settings.autoconfirm()) {
            throw unprocessable("signup_disabled", "Signups not allowed for this instance");
        }
        if (isEmpty(wish.email())) {
            throw isEmpty(wish.phone())
                    ? unprocessable("anonymous_provider_disabled", "Anonymous sign-ins are disabled")
                    : new Refusal.Invalid("phone_provider_disabled", "Phone signups are disabled", List.of())
                            .asException();
        }
        EmailAddress email = EmailAddress.of(wish.email());
        String password = policy.accept(wish.password());
        Map<String, Object> data = UserData.accept(wish.data(), limits.userData());
        String username = data.get("username") instanceof String text ? text : null;
        return register(new NewAccount(email, AuraName.from(username, email), hasher.hash(password), data));
    }

    /** @throws RefusedException in GoTrue's words */
    public SessionView signIn(Grant grant) {
        if (grant instanceof Grant.Password password) {
            return withPassword(password);
        } else if (grant instanceof Grant.Refresh refresh) {
            return withRefreshToken(refresh);
        }
        throw new IllegalStateException("a grant that nobody handles");
    }

    /**
     * Ends sessions of the person, here and at every door.
     *
     * @throws RefusedException like {@link Sessions#user}
     */
    public void signOut(String accessToken, LogoutScope scope) {
        ended.add(sessions.end(accessToken, scope));
    }

    /** Does this instance take new accounts? */
    public boolean takesSignUps() {
        return settings.autoconfirm();
    }

    static Refusal wrongCredentials() {
        return new Refusal.Invalid("invalid_credentials", "Invalid login credentials", List.of());
    }

    private SessionView withPassword(Grant.Password grant) {
        Optional<StoredPassword> stored = stored(grant.email());
        boolean right = stored.isPresent()
                ? hasher.verify(grant.password(), stored.get().hash())
                : hasher.verifyForNobody(grant.password());
        if (!right || stored.isEmpty()) {
            throw wrongCredentials().asException();
        }
        return sessions.open(stored.get().user());
    }

    private SessionView withRefreshToken(Grant.Refresh grant) {
        RefreshTokenValue token = new RefreshTokenValue(grant.refreshToken());
        Refreshed outcome = turns.inTurn(
                token, () -> Optional.of(sessions.refresh(token)).filter(it -> !(it instanceof Refreshed.Busy)));
        if (outcome instanceof Refreshed.Issued issued) {
            return issued.session();
        } else if (outcome instanceof Refreshed.Refused refused) {
            throw refused.refusal().asException();
        } else if (outcome instanceof Refreshed.Ended reused) {
            ended.add(List.of(reused.session()));
            throw new Refusal.Invalid("refresh_token_already_used", "Invalid Refresh Token: Already Used", List.of())
                    .asException();
        }
        throw new IllegalStateException("an outcome that nobody handles");
    }

    private Optional<StoredPassword> stored(String email) {
        try {
            return accounts.passwordOf(EmailAddress.of(email));
        } catch (RefusedException malformed) {
            // Nobody has such an address, and that is all that is told.
            return Optional.empty();
        }
    }

    private SessionView register(NewAccount account) {
        for (int attempt = 1; ; attempt++) {
            try {
                return accounts.register(account);
            } catch (PersistenceException | EJBException e) {
                if (attempt == ATTEMPTS || !isUniqueViolation(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isUniqueViolation(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && UNIQUE_VIOLATION.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static RefusedException unprocessable(String code, String detail) {
        return new Refusal.Unprocessable(code, detail, List.of()).asException();
    }
}
