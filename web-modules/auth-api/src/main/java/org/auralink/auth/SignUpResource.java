package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.SignIns;
import org.auralink.identity.boundary.SignUp;
import org.auralink.shared.web.Clients;

/** {@code POST /signup}: a new account, answered with its first session. */
@Path("signup")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignUpResource {
    @Inject
    private SignIns signIns;

    @Inject
    private Clients clients;

    @POST
    public Response signUp(SignUp wish, @Context HttpServletRequest request) {
        // It holds tokens: RFC 6749, 5.1
        return Response.ok(signIns.signUp(wish, clients.of(request)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
