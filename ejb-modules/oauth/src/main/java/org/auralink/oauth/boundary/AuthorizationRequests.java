package org.auralink.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.identity.boundary.ClientScopes;
import org.auralink.oauth.control.AuthorizationWishes;
import org.auralink.oauth.control.OAuthLimits;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.oauth.control.Parameters;
import org.auralink.oauth.entity.AuthorizationWish;
import org.auralink.oauth.entity.OAuthClient;
import org.auralink.oauth.entity.RedirectUri;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Clients send people here, people decide, and the browser goes back with a code (RFC 6749, 4.1). Everything is {@code
 * feature_disabled} where the provider is off.
 */
@ApplicationScoped
public class AuthorizationRequests {
    @Inject
    private OAuthClients clients;

    @Inject
    private Authorizations authorizations;

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
     * A browser comes from a client.
     *
     * @param query as it came, encoded
     * @return where the browser goes: to the page on which people decide, or back to the client with what is wrong, once it
     *     is certain that it is the client's page
     * @throws RefusedException {@code oauth_client_not_found}; {@code validation_failed} for a redirect_uri that is not the
     *     client's; {@code invalid_request}; rate limited
     */
    public URI begin(@Nullable String query, ClientAddress client) {
        settings.requireEnabled();
        limiter.take(limits.requestByAddress(), client);
        Parameters parameters = Parameters.of(query);
        OAuthClient known = client(parameters.require("client_id"));
        RedirectUri back = known.redirectTo(parameters.require("redirect_uri"))
                .orElseThrow(() -> invalid("validation_failed", "invalid redirect_uri"));
        try {
            AuthorizationWish wish = AuthorizationWishes.of(parameters, back, ClientScopes.supported());
            UUID id = guards.database().once(() -> authorizations.begin(known, wish));
            return new RedirectUri(settings.consentUrl()).with(Map.of("authorization_id", id.toString()));
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.Invalid wrong) {
                return back.with(told(wrong, parameters));
            }
            throw refused;
        }
    }

    private Map<String, String> told(Refusal.Invalid wrong, Parameters parameters) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", wrong.code());
        answer.put("error_description", wrong.detail());
        AuthorizationWishes.state(parameters).ifPresent(state -> answer.put("state", state));
        answer.put("iss", access.issuer());
        return answer;
    }

    private OAuthClient client(String text) {
        UUID id;
        try {
            id = UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw invalid("oauth_client_not_found", "invalid client_id format");
        }
        return guards.database()
                .repeatably(() -> clients.find(id))
                .orElseThrow(() -> invalid("oauth_client_not_found", "invalid client_id"));
    }

    /**
     * What the person is asked, or where the browser goes because they agreed before.
     *
     * @throws RefusedException as of {@link Authorizations#look}
     */
    public AuthorizationAnswer look(String accessToken, String id) {
        settings.requireEnabled();
        UUID which = id(id);
        return guards.database().once(() -> authorizations.look(accessToken, which));
    }

    /**
     * @param action {@code approve} or {@code deny}
     * @throws RefusedException {@code validation_failed}; as of {@link Authorizations#look}
     */
    public AuthorizationAnswer.Decided decide(String accessToken, String id, @Nullable String action) {
        settings.requireEnabled();
        UUID which = id(id);
        boolean approve = "approve".equals(action);
        if (!approve && !"deny".equals(action)) {
            throw invalid("validation_failed", "action must be 'approve' or 'deny'");
        }
        return guards.database().once(() -> authorizations.decide(accessToken, which, approve));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal.NotFound("oauth_authorization_not_found", "authorization not found").asException();
        }
    }

    private static RefusedException invalid(String code, String sentence) {
        return new Refusal.Invalid(code, sentence, List.of()).asException();
    }
}
