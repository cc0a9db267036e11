package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.AccountEventPage;
import org.auralink.identity.boundary.AccountEvents;
import org.jspecify.annotations.Nullable;

/** {@code GET /admin/audit}: what happened with accounts, for administrators of accounts. */
@Path("admin/audit")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminAuditResource {
    @Inject
    private AccountEvents events;

    @Inject
    private AdminDoor door;

    @GET
    public Response list(
            @QueryParam("page") @Nullable String page,
            @QueryParam("per_page") @Nullable String perPage,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        AccountEventPage found = events.page(page, perPage);
        return new PageLinks("/admin/audit", found.page(), found.perPage(), found.lastPage())
                .answer(found.events(), found.total());
    }
}
