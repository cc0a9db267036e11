package org.auralink.auth;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import org.auralink.identity.boundary.ProgramKeys;

/**
 * Where the operator wants keys, no request without one; open are, as at Supabase's gateway, what a browser opens from a
 * mail or is sent back to by a provider, and what anybody must be able to read.
 */
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class ApiKeyFilter implements ContainerRequestFilter {
    private static final String WELL_KNOWN = ".well-known/";
    private static final Set<String> OPEN = Set.of(
            "health",
            "verify",
            "unlock",
            "callback",
            "authorize",
            // For systems of others, which have no key but a secret of their own.
            "oauth/authorize",
            "oauth/token",
            "oauth/userinfo",
            "oauth/clients/register");

    @Inject
    private ProgramKeys keys;

    @Override
    public void filter(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        if (!OPEN.contains(relative) && !relative.startsWith(WELL_KNOWN)) {
            keys.admit(
                    request.getHeaderString("apikey"),
                    Bearer.find(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                            .orElse(null));
        }
    }
}
