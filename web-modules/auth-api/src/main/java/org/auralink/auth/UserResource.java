package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.auralink.identity.boundary.Sessions;
import org.auralink.identity.boundary.UserView;

/** {@code GET /user}: the account behind the access token, while its session exists. */
@Path("user")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {
    @Inject
    private Sessions sessions;

    @Inject
    private ReadingLimit limit;

    @GET
    public UserView user(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return sessions.user(limit.token(request, headers));
    }
}
