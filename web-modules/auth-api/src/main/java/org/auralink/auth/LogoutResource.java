package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.auralink.identity.boundary.LogoutScope;
import org.auralink.identity.boundary.SignIns;
import org.jspecify.annotations.Nullable;

/** {@code POST /logout?scope=global|local|others}: ends sessions, answers 204. */
@Path("logout")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class LogoutResource {
    @Inject
    private SignIns signIns;

    @Inject
    private ReadingLimit limit;

    @POST
    public void logout(
            @QueryParam("scope") @Nullable String scope,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        signIns.signOut(limit.token(request, headers), LogoutScope.of(scope));
    }
}
