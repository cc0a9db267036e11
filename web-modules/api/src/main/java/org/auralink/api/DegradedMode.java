package org.auralink.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.shared.web.Degraded;

/** Tells in every answer that this server goes on without Redis: what it counts and remembers is its own. */
@ApplicationScoped
public class DegradedMode implements ContainerResponseFilter {
    @Inject
    private OptionalRedis redis;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (redis.isAway() && !response.getHeaders().containsKey(Degraded.FALLBACK)) {
            response.getHeaders().putSingle(Degraded.MODE, true);
            response.getHeaders().putSingle(Degraded.FALLBACK, Degraded.OWN_MEMORY);
        }
    }
}
