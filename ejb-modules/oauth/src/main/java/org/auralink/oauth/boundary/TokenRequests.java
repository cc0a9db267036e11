package org.auralink.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.identity.boundary.ClientTokens;
import org.auralink.oauth.control.ClientCredentials;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.Secret;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/** Clients exchange codes and refresh tokens (RFC 6749, 3.2). Refusals have the codes of its section 5.2. */
@ApplicationScoped
public class TokenRequests {
    @Inject
    private OAuthClients clients;

    @Inject
    private CodeExchange codes;

    @Inject
    private OAuthSettings settings;

    @Inject
    private OAuthLimits limits;

    @Inject
    private ClientAccess access;

    @Inject
    private RateLimiter limiter;

    @Inject
    private Guards guards;

    /**
     * @param authorization the header, null for none
     * @throws RefusedException {@code invalid_client}, {@code invalid_request}, {@code invalid_grant}, {@code
     *     unauthorized_client}, {@code unsupported_grant_type}, {@code invalid_scope}; rate limited
     */
    public TokenAnswer issue(@Nullable String authorization, TokenWish wish, ClientAddress address) {
        settings.requireEnabled();
        limiter.take(limits.tokenByAddress(), address);
        String type = required("grant_type", wish.grantType());
        var credentials = ClientCredentials.of(authorization, wish.clientId(), wish.clientSecret());
        OAuthClient client = guards.database().repeatably(() -> clients.authenticated(credentials));
        if (!Set.of(OAuthClient.AUTHORIZATION_CODE, OAuthClient.REFRESH_TOKEN).contains(type)) {
            throw refused("unsupported_grant_type", "The grant_type must be authorization_code or refresh_token.");
        } else if (!client.mayUse(type)) {
            throw refused("unauthorized_client", "This client may not use the grant_type " + type + ".");
        }
        try {
            return type.equals(OAuthClient.REFRESH_TOKEN) ? refreshed(client, wish) : exchanged(client, wish);
        } catch (RefusedException refused) {
            // Banned or gone: the client learns that it gets nothing, and not why.
            if (refused.refusal() instanceof Refusal.Forbidden || refused.refusal() instanceof Refusal.NotFound) {
                throw refused("invalid_grant", "The person may not sign in any more.");
            }
            throw refused;
        }
    }

    private TokenAnswer exchanged(OAuthClient client, TokenWish wish) {
        Secret code = new Secret(required("code", wish.code()));
        String verifier = required("code_verifier", wish.codeVerifier());
        String redirectUri = wish.redirectUri() == null || wish.redirectUri().isEmpty() ? null : wish.redirectUri();
        Exchanged outcome = guards.database().once(() -> codes.redeem(client.id(), code, redirectUri, verifier));
        if (outcome instanceof Exchanged.Granted granted) {
            String idToken = granted.idClaims().isEmpty() ? null : access.idToken(client.id(), granted.idClaims());
            return TokenAnswer.of(granted.tokens(), client.mayUse(OAuthClient.REFRESH_TOKEN), idToken);
        } else if (outcome instanceof Exchanged.Reused reused) {
            access.over(reused.ended().user(), reused.ended().sessions());
            throw refused("invalid_grant", "The code was used before. What it opened has ended.");
        }
        throw refused("invalid_grant", ((Exchanged.Refused) outcome).why());
    }

    private TokenAnswer refreshed(OAuthClient client, TokenWish wish) {
        ClientTokens tokens = access.refresh(client.id(), required("refresh_token", wish.refreshToken()))
                .orElseThrow(() -> refused("invalid_grant", "The refresh token is not known, or was used before."));
        return TokenAnswer.of(tokens, true, null);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw refused("invalid_request", "The parameter " + name + " is missing.");
        }
        return value;
    }

    private static RefusedException refused(String code, String sentence) {
        return new Refusal.Invalid(code, sentence, List.of()).asException();
    }
}
