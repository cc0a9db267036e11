package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.auralink.identity.boundary.ProgramKeys;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** Who administers accounts: whoever shows a secret key or a JWT of the service's role. */
@RequestScoped
public class AdminDoor {
    @Inject
    private ProgramKeys keys;

    @Inject
    private Clients clients;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    /**
     * @throws org.auralink.shared.RefusedException {@code no_authorization}, {@code not_authenticated}, {@code not_admin};
     *     rate limited by address, so that nobody tries many keys
     */
    void require(HttpServletRequest request, HttpHeaders headers) {
        limiter.take(limits.readByAddress(), clients.of(request));
        @Nullable String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
        @Nullable String key = headers.getHeaderString("apikey");
        if (authorization == null && key != null) {
            keys.requireAdmin(key);
        } else {
            keys.requireAdmin(Bearer.token(headers));
        }
    }
}
