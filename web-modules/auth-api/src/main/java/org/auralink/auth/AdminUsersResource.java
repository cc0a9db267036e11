package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.identity.boundary.AdminUserPage;
import org.auralink.identity.boundary.AdminWish;
import org.auralink.identity.boundary.UserAdministration;
import org.auralink.identity.boundary.UserView;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** {@code /admin/users}: accounts, for back ends. */
@Path("admin/users")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class AdminUsersResource {
    @Inject
    private UserAdministration users;

    @Inject
    private AdminDoor door;

    @Inject
    private Clients clients;

    /** Which way an account is deleted. */
    public record Deletion(@Nullable Boolean shouldSoftDelete) {}

    @GET
    public Response list(
            @QueryParam("page") @Nullable String page,
            @QueryParam("per_page") @Nullable String perPage,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        AdminUserPage found = users.page(page, perPage);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("users", found.users());
        body.put("aud", "authenticated");
        return new PageLinks("/admin/users", found.page(), found.perPage(), found.lastPage())
                .answer(body, found.total());
    }

    @POST
    public UserView create(AdminWish wish, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return users.create(wish, clients.of(request));
    }

    @GET
    @Path("{user_id}")
    public UserView get(
            @PathParam("user_id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return users.get(id);
    }

    @PUT
    @Path("{user_id}")
    public UserView change(
            @PathParam("user_id") String id,
            AdminWish wish,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        return users.change(id, wish, clients.of(request));
    }

    @DELETE
    @Path("{user_id}")
    public Map<String, Object> delete(
            @PathParam("user_id") String id,
            @Nullable Deletion deletion,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        users.delete(id, deletion != null && Boolean.TRUE.equals(deletion.shouldSoftDelete()));
        return Map.of();
    }
}
