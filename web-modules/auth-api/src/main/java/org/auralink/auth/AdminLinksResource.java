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
import java.util.Map;
import org.auralink.identity.boundary.LinkWish;
import org.auralink.identity.boundary.UserAdministration;
import org.auralink.identity.boundary.UserView;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** {@code POST /admin/generate_link} and {@code POST /invite}: links for people, for back ends. */
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AdminLinksResource {
    @Inject
    private UserAdministration users;

    @Inject
    private AdminDoor door;

    @Inject
    private Clients clients;

    /**
     * Whom to invite.
     *
     * @param data what is known about the person
     */
    public record Invitation(
            @Nullable String email, @Nullable Map<String, Object> data) {
        @Override
        public String toString() {
            return "Invitation[redacted]";
        }
    }

    @POST
    @Path("admin/generate_link")
    public Response link(
            LinkWish wish,
            @QueryParam("redirect_to") @Nullable String target,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        // Whoever reads it is in.
        return Response.ok(users.link(wish, target, clients.of(request)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Path("invite")
    public UserView invite(
            Invitation invitation,
            @QueryParam("redirect_to") @Nullable String target,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        return users.invite(invitation.email(), invitation.data(), target, clients.of(request));
    }
}
