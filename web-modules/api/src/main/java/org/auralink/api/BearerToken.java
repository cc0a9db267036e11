package org.auralink.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import java.util.List;
import org.auralink.shared.Caller;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.AuthenticationFilter;
import org.auralink.shared.web.Clients;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.tenancy.boundary.ApiKeys;
import org.auralink.tenancy.boundary.KnownKey;
import org.auralink.tenancy.boundary.Presence;

/**
 * Lets only callers with a valid access token or API key to the resources that ask for one, and notes that people are
 * there. A key comes as a bearer token or in the header {@code X-API-Key}, and has so many requests a minute.
 */
@Authenticated
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class BearerToken extends AuthenticationFilter {
    private static final String KEY_HEADER = "X-API-Key";
    private static final String KEY = "ak_";

    @Inject
    private CurrentCaller caller;

    @Inject
    private Presence presence;

    @Inject
    private ApiKeys keys;

    @Inject
    private RateLimiter limiter;

    @Inject
    private Clients clients;

    @Override
    public void filter(ContainerRequestContext request) {
        super.filter(request);
        if (!credentials(request).startsWith(KEY)) {
            presence.seen(caller.get().userId());
        }
    }

    @Override
    protected String credentials(ContainerRequestContext request) {
        String key = request.getHeaderString(KEY_HEADER);
        return key == null ? super.credentials(request) : key.trim();
    }

    @Override
    protected String network(ContainerRequestContext request) {
        return clients.of(request).coarse();
    }

    @Override
    protected Caller verify(String credentials) {
        if (!credentials.startsWith(KEY)) {
            return super.verify(credentials);
        }
        KnownKey known = keys.authenticate(credentials);
        limiter.take(perMinute(known.perMinute()), known.keyId());
        return known.caller();
    }

    /** What a key may ask in a minute, at whichever door its requests come. */
    static RateLimit perMinute(int requests) {
        return new RateLimit(
                "api-key", List.of(new RateLimit.Quota(requests, Duration.ofMinutes(1), requests + "/1m")));
    }
}
