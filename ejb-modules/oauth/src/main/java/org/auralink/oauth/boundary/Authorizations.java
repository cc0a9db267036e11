package org.auralink.oauth.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.identity.boundary.ClientScopes;
import org.auralink.identity.boundary.ClientSessions;
import org.auralink.identity.boundary.Consenting;
import org.auralink.oauth.entity.Authorization;
import org.auralink.oauth.entity.AuthorizationWish;
import org.auralink.oauth.entity.Consent;
import org.auralink.oauth.entity.Limits;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** What clients ask people for, in the database, until it is decided. One decision after the other. */
@Stateless
public class Authorizations {
    @PersistenceContext(unitName = "oauth")
    private EntityManager entityManager;

    @Inject
    private ClientSessions people;

    @Inject
    private ClientAccess access;

    @Inject
    private Clock clock;

    /**
     * @return by which the page finds it again
     * @throws RefusedException {@code temporarily_unavailable}, when too many of this client wait for a decision
     */
    public UUID begin(OAuthClient client, AuthorizationWish wish) {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        long waiting = ((Number) entityManager
                        .createNativeQuery(
                                "select count(*) from (select from auth.oauth_authorizations where client_id = ?1"
                                        + " and expires_at > ?2 and code_hash is null limit ?3) waiting",
                                Long.class)
                        .setParameter(1, client.id())
                        .setParameter(2, now)
                        .setParameter(3, Limits.WAITING)
                        .getSingleResult())
                .longValue();
        if (waiting >= Limits.WAITING) {
            throw new Refusal.Invalid(
                            "temporarily_unavailable",
                            "Too many people are signing in. Try again in a moment.",
                            List.of())
                    .asException();
        }
        var authorization = new Authorization(client, wish, now);
        entityManager.persist(authorization);
        return authorization.id();
    }

    /**
     * Shows a person what they are asked. Who has agreed to it before is not asked again, if the code can come to nobody but
     * this client.
     *
     * @throws RefusedException {@code oauth_authorization_not_found}, also for who is not asked; {@code
     *     reauthentication_needed} for whose sign-in is too old for the client; as of {@link ClientSessions#consenting}
     */
    public AuthorizationAnswer look(String accessToken, UUID id) {
        TenancyContext.enterAsService(entityManager);
        Consenting person = people.consenting(accessToken);
        Authorization authorization = asked(person, id);
        OAuthClient client = entityManager.find(OAuthClient.class, authorization.client());
        Consent before = entityManager.find(Consent.class, new Consent.Key(person.user(), authorization.client()));
        boolean certain = client.isConfidential() || authorization.redirectUri().isOfAnOwner();
        if (before != null && before.covers(authorization.scope()) && certain && !authorization.asksAgain()) {
            return AuthorizationAnswer.Decided.to(agreed(authorization, person));
        }
        return new AuthorizationAnswer.Details(
                authorization.id(),
                authorization.redirectUri().text(),
                ClientSummary.of(client),
                new AuthorizationAnswer.Asked(person.user().value(), person.email()),
                authorization.scope());
    }

    /** @throws RefusedException as of {@link #look} */
    public AuthorizationAnswer.Decided decide(String accessToken, UUID id, boolean approve) {
        TenancyContext.enterAsService(entityManager);
        Consenting person = people.consenting(accessToken);
        Authorization authorization = asked(person, id);
        if (!approve) {
            entityManager.remove(authorization);
            return AuthorizationAnswer.Decided.to(refused(authorization, "access_denied", "User denied the request"));
        }
        Consent before = entityManager.find(Consent.class, new Consent.Key(person.user(), authorization.client()));
        if (before == null) {
            entityManager.persist(
                    new Consent(person.user(), authorization.client(), authorization.scope(), clock.instant()));
        } else {
            before.agree(ClientScopes.text(before.with(authorization.scope())), clock.instant());
        }
        return AuthorizationAnswer.Decided.to(agreed(authorization, person));
    }

    private Authorization asked(Consenting person, UUID id) {
        Authorization authorization = entityManager.find(Authorization.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (authorization == null || !authorization.isOpen(clock.instant()) || !authorization.asks(person.user())) {
            throw new Refusal.NotFound("oauth_authorization_not_found", "authorization not found").asException();
        }
        if (!authorization.accepts(person.authenticatedAt())) {
            throw new Refusal.Forbidden(
                            "reauthentication_needed", "This application wants you to sign in again, here and now.")
                    .asException();
        }
        return authorization;
    }

    private URI agreed(Authorization authorization, Consenting person) {
        var code = authorization.agree(person.authenticatedAt(), clock.instant());
        return authorization.redirectUri().with(answer(Map.of("code", code.text()), authorization.state()));
    }

    private URI refused(Authorization authorization, String error, String description) {
        Map<String, String> why = new LinkedHashMap<>();
        why.put("error", error);
        why.put("error_description", description);
        return authorization.redirectUri().with(answer(why, authorization.state()));
    }

    /** With the issuer, so that a client that knows several providers cannot mix them up (RFC 9207). */
    private Map<String, String> answer(Map<String, String> what, @Nullable String state) {
        Map<String, String> answer = new LinkedHashMap<>(what);
        if (state != null) {
            answer.put("state", state);
        }
        answer.put("iss", access.issuer());
        return answer;
    }
}
