package org.auralink.oauth.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.boundary.ClientSessions;
import org.auralink.identity.boundary.ClientTokens;
import org.auralink.identity.boundary.PersonClaims;
import org.auralink.oauth.entity.Authorization;
import org.auralink.oauth.entity.Secret;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** Codes in the database: each is good once, for the client that it was given to, and with the secret of its challenge. */
@Stateless
public class CodeExchange {
    private static final String OPENID = "openid";

    @PersistenceContext(unitName = "oauth")
    private EntityManager entityManager;

    @Inject
    private ClientSessions sessions;

    @Inject
    private PersonClaims claims;

    @Inject
    private Clock clock;

    /**
     * A refusal is returned and not thrown: that a code was used twice ends what it opened, and that must last. A wrong
     * verifier does not use the code up: who intercepts one shall not spoil it.
     *
     * @param client that has shown who it is
     * @param redirectUri as the client sent it; null when it did not (OAuth 2.1 does not want it)
     * @throws org.auralink.shared.RefusedException {@code user_not_found}, {@code user_banned}
     */
    public Exchanged redeem(UUID client, Secret code, @Nullable String redirectUri, String verifier) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        Optional<Authorization> found = find(code).filter(it -> it.client().equals(client));
        if (found.isEmpty() || found.get().isOver(now)) {
            return new Exchanged.Refused("The code is not known, or has expired.");
        }
        Authorization authorization = found.get();
        if (authorization.opened().isPresent()) {
            return new Exchanged.Reused(sessions.end(
                    authorization.user(), client, authorization.opened().get()));
        } else if (redirectUri != null
                && !redirectUri.equals(authorization.redirectUri().text())) {
            return new Exchanged.Refused("The redirect_uri is not the one that the code was asked for with.");
        } else if (!authorization.challenge().isOf(verifier)) {
            return new Exchanged.Refused("The code_verifier is not the one of the code_challenge.");
        }
        ClientTokens tokens = sessions.open(authorization.user(), client, authorization.scope());
        authorization.redeemed(tokens.session(), now);
        return new Exchanged.Granted(tokens, idClaims(authorization));
    }

    /** Of two who come at once, the second waits, and finds it used. */
    private Optional<Authorization> find(Secret code) {
        List<Authorization> found = entityManager
                .createQuery("select a from Authorization a where a.codeHash = :hash", Authorization.class)
                .setParameter("hash", code.hash())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
        return found.stream().findFirst();
    }

    private Map<String, Object> idClaims(Authorization authorization) {
        if (!List.of(authorization.scope().split(" ")).contains(OPENID)) {
            return Map.of();
        }
        Map<String, Object> all = new HashMap<>(claims.of(authorization.user(), authorization.scope()));
        Instant authenticated = authorization.authenticatedAt();
        if (authenticated != null) {
            all.put("auth_time", authenticated.getEpochSecond());
        }
        String nonce = authorization.nonce();
        if (nonce != null) {
            all.put("nonce", nonce);
        }
        return all;
    }
}
