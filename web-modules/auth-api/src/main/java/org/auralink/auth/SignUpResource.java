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
import org.auralink.identity.boundary.SignUp;
import org.auralink.identity.boundary.SignUps;
import org.auralink.identity.boundary.SignedUp;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** {@code POST /signup}: a new account, answered with its first session, or with the account while a mail is to confirm it. */
@Path("signup")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignUpResource {
    @Inject
    private SignUps signUps;

    @Inject
    private Clients clients;

    @POST
    public Response signUp(
            SignUp wish, @QueryParam("redirect_to") @Nullable String redirectTo, @Context HttpServletRequest request) {
        SignedUp signedUp = signUps.signUp(wish, redirectTo, clients.of(request));
        Object answer =
                signedUp instanceof SignedUp.Open open ? open.session() : ((SignedUp.Unconfirmed) signedUp).user();
        // It may hold tokens: RFC 6749, 5.1
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
