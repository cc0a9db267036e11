package org.auralink.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.identity.boundary.ClientScopes;
import org.auralink.identity.boundary.PersonClaims;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.oauth.control.ServerMetadata;
import org.auralink.shared.policies.Guards;

/** What the provider says about itself, and about people to clients. */
@ApplicationScoped
public class OAuthServer {
    @Inject
    private OAuthSettings settings;

    @Inject
    private ClientAccess access;

    @Inject
    private PersonClaims claims;

    @Inject
    private Guards guards;

    /** RFC 8414 and OpenID Connect Discovery; empty where the provider is off. */
    public Optional<Map<String, Object>> metadata() {
        return settings.enabled()
                ? Optional.of(ServerMetadata.of(
                        settings,
                        access.issuer(),
                        access.idTokenAlgorithms(),
                        List.copyOf(ClientScopes.supported()),
                        ClientScopes.claims()))
                : Optional.empty();
    }

    /** @throws org.auralink.shared.RefusedException {@code feature_disabled}, not found, where it is off */
    public void requireEnabled() {
        settings.requireEnabled();
    }

    /**
     * OpenID Connect Core, 5.3.
     *
     * @throws org.auralink.shared.RefusedException as of {@link PersonClaims#byToken}
     */
    public Map<String, Object> userInfo(String accessToken) {
        settings.requireEnabled();
        return guards.database().repeatably(() -> claims.byToken(accessToken));
    }
}
