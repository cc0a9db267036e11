package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.web.Clients;

/** How often a session may ask about itself and be ended. Whose it is, is found out behind this, in the database. */
@RequestScoped
public class ReadingLimit {
    @Inject
    private Clients clients;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    /**
     * @return the access token of the request
     * @throws org.auralink.shared.RefusedException rate limited, by address and then by token; {@code no_authorization}
     */
    String token(HttpServletRequest request, HttpHeaders headers) {
        limiter.take(limits.readByAddress(), clients.of(request));
        String token = Bearer.token(headers);
        limiter.take(limits.readByAccount(), token);
        return token;
    }
}
