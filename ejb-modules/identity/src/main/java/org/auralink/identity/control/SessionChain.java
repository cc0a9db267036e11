package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.Factor;
import org.auralink.identity.entity.RefreshToken;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;
import org.auralink.shared.limits.ClientAddress;
import org.jspecify.annotations.Nullable;

/** A session and its chain of refresh tokens, within the caller's transaction. */
public final class SessionChain {
    /** How a system of others came by its session, in GoTrue's words. */
    private static final String CLIENT_METHOD = "oauth_provider/authorization_code";

    private final TokenIssuer issuer;
    private final Duration reuse;
    private final Supplier<Optional<String>> device;

    /** @param device what the client of the running request calls itself */
    public SessionChain(TokenIssuer issuer, Duration reuse, Supplier<Optional<String>> device) {
        this.issuer = issuer;
        this.reuse = reuse;
        this.device = device;
    }

    /**
     * The person is in: it is written down when and from which network, and told to the audit.
     *
     * @param method how the person proved who they are, in GoTrue's words
     */
    public IssuedTokens open(EntityManager entityManager, User user, String method, ClientAddress client, Instant now) {
        user.signedIn(now);
        KnownNetworks.remember(entityManager, user.id(), client, now);
        Session session = new Session(user.id(), method, RefreshTokenValue.randomSeed(), now);
        IssuedTokens tokens = opened(entityManager, user, session, now);
        AccountAudit.write(entityManager, user, AccountEvent.SIGNED_IN, Map.of("method", method), client, now);
        return tokens;
    }

    /**
     * A session of another system, told to the audit.
     *
     * @param client the system
     * @param scope what it may know of the person
     */
    public IssuedTokens openFor(EntityManager entityManager, User user, UUID client, String scope, Instant now) {
        Session session = new Session(user.id(), CLIENT_METHOD, RefreshTokenValue.randomSeed(), now).of(client, scope);
        IssuedTokens tokens = opened(entityManager, user, session, now);
        Map<String, String> how = Map.of("method", CLIENT_METHOD, "client_id", client.toString());
        AccountAudit.write(entityManager, user, AccountEvent.SIGNED_IN, how, null, now);
        return tokens;
    }

    private IssuedTokens opened(EntityManager entityManager, User user, Session session, Instant now) {
        session.openedBy(device.get());
        RefreshTokenValue value = RefreshTokenValue.random();
        entityManager.persist(session);
        entityManager.flush();
        entityManager.persist(new RefreshToken(session, value, now));
        return issued(user, session, value, now);
    }

    /**
     * The person has shown a second factor. Refresh tokens from before are forgotten: whoever holds one has shown only the
     * first. The caller holds the lock on the session's row.
     */
    public IssuedTokens raise(EntityManager entityManager, User user, Session session, Factor factor, Instant now) {
        entityManager
                .createQuery("delete from RefreshToken t where t.sessionId = :session")
                .setParameter("session", session.id())
                .executeUpdate();
        session.raise(factor, now);
        session.refreshed(now);
        RefreshTokenValue value = RefreshTokenValue.random();
        entityManager.persist(new RefreshToken(session, value, now));
        return issued(user, session, value, now);
    }

    /**
     * The caller holds the lock on the session's row, so that two uses of one token come one after the other.
     *
     * @return null when the token was used before and its session has therefore ended
     */
    public @Nullable IssuedTokens refresh(
            EntityManager entityManager, User user, Session session, RefreshTokenValue value, Instant now) {
        RefreshToken presented = entityManager
                .createQuery("select t from RefreshToken t where t.tokenHash = :hash", RefreshToken.class)
                .setParameter("hash", value.hash())
                .getSingleResult();
        RefreshToken active = active(entityManager, session);
        session.refreshed(now);
        return switch (Rotation.of(presented, active, now, reuse)) {
            case ISSUE_CHILD -> {
                presented.revoke(now);
                int ordinal = children(entityManager, presented);
                RefreshTokenValue child = value.child(session.tokenSeed(), ordinal);
                entityManager.persist(RefreshToken.childOf(session, presented, ordinal, child, now));
                yield issued(user, session, child, now);
            }
            case REPEAT_ACTIVE -> {
                int ordinal = active == null ? 0 : active.ordinal();
                yield issued(user, session, value.child(session.tokenSeed(), ordinal), now);
            }
            case END_FAMILY -> {
                // Its tokens go with it.
                entityManager.remove(session);
                yield null;
            }
        };
    }

    private IssuedTokens issued(User user, Session session, RefreshTokenValue refresh, Instant now) {
        return new IssuedTokens(user, session, issuer.issue(user, session, now), now, issuer.expires(now), refresh);
    }

    private static @Nullable RefreshToken active(EntityManager entityManager, Session session) {
        List<RefreshToken> newest = entityManager
                .createQuery(
                        "select t from RefreshToken t where t.sessionId = :session and t.revokedAt is null"
                                + " order by t.tokenId desc",
                        RefreshToken.class)
                .setParameter("session", session.id())
                .setMaxResults(1)
                .getResultList();
        return newest.isEmpty() ? null : newest.get(0);
    }

    private static int children(EntityManager entityManager, RefreshToken parent) {
        return entityManager
                .createQuery("select count(t) from RefreshToken t where t.parentId = :parent", Long.class)
                .setParameter("parent", parent.id())
                .getSingleResult()
                .intValue();
    }
}
