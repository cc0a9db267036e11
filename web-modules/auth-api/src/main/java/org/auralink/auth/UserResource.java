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
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.AccountReads;
import org.auralink.shared.web.Degraded;

/** {@code GET /user}: the account behind the access token, while its session exists; possibly from a copy of the last seconds. */
@Path("user")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {
    @Inject
    private AccountReads accounts;

    @Inject
    private ReadingLimit limit;

    @GET
    public Response user(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return Degraded.answer(accounts.user(limit.token(request, headers)));
    }
}
