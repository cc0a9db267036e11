package org.auralink.oauth.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.boundary.ClientAccess;
import org.auralink.identity.boundary.Sessions;
import org.auralink.oauth.control.OAuthSettings;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/** People see what they gave to other systems, and take it back. */
@ApplicationScoped
public class OAuthGrants {
    @Inject
    private Consents consents;

    @Inject
    private OAuthSettings settings;

    @Inject
    private ClientAccess access;

    @Inject
    private Guards guards;

    /** @throws RefusedException as of {@link Consents#of} */
    public List<OAuthGrant> of(String accessToken) {
        settings.requireEnabled();
        return guards.database().repeatably(() -> consents.of(accessToken));
    }

    /**
     * The client's sessions end, at every door.
     *
     * @throws RefusedException {@code validation_failed} for what is no id; as of {@link Consents#revoke}
     */
    public void revoke(String accessToken, @Nullable String clientId) {
        settings.requireEnabled();
        UUID client = ClientAdministration.id(clientId == null ? "" : clientId);
        Sessions.Ended over = guards.database().once(() -> consents.revoke(accessToken, client));
        access.over(over.user(), over.sessions());
    }
}
