package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.Grant;
import org.auralink.identity.boundary.SignIns;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** {@code POST /token?grant_type=…}: a session in exchange for a grant. */
@Path("token")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class TokenResource {
    @Inject
    private SignIns signIns;

    @Inject
    private Clients clients;

    @POST
    public Response issue(
            @QueryParam("grant_type") @Nullable String grantType,
            Grant.Request request,
            @Context HttpServletRequest http) {
        // RFC 6749, 5.1
        return Response.ok(signIns.signIn(Grant.of(grantType, request), clients.of(http)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
