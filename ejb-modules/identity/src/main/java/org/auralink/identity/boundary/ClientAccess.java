package org.auralink.identity.boundary;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.AccountSource;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.IdentitySettings;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.RefreshTurns;
import org.auralink.identity.control.SigningKeys;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;

/** What other systems need of us besides sessions in the database: ID tokens, refreshes, and that what ended is over. */
@ApplicationScoped
public class ClientAccess {
    @Inject
    private ClientSessions sessions;

    @Inject
    private AccountSource source;

    @Inject
    private SigningKeys keys;

    @Inject
    private IdentitySettings settings;

    @Inject
    private Limits limits;

    @Inject
    private RefreshTurns turns;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits requests;

    @Inject
    private EndedSessions ended;

    @Inject
    private AccountReads reads;

    @Inject
    private Guards guards;

    @Inject
    private Clock clock;

    /** Whether accounts are kept here, and not by an external project. */
    public boolean keepsAccounts() {
        return source.project().isEmpty();
    }

    /** The {@code iss} of all tokens. */
    public String issuer() {
        return settings.issuer();
    }

    /** By which others may verify ID tokens, the one that signs first; empty when a secret signs, which nobody else has. */
    public List<String> idTokenAlgorithms() {
        return keys.publicAlgorithms();
    }

    /**
     * An ID token (OpenID Connect Core, 2), good for as long as an access token.
     *
     * @param client for whom it is
     * @param claims about the person and their sign-in
     * @throws IllegalStateException when no key of ours is one that others may verify by
     */
    public String idToken(UUID client, Map<String, Object> claims) {
        if (idTokenAlgorithms().isEmpty()) {
            throw new IllegalStateException("an ID token that nobody could verify");
        }
        Instant now = clock.instant();
        Duration lifetime = limits.sessions().accessToken();
        JWTClaimsSet.Builder token = new JWTClaimsSet.Builder();
        claims.forEach(token::claim);
        return keys.sign(token.issuer(settings.issuer())
                .audience(client.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build());
    }

    /**
     * New tokens of a client's session, by its refresh token, which is replaced.
     *
     * @return empty when no session of this client has such a token, or it was used before and its session has ended
     * @throws org.auralink.shared.RefusedException rate limited; {@code user_banned}
     */
    public Optional<ClientTokens> refresh(UUID client, String refreshToken) {
        RefreshTokenValue token = new RefreshTokenValue(refreshToken);
        limiter.take(requests.refreshBySession(), HexFormat.of().formatHex(token.hash()));
        ClientRefreshed outcome = turns.inTurn(
                token,
                () -> Optional.of(guards.database().once(() -> sessions.refresh(client, token)))
                        .filter(it -> !(it instanceof ClientRefreshed.Busy)));
        if (outcome instanceof ClientRefreshed.Ended reused) {
            over(reused.user(), List.of(reused.session()));
        }
        return outcome instanceof ClientRefreshed.Issued issued ? Optional.of(issued.tokens()) : Optional.empty();
    }

    /** Sessions of a person ended, and that is committed: no door takes their tokens from now on. */
    public void over(UserId user, Collection<UUID> sessionIds) {
        ended.add(sessionIds);
        reads.changed(user);
    }

    /** The same for sessions of many people. */
    public void over(Collection<UUID> sessionIds) {
        ended.add(sessionIds);
    }
}
