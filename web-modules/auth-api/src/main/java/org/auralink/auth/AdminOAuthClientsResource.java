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
import org.auralink.oauth.boundary.ClientAdministration;
import org.auralink.oauth.boundary.ClientPage;
import org.auralink.oauth.boundary.ClientView;
import org.auralink.oauth.boundary.ClientWish;
import org.jspecify.annotations.Nullable;

/** {@code /admin/oauth/clients}: systems that let people in with accounts of ours, for administrators. */
@Path("admin/oauth/clients")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminOAuthClientsResource {
    @Inject
    private ClientAdministration clients;

    @Inject
    private AdminDoor door;

    @GET
    public Response list(
            @QueryParam("page") @Nullable String page,
            @QueryParam("per_page") @Nullable String perPage,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        ClientPage found = clients.page(page, perPage);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("clients", found.clients());
        body.put("aud", "authenticated");
        return new PageLinks("/admin/oauth/clients", found.page(), found.perPage(), found.lastPage())
                .answer(body, found.total());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(ClientWish wish, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return Response.status(Response.Status.CREATED)
                .entity(clients.create(wish))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("{client_id}")
    public ClientView get(
            @PathParam("client_id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return clients.get(id);
    }

    @PUT
    @Path("{client_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public ClientView change(
            @PathParam("client_id") String id,
            ClientWish wish,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        return clients.change(id, wish);
    }

    @DELETE
    @Path("{client_id}")
    public void delete(
            @PathParam("client_id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        clients.delete(id);
    }

    @POST
    @Path("{client_id}/regenerate_secret")
    public Response regenerateSecret(
            @PathParam("client_id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return Response.ok(clients.regenerateSecret(id))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
