package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.web.Clients;
import org.auralink.shared.web.CurrentCaller;

/** How often somebody may look after organizations and their people, and make the application send a mail. */
@RequestScoped
public class AccountLimits {

    @Inject
    private Clients clients;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    /** @throws org.auralink.shared.RefusedException rate limited */
    void reading(HttpServletRequest request) {
        limiter.take(limits.readByAddress(), clients.of(request));
        limiter.take(limits.readByAccount(), whose());
    }

    /** @throws org.auralink.shared.RefusedException rate limited */
    void inviting(HttpServletRequest request) {
        reading(request);
        limiter.take(limits.inviteByAccount(), whose());
    }

    private String whose() {
        return caller.get().userId().value().toString();
    }
}
