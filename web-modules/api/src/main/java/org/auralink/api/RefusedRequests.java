package org.auralink.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.policies.AwayException;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.RequestMetrics;
import org.auralink.tenancy.boundary.AuditTrail;
import org.jspecify.annotations.Nullable;

/**
 * Has the audit of an organization told of what its members wanted and may not. The answer is the same whether that
 * succeeds or not.
 */
@ApplicationScoped
public class RefusedRequests implements ContainerResponseFilter {
    private static final Logger LOG = Logger.getLogger(RefusedRequests.class.getName());

    /** Enough to see that somebody tries doors, and no way to fill the audit; what is more is in the metrics. */
    private static final RateLimit WRITTEN =
            new RateLimit("audit-refused", List.of(new RateLimit.Quota(30, Duration.ofHours(1), "30/1h")));

    /** Other parts of a path, such as codes of links, are secrets or texts. */
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    @Inject
    private AuditTrail audit;

    @Inject
    private CurrentCaller caller;

    @Inject
    private RateLimiter limiter;

    @Inject
    private Guards guards;

    @Context
    private @Nullable ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == Status.FORBIDDEN.getStatusCode()) {
            caller.known().ifPresent(who -> write(who, request));
        }
    }

    private void write(Caller who, ContainerRequestContext request) {
        try {
            limiter.take(WRITTEN, who.userId().value().toString());
            String route = request.getMethod() + " " + RequestMetrics.route(request, resource);
            Map<String, String> ids = ids(request);
            // A database that is away must not hold the answer, which is there already.
            guards.database().once(() -> {
                audit.refused(who, route, ids);
                return true;
            });
        } catch (RefusedException | AwayException tooManyOrAway) {
            LOG.log(Level.FINE, "A refusal was not written down: {0}", tooManyOrAway.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A refusal could not be written down", e);
        }
    }

    private static Map<String, String> ids(ContainerRequestContext request) {
        Map<String, String> ids = new TreeMap<>();
        request.getUriInfo()
                .getPathParameters()
                .forEach((name, values) -> values.stream()
                        .filter(value -> ID.matcher(value).matches())
                        .forEach(value -> ids.put(name, value)));
        return ids;
    }
}
