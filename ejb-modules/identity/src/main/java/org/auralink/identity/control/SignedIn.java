package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;

/** Who asks with an access token, as the database knows them at this moment. */
public record SignedIn(User user, Session session) {

    /**
     * @throws org.auralink.shared.RefusedException {@code user_not_found}, {@code session_not_found}, {@code user_banned}
     */
    public static SignedIn of(EntityManager entityManager, AccessToken token, Instant now) {
        return of(entityManager, token, LockModeType.NONE, now);
    }

    /** The same, for what changes the account or the session: one change after the other. */
    public static SignedIn toChange(EntityManager entityManager, AccessToken token, Instant now) {
        return of(entityManager, token, LockModeType.PESSIMISTIC_WRITE, now);
    }

    private static SignedIn of(EntityManager entityManager, AccessToken token, LockModeType lock, Instant now) {
        // The account first: who holds its row may wait for sessions of the person, and nobody who waits for it holds
        // one.
        User user = entityManager.find(User.class, token.user().value(), lock);
        Session session = entityManager.find(Session.class, token.session(), lock);
        if (user == null) {
            throw new Refusal.Forbidden("user_not_found", "User from sub claim in JWT does not exist").asException();
        }
        if (session == null || !session.user().equals(token.user())) {
            throw noSession().asException();
        }
        refuseBanned(user, now);
        return new SignedIn(user, session);
    }

    /** @throws org.auralink.shared.RefusedException {@code no_authorization} for who has no account to come back to */
    public void refuseAnonymous() {
        if (user.isAnonymous()) {
            throw new Refusal.Forbidden("no_authorization", "Anonymous user not allowed to perform these actions")
                    .asException();
        }
    }

    public static Refusal noSession() {
        return new Refusal.Forbidden("session_not_found", "Session from session_id claim in JWT does not exist");
    }

    public static void refuseBanned(User user, Instant now) {
        if (!user.isWelcome(now)) {
            throw new Refusal.Forbidden("user_banned", "User is banned").asException();
        }
    }
}
