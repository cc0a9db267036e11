package org.auralink.shared.web;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import org.auralink.shared.Refusal;

/**
 * Refuses a request whose body was too long, too slow or crowded out, in the shape of its door; {@link BodyFilter} found it
 * so. Counted, and before everything else that can refuse a request.
 */
@PreMatching
@Priority(RequestMetrics.FIRST + 101)
public class ReceivedBody implements ContainerRequestFilter {
    @Context
    private HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        Refusal refusal = BodyFilter.refusal(request);
        if (refusal != null) {
            throw refusal.asException();
        }
    }
}
