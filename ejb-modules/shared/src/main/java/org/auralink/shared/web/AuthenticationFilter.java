package org.auralink.shared.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Refusal;

/**
 * Checks the access token of requests. A door extends it and adds {@link Authenticated}, a scope and the priority: in an
 * EAR this library cannot see the module that verifies tokens, a door can.
 */
public abstract class AuthenticationFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    /** Of a request that acts in another organization than the one that the token makes active. */
    private static final String ORGANIZATION = "X-Organization";

    @Inject
    private BearerTokens tokens;

    @Inject
    private CurrentCaller caller;

    @Override
    public void filter(ContainerRequestContext request) {
        Caller verified = verify(credentials(request)).from(network(request));
        String chosen = request.getHeaderString(ORGANIZATION);
        caller.set(chosen == null ? verified : verified.in(organization(chosen)));
    }

    /**
     * What the request identifies itself by; a door may know other places for it.
     *
     * @throws org.auralink.shared.RefusedException not authenticated, when there is nothing
     */
    protected String credentials(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.notAuthenticated("Send an access token in the header Authorization: Bearer.")
                    .asException();
        }
        return header.substring(SCHEME.length()).trim();
    }

    /** From where the request comes, as far as the audit keeps it; a door knows. */
    protected String network(ContainerRequestContext request) {
        return "";
    }

    /**
     * Whose they are; a door may know other credentials than access tokens.
     *
     * @throws org.auralink.shared.RefusedException not authenticated, with a sentence that says why
     */
    protected Caller verify(String credentials) {
        return tokens.verify(credentials);
    }

    /** Whether the caller belongs to it is decided by the database. */
    private static OrganizationId organization(String text) {
        try {
            return OrganizationId.of(text.trim());
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid(ORGANIZATION, "must be the id of an organization.")
                    .asException();
        }
    }
}
