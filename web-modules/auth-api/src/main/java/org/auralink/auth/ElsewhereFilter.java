package org.auralink.auth;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.auralink.identity.boundary.AccessTokens;

/** Where a Supabase project keeps the accounts, says so to everybody who asks for one here; health and our public keys stay. */
@ApplicationScoped
@Priority(ElsewhereFilter.BEFORE_KEYS)
public class ElsewhereFilter implements ContainerRequestFilter {
    static final int BEFORE_KEYS = 900;

    @Inject
    private AccessTokens tokens;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (!relative.equals("health") && !relative.startsWith(".well-known/")) {
            tokens.requireAccountsHere();
        }
    }
}
