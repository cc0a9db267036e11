package org.auralink.auth;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.AllowedOrigins;

/**
 * Pages of which origins may call (CORS): of any, as with GoTrue, unless the operator lists some. There are no cookies here:
 * a page without the token can do nothing that a program could not do.
 */
@PreMatching
@Priority(CrossOrigin.BEFORE_EVERYTHING)
public class CrossOrigin implements ContainerRequestFilter, ContainerResponseFilter {
    static final int BEFORE_EVERYTHING = 50;
    private static final String ONE_DAY_SECONDS = "86400";

    @Inject
    private AllowedOrigins origins;

    @Override
    public void filter(ContainerRequestContext request) {
        boolean preflight = HttpMethod.OPTIONS.equals(request.getMethod())
                && request.getHeaderString("Access-Control-Request-Method") != null;
        if (preflight) {
            request.abortWith(Response.noContent()
                    .header("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                    .header(
                            "Access-Control-Allow-Headers",
                            "Accept, Authorization, Content-Type, apikey, X-Client-Info, X-JWT-AUD, X-Use-Cookie,"
                                    + " X-Supabase-Api-Version, X-Request-Id, traceparent")
                    .header("Access-Control-Max-Age", ONE_DAY_SECONDS)
                    .build());
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String origin = request.getHeaderString("Origin");
        if (origin != null) {
            MultivaluedMap<String, Object> headers = response.getHeaders();
            headers.add("Vary", "Origin");
            String allowed = origins.answerTo(origin).orElse(null);
            if (allowed == null) {
                return;
            }
            headers.putSingle("Access-Control-Allow-Origin", allowed);
            headers.putSingle(
                    "Access-Control-Expose-Headers",
                    "X-Total-Count, Link, X-Supabase-Api-Version, X-Request-Id, traceparent, Retry-After, RateLimit-Limit,"
                            + " RateLimit-Remaining, RateLimit-Reset, RateLimit-Policy");
        }
    }
}
