package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.control.AccessToken;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.Identity;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;

/** Sessions in the database: opened by a sign-in, continued by refresh tokens, ended by a sign-out. */
@Stateless
public class Sessions {
    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private SessionChain chain;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Clock clock;

    /** For a person whose password has just been verified. */
    public SessionView open(UserId userId) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = entityManager.find(User.class, userId.value());
        if (user == null) {
            // Deleted since the password was read.
            throw SignIns.wrongCredentials().asException();
        }
        refuseBanned(user);
        if (user.emailConfirmedAt() == null) {
            throw new Refusal.Invalid("email_not_confirmed", "Email not confirmed", List.of()).asException();
        }
        user.signedIn(now);
        return SessionView.of(chain.open(entityManager, user, "password", now), identities(user));
    }

    /** A refusal is returned and not thrown: that a token was used twice ends its session, and that must last. */
    public Refreshed refresh(RefreshTokenValue value) {
        TenancyContext.enterAsService(entityManager);
        List<UUID> ids = entityManager
                .createQuery("select t.sessionId from RefreshToken t where t.tokenHash = :hash", UUID.class)
                .setParameter("hash", value.hash())
                .getResultList();
        Session session =
                ids.isEmpty() ? null : entityManager.find(Session.class, ids.get(0), LockModeType.PESSIMISTIC_WRITE);
        User user = session == null
                ? null
                : entityManager.find(User.class, session.user().value());
        if (session == null || user == null) {
            return new Refreshed.Refused(new Refusal.Invalid(
                    "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found", List.of()));
        }
        refuseBanned(user);
        IssuedTokens tokens = chain.refresh(entityManager, user, session, value, clock.instant());
        if (tokens == null) {
            return new Refreshed.Refused(new Refusal.Invalid(
                    "refresh_token_already_used", "Invalid Refresh Token: Already Used", List.of()));
        }
        return new Refreshed.Issued(SessionView.of(tokens, identities(user)));
    }

    /**
     * The account behind an access token, if its session still exists: a sign-out counts at once.
     *
     * @throws org.auralink.shared.RefusedException {@code not_authenticated}, {@code session_not_found},
     *     {@code user_not_found}, {@code user_banned}
     */
    public UserView user(String accessToken) {
        AccessToken token = verifier.verify(accessToken);
        TenancyContext.enterAsService(entityManager);
        User user = currentUser(token);
        return UserView.of(user, identities(user));
    }

    /** @throws org.auralink.shared.RefusedException like {@link #user} */
    public void end(String accessToken, LogoutScope scope) {
        AccessToken token = verifier.verify(accessToken);
        TenancyContext.enterAsService(entityManager);
        currentUser(token);
        Query delete = switch (scope) {
            case GLOBAL -> entityManager.createQuery("delete from Session s where s.userId = :user");
            case LOCAL ->
                entityManager
                        .createQuery("delete from Session s where s.userId = :user and s.sessionId = :session")
                        .setParameter("session", token.session());
            case OTHERS ->
                entityManager
                        .createQuery("delete from Session s where s.userId = :user and s.sessionId <> :session")
                        .setParameter("session", token.session());
        };
        delete.setParameter("user", token.user().value()).executeUpdate();
    }

    private User currentUser(AccessToken token) {
        User user = entityManager.find(User.class, token.user().value());
        if (user == null) {
            throw new Refusal.Forbidden("user_not_found", "User from sub claim in JWT does not exist").asException();
        }
        Session session = entityManager.find(Session.class, token.session());
        if (session == null || !session.user().equals(token.user())) {
            throw new Refusal.Forbidden("session_not_found", "Session from session_id claim in JWT does not exist")
                    .asException();
        }
        refuseBanned(user);
        return user;
    }

    private static void refuseBanned(User user) {
        if (!user.isActive()) {
            throw new Refusal.Forbidden("user_banned", "User is banned").asException();
        }
    }

    private List<Identity> identities(User user) {
        return entityManager
                .createQuery("select i from Identity i where i.userId = :user order by i.createdAt", Identity.class)
                .setParameter("user", user.id().value())
                .getResultList();
    }
}
