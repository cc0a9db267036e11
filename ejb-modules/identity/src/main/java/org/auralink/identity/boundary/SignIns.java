package org.auralink.identity.boundary;

import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.control.Applicant;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.RefreshTurns;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.SignInAttempts;
import org.auralink.identity.control.StoredPassword;
import org.auralink.identity.control.UserData;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Sign-up, sign-in and sign-out. Has no transaction of its own: hashing a password takes a fifth of a second, and no connection
 * waits for that. While the database is away, everybody is told so at once.
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
    private ReservedNames names;

    @Inject
    private IdentitySettings settings;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits requests;

    @Inject
    private SignInAttempts attempts;

    @Inject
    private RefreshTurns turns;

    @Inject
    private EndedSessions ended;

    @Inject
    private Limits limits;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    /** @throws RefusedException naming the field that is wrong, or because the account exists */
    public SessionView signUp(SignUp wish, ClientAddress client) {
        limiter.take(requests.signUpByAddress(), client);
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
        AuraName name = names.choose(username, email);
        limiter.take(requests.signUpByAccount(), email.value());
        String hash = hasher.hash(password, Applicant.at(client));
        return register(new NewAccount(email, name, hash, data), client);
    }

    /**
     * @param client who asks, as far as the network tells
     * @throws org.auralink.shared.policies.AwayException while the database is away
     * @throws RefusedException in GoTrue's words; rate limited before a password is hashed or a database asked for much
     */
    public SessionView signIn(Grant grant, ClientAddress client) {
        if (grant instanceof Grant.Password password) {
            return withPassword(password, client);
        } else if (grant instanceof Grant.Refresh refresh) {
            limiter.take(requests.refreshByAddress(), client);
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
        Sessions.Ended over = guards.database().once(() -> sessions.end(accessToken, scope));
        ended.add(over.sessions());
        reads.changed(over.user());
    }

    /** Does this instance take new accounts? */
    public boolean takesSignUps() {
        return settings.autoconfirm();
    }

    /** Characters that a new password must have. */
    public int shortestPassword() {
        return policy.shortest();
    }

    static Refusal wrongCredentials() {
        return new Refusal.Invalid("invalid_credentials", "Invalid login credentials", List.of());
    }

    private SessionView withPassword(Grant.Password grant, ClientAddress client) {
        Optional<EmailAddress> email = email(grant.email());
        SignInAttempts.Attempt attempt = attempts.begin(
                email,
                client,
                () -> email.flatMap(
                        address -> guards.database().repeatably(() -> accounts.passwordOf(address, client))));
        if (!isRight(grant.password(), attempt) || attempt.stored().isEmpty()) {
            throw wrongCredentials().asException();
        }
        UserId user = attempt.stored().get().user();
        SessionView session = guards.database().once(() -> sessions.open(user, client));
        // When one was here last is part of what each session shows.
        reads.changed(user);
        return session;
    }

    /** Takes as long for nobody's password as for somebody's. */
    private boolean isRight(String password, SignInAttempts.Attempt attempt) {
        Optional<StoredPassword> stored = attempt.stored();
        boolean failed = false;
        try {
            boolean right = stored.isPresent()
                    ? hasher.verify(password, stored.get().hash(), attempt.applicant())
                    : hasher.verifyForNobody(password, attempt.applicant());
            failed = !right;
            return right;
        } finally {
            if (!failed) {
                attempt.succeeded().run();
            }
        }
    }

    private SessionView withRefreshToken(Grant.Refresh grant) {
        RefreshTokenValue token = new RefreshTokenValue(grant.refreshToken());
        limiter.take(requests.refreshBySession(), HexFormat.of().formatHex(token.hash()));
        Refreshed outcome = turns.inTurn(
                token,
                () -> Optional.of(guards.database().once(() -> sessions.refresh(token)))
                        .filter(it -> !(it instanceof Refreshed.Busy)));
        if (outcome instanceof Refreshed.Issued issued) {
            return issued.session();
        } else if (outcome instanceof Refreshed.Refused refused) {
            throw refused.refusal().asException();
        } else if (outcome instanceof Refreshed.Ended reused) {
            ended.add(List.of(reused.session()));
            reads.changed(reused.user());
            throw new Refusal.Invalid("refresh_token_already_used", "Invalid Refresh Token: Already Used", List.of())
                    .asException();
        }
        throw new IllegalStateException("an outcome that nobody handles");
    }

    private static Optional<EmailAddress> email(String text) {
        try {
            return Optional.of(EmailAddress.of(text));
        } catch (RefusedException malformed) {
            // Nobody has such an address, and that is all that is told.
            return Optional.empty();
        }
    }

    private SessionView register(NewAccount account, ClientAddress client) {
        for (int attempt = 1; ; attempt++) {
            try {
                return guards.database().once(() -> accounts.register(account, client));
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
