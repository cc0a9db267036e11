package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.IssuedTokens;
import org.auralink.identity.control.SessionChain;
import org.auralink.identity.control.SignedIn;
import org.auralink.identity.control.TokenVerifier;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;

/**
 * Sessions that people gave to other systems, in the database. Joins the transaction of whoever keeps the systems and what
 * they were granted; who ends some tells {@link ClientAccess} when that is committed.
 */
@Stateless
public class ClientSessions {
    private static final Map<String, Object> SKIP_LOCKED = Map.of("jakarta.persistence.lock.timeout", -2);

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private SessionChain chain;

    @Inject
    private TokenVerifier verifier;

    @Inject
    private Clock clock;

    /**
     * Who asks, to give something away in their own name.
     *
     * @throws org.auralink.shared.RefusedException as of {@link Sessions#user}; {@code insufficient_scope} for a client;
     *     {@code no_authorization} for anonymous people; {@code insufficient_aal} for who has a second factor and has not
     *     shown it: another system takes our word for them
     */
    public Consenting consenting(String accessToken) {
        TenancyContext.enterAsService(entityManager);
        SignedIn who = SignedIn.of(entityManager, verifier.verify(accessToken), clock.instant());
        who.refuseAnonymous();
        if (Factors.isOwed(entityManager, who)) {
            throw new Refusal.Forbidden(
                            "insufficient_aal",
                            "AAL2 session is required to authorize applications when MFA is enabled")
                    .asException();
        }
        return new Consenting(who.user().id(), who.user().email(), who.session().authenticatedAt());
    }

    /**
     * For a person who agreed to it.
     *
     * @param scope as of {@link ClientScopes#text}
     * @throws org.auralink.shared.RefusedException {@code user_not_found}, {@code user_banned}
     */
    public ClientTokens open(UserId id, UUID client, String scope) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        User user = entityManager.find(User.class, id.value());
        if (user == null) {
            throw AdminUsers.notFound("User not found").asException();
        }
        SignedIn.refuseBanned(user, now);
        return ClientTokens.of(chain.openFor(entityManager, user, client, scope, now));
    }

    /** Never waits for another refresh, because a connection would wait with it. */
    public ClientRefreshed refresh(UUID client, RefreshTokenValue value) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        List<UUID> ids = entityManager
                .createQuery(
                        "select s.sessionId from RefreshToken t join Session s on s.sessionId = t.sessionId"
                                + " where t.tokenHash = :hash and s.clientId = :client",
                        UUID.class)
                .setParameter("hash", value.hash())
                .setParameter("client", client)
                .getResultList();
        if (ids.isEmpty()) {
            return new ClientRefreshed.Unknown();
        }
        Session session = entityManager.find(Session.class, ids.get(0), LockModeType.PESSIMISTIC_WRITE, SKIP_LOCKED);
        User user = session == null
                ? null
                : entityManager.find(User.class, session.user().value());
        if (session == null || user == null) {
            return new ClientRefreshed.Busy();
        }
        SignedIn.refuseBanned(user, now);
        IssuedTokens tokens = chain.refresh(entityManager, user, session, value, now);
        return tokens == null
                ? new ClientRefreshed.Ended(session.id(), session.user())
                : new ClientRefreshed.Issued(ClientTokens.of(tokens));
    }

    /** Ends the sessions that a person gave to a client, and tells the audit. */
    public Sessions.Ended end(UserId user, UUID client) {
        TenancyContext.enterAsService(entityManager);
        return ended(
                user,
                client,
                entityManager
                        .createQuery(
                                "select s from Session s where s.userId = :user and s.clientId = :client",
                                Session.class)
                        .setParameter("user", user.value())
                        .setParameter("client", client)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList());
    }

    /** Ends one of them, if it is still there. */
    public Sessions.Ended end(UserId user, UUID client, UUID id) {
        TenancyContext.enterAsService(entityManager);
        Session session = entityManager.find(Session.class, id, LockModeType.PESSIMISTIC_WRITE);
        boolean theirs = session != null
                && session.user().equals(user)
                && session.client().filter(client::equals).isPresent();
        return ended(user, client, theirs ? List.of(session) : List.of());
    }

    private Sessions.Ended ended(UserId user, UUID client, List<Session> sessions) {
        sessions.forEach(entityManager::remove);
        entityManager.flush();
        User owner = entityManager.find(User.class, user.value());
        if (!sessions.isEmpty() && owner != null) {
            Map<String, String> whose = Map.of("client_id", client.toString());
            AccountAudit.write(entityManager, owner, AccountEvent.SESSION_ENDED, whose, null, clock.instant());
        }
        return new Sessions.Ended(user, sessions.stream().map(Session::id).toList());
    }

    /** The sessions of a client that goes, whosever; they go with it. */
    public List<UUID> ofClient(UUID client) {
        TenancyContext.enterAsService(entityManager);
        return entityManager
                .createQuery("select s.sessionId from Session s where s.clientId = :client", UUID.class)
                .setParameter("client", client)
                .getResultList();
    }
}
