package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.auralink.identity.boundary.FactorAdministration;
import org.auralink.identity.boundary.FactorChange;
import org.auralink.identity.boundary.FactorView;
import org.auralink.identity.boundary.PasskeyView;

/** {@code /admin/users/{id}/factors} and {@code …/passkeys}: what somebody lost is taken from their account by a back end. */
@Path("admin/users")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AdminFactorsResource {
    @Inject
    private FactorAdministration factors;

    @Inject
    private AdminDoor door;

    @GET
    @Path("{id}/factors")
    public List<FactorView> list(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return factors.list(user(id));
    }

    @PUT
    @Path("{id}/factors/{factor}")
    @Consumes(MediaType.APPLICATION_JSON)
    public FactorView change(
            @PathParam("id") String id,
            @PathParam("factor") String factor,
            FactorChange change,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        return factors.rename(user(id), Ids.of("factor_id", factor), change);
    }

    @DELETE
    @Path("{id}/factors/{factor}")
    public FactorView remove(
            @PathParam("id") String id,
            @PathParam("factor") String factor,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        return factors.remove(user(id), Ids.of("factor_id", factor));
    }

    @GET
    @Path("{id}/passkeys")
    public List<PasskeyView> passkeys(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        door.require(request, headers);
        return factors.passkeys(user(id));
    }

    @DELETE
    @Path("{id}/passkeys/{passkey}")
    public void removePasskey(
            @PathParam("id") String id,
            @PathParam("passkey") String passkey,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        door.require(request, headers);
        factors.removePasskey(user(id), Ids.of("passkey_id", passkey));
    }

    private static UUID user(String id) {
        return Ids.of("user_id", id);
    }
}
