package org.auralink.identity.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.auralink.identity.control.AccountLimits;
import org.auralink.identity.control.AccountSettings;
import org.auralink.identity.control.Applicant;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.EvenTime;
import org.auralink.identity.control.PasswordHasher;
import org.auralink.identity.control.PasswordPolicy;
import org.auralink.identity.control.RefreshTurns;
import org.auralink.identity.control.SignInAttempts;
import org.auralink.identity.control.StoredPassword;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;

/**
 * Sign-in and sign-out. Has no transaction of its own: hashing a password takes a fifth of a second, and no connection
 * waits for that. While the database is away, everybody is told so at once.
 */
@ApplicationScoped
public class SignIns {
    @Inject
    private Accounts accounts;

    @Inject
    private Sessions sessions;

    @Inject
    private Verifications verifications;

    @Inject
    private AccountLimits accountLimits;

    @Inject
    private Unlocks unlocks;

    @Inject
    private PasswordHasher hasher;

    @Inject
    private PasswordPolicy policy;

    @Inject
    private AccountSettings accountSettings;

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
    private AccountReads reads;

    @Inject
    private ProviderSignIns providers;

    @Inject
    private EvenTime time;

    @Inject
    private Guards guards;

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
        } else if (grant instanceof Grant.AuthCode code) {
            limiter.take(accountLimits.verifyByAddress(), client);
            return withCode(code, client);
        }
        if (grant instanceof Grant.IdToken token) {
            return providers.signIn(token, client);
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

    /**
     * Lets the owner of an account in again where they are, by the link of a mail.
     *
     * @throws RefusedException {@code otp_expired}; rate limited
     */
    public void unlock(String token, ClientAddress client) {
        limiter.take(requests.signInByAddress(), client);
        guards.database().once(() -> {
            unlocks.lift(token, client);
            return token;
        });
    }

    /** Where a link of a mail ends. */
    public URI frontPage() {
        return accountSettings.redirects().choose(null);
    }

    static Refusal wrongCredentials() {
        return new Refusal.Invalid("invalid_credentials", "Invalid login credentials", List.of());
    }

    private SessionView withPassword(Grant.Password grant, ClientAddress client) {
        EvenTime.Work work = time.begin();
        Optional<EmailAddress> email = email(grant.email());
        SignInAttempts.Attempt attempt = attempts.begin(
                email,
                client,
                () -> email.flatMap(
                        address -> guards.database().repeatably(() -> accounts.passwordOf(address, client))),
                this::offerToUnlock);
        if (!isRight(grant.password(), attempt) || attempt.stored().isEmpty()) {
            work.even(EvenTime.HASHING);
            throw wrongCredentials().asException();
        }
        UserId user = attempt.stored().get().user();
        SessionView session = guards.database().once(() -> sessions.open(user, client));
        // When one was here last is part of what each session shows.
        reads.changed(user);
        renew(grant.password(), attempt.stored().get(), attempt.applicant());
        return policy.weakness(grant.password())
                .map(weakness -> session.with(SessionView.WeakPassword.of(weakness)))
                .orElse(session);
    }

    /** Whose password is stored as we do not store any more, is stored as we do: only now is it known. */
    private void renew(String password, StoredPassword stored, Applicant applicant) {
        if (hasher.isCurrent(stored.hash())) {
            return;
        }
        String renewed;
        try {
            renewed = hasher.hash(password, applicant);
        } catch (RefusedException crowded) {
            // They are signed in; next time, then.
            return;
        }
        guards.database().once(() -> accounts.rehash(stored, renewed));
    }

    private void offerToUnlock(EmailAddress address) {
        try {
            limiter.take(requests.unlockByAccount(), address.value());
        } catch (RefusedException already) {
            return;
        }
        guards.database().once(() -> unlocks.offer(address));
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

    private SessionView withCode(Grant.AuthCode grant, ClientAddress client) {
        SessionView session =
                guards.database().once(() -> verifications.exchange(grant.code(), grant.verifier(), client));
        reads.changed(new UserId(session.user().id()));
        return session;
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
}
