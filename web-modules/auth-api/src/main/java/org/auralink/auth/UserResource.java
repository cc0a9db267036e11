package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.AccountChange;
import org.auralink.identity.boundary.AccountReads;
import org.auralink.identity.boundary.OwnAccount;
import org.auralink.identity.boundary.UserView;
import org.auralink.shared.web.Clients;
import org.auralink.shared.web.Degraded;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /user}: the account behind the access token, while its session exists; possibly from a copy of the last seconds.
 * {@code PUT /user} changes it.
 */
@Path("user")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class UserResource {
    @Inject
    private AccountReads accounts;

    @Inject
    private ReadingLimit limit;

    @Inject
    private OwnAccount own;

    @Inject
    private Clients clients;

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    public UserView change(
            AccountChange wish,
            @QueryParam("redirect_to") @Nullable String redirectTo,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        return own.change(limit.token(request, headers), wish, redirectTo, clients.of(request));
    }

    @GET
    public Response user(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return Degraded.answer(accounts.user(limit.token(request, headers)));
    }
}
