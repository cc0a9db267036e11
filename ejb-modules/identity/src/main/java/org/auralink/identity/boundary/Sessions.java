package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Scope;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;

/** Sessions in the database: opened by a sign-in, continued by refresh tokens, ended by a sign-out. */
@Stateless
public class Sessions {
    /** Hibernate's number for {@code for update skip locked}: a row that somebody else holds is as good as absent. */
    private static final Map<String, Object> SKIP_LOCKED = Map.of("jakarta.persistence.lock.timeout", -2);

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private SessionChain chain;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /** Sessions of one person that are over. */
    public record Ended(UserId user, List<UUID> sessions) {
        public Ended {
            sessions = List.copyOf(sessions);
        }
    }

    /** For a person whose password has just been verified. */
    public SessionView open(UserId userId, ClientAddress client) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = entityManager.find(User.class, userId.value());
        if (user == null) {
            // Deleted since the password was read.
            throw SignIns.wrongCredentials().asException();
        }
        SignedIn.refuseBanned(user, now);
        if (user.emailConfirmedAt() == null) {
            throw new Refusal.Invalid("email_not_confirmed", "Email not confirmed", List.of()).asException();
        }
        return view(chain.open(entityManager, user, "password", client, now));
    }

    /**
     * A refusal is returned and not thrown: that a token was used twice ends its session, and that must last. Never waits
     * for another refresh, because a connection would wait with it.
     */
    public Refreshed refresh(RefreshTokenValue value) {
        TenancyContext.enterAsService(entityManager);
        List<UUID> ids = entityManager
                .createQuery("select t.sessionId from RefreshToken t where t.tokenHash = :hash", UUID.class)
                .setParameter("hash", value.hash())
                .getResultList();
        if (ids.isEmpty()) {
            return new Refreshed.Refused(unknown());
        }
        Session session = entityManager.find(Session.class, ids.get(0), LockModeType.PESSIMISTIC_WRITE, SKIP_LOCKED);
        User user = session == null
                ? null
                : entityManager.find(User.class, session.user().value());
        if (session == null || user == null) {
            return new Refreshed.Busy();
        }
        if (session.client().isPresent()) {
            // A client shows who it is, at /oauth/token.
            return new Refreshed.Refused(unknown());
        }
        SignedIn.refuseBanned(user, clock.instant());
        IssuedTokens tokens = chain.refresh(entityManager, user, session, value, clock.instant());
        if (tokens == null) {
            return new Refreshed.Ended(session.id(), session.user());
        }
        return new Refreshed.Issued(view(tokens));
    }

    private static Refusal unknown() {
        return new Refusal.Invalid(
                "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found", List.of());
    }

    /**
     * The account behind an access token, if its session still exists: a sign-out counts at once. A client is shown what it
     * may know.
     *
     * @throws org.auralink.shared.RefusedException {@code not_authenticated}, {@code session_not_found},
     *     {@code user_not_found}, {@code user_banned}
     */
    public UserView user(String accessToken) {
        AccessToken token = verifier.verifyToRead(accessToken);
        TenancyContext.enterAsService(entityManager);
        SignedIn who = SignedIn.of(entityManager, token, clock.instant());
        User user = who.user();
        UserView view = UserView.of(user, identities(entityManager, user), Factors.of(entityManager, user));
        return who.session()
                .scope()
                .map(granted -> view.shownFor(Scope.of(granted)))
                .orElse(view);
    }

    /**
     * @return whose sessions ended, and which, but for those whose access tokens have all expired
     * @throws org.auralink.shared.RefusedException like {@link #user}
     */
    public Ended end(String accessToken, LogoutScope scope) {
        AccessToken token = verifier.verify(accessToken);
        TenancyContext.enterAsService(entityManager);
        User user = currentUser(entityManager, token, clock.instant());
        String which = switch (scope) {
            case GLOBAL -> "";
            case LOCAL -> " and s.sessionId = :session";
            case OTHERS -> " and s.sessionId <> :session";
        };
        TypedQuery<Session> ending = entityManager
                .createQuery("select s from Session s where s.userId = :user" + which, Session.class)
                .setParameter("user", token.user().value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        if (scope != LogoutScope.GLOBAL) {
            ending.setParameter("session", token.session());
        }
        Instant oldest = clock.instant().minus(limits.sessions().accessToken());
        List<Session> ended = ending.getResultList();
        ended.forEach(entityManager::remove);
        AccountAudit.write(
                entityManager,
                user,
                AccountEvent.SIGNED_OUT,
                Map.of("scope", scope.name().toLowerCase(Locale.ROOT)),
                null,
                clock.instant());
        return new Ended(
                token.user(),
                ended.stream()
                        .filter(session -> session.refreshedAt().isAfter(oldest))
                        .map(Session::id)
                        .toList());
    }

    /** Within the caller's transaction, which acts as the service. Throws like {@link #user}. */
    static User currentUser(EntityManager entityManager, AccessToken token, Instant now) {
        return SignedIn.of(entityManager, token, now).user();
    }

    private SessionView view(IssuedTokens tokens) {
        User user = tokens.user();
        return SessionView.of(tokens, identities(entityManager, user), Factors.of(entityManager, user));
    }

    static List<Identity> identities(EntityManager entityManager, User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }
}
