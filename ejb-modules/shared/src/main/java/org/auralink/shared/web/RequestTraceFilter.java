package org.auralink.shared.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;

/** Gives every request a {@link RequestTrace} and every response {@code X-Request-Id} and {@code traceparent}. */
@PreMatching
@Priority(RequestTraceFilter.FIRST)
public class RequestTraceFilter implements ContainerRequestFilter, ContainerResponseFilter {
    static final int FIRST = 100;
    static final String PROPERTY = "org.auralink.request.trace";

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(
                PROPERTY,
                RequestTrace.of(request.getHeaderString("traceparent"), request.getHeaderString("X-Request-Id")));
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(PROPERTY) instanceof RequestTrace trace) {
            response.getHeaders().putSingle("X-Request-Id", trace.requestId());
            response.getHeaders().putSingle("traceparent", trace.traceparent());
        }
    }
}
