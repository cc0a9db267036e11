package org.auralink.shared.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.auralink.shared.Refusal;

/**
 * Checks the access token of requests. A door extends it and adds {@link Authenticated}, a scope and the priority: in an
 * EAR this library cannot see the module that verifies tokens, a door can.
 */
public abstract class AuthenticationFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    @Inject
    private BearerTokens tokens;

    @Inject
    private CurrentCaller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.notAuthenticated("Send an access token in the header Authorization: Bearer.")
                    .asException();
        }
        caller.set(tokens.verify(header.substring(SCHEME.length()).trim()));
    }
}
