package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.auralink.identity.boundary.PasskeyAnswer;
import org.auralink.identity.boundary.PasskeyChange;
import org.auralink.identity.boundary.PasskeySignIns;
import org.auralink.identity.boundary.PasskeyView;
import org.auralink.shared.web.Clients;

/** {@code /passkeys}: those of the person who asks, and the way in with one. */
@Path("passkeys")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class PasskeysResource {
    private static final String NAME = "passkey_id";

    @Inject
    private PasskeySignIns passkeys;

    @Inject
    private ReadingLimit limit;

    @Inject
    private Clients clients;

    /** The body says nothing. */
    @POST
    @Path("registration/options")
    public Response startRegistration(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return unkept(passkeys.startRegistration(limit.token(request, headers)));
    }

    @POST
    @Path("registration/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(PasskeyAnswer answer, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        return unkept(passkeys.register(limit.token(request, headers), answer));
    }

    /** The body says nothing that counts here. */
    @POST
    @Path("authentication/options")
    public Response startSignIn(@Context HttpServletRequest request) {
        return unkept(passkeys.startSignIn(clients.of(request)));
    }

    @POST
    @Path("authentication/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response signIn(PasskeyAnswer answer, @Context HttpServletRequest request) {
        return unkept(passkeys.signIn(answer, clients.of(request)));
    }

    @GET
    public List<PasskeyView> list(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return passkeys.list(limit.token(request, headers));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public PasskeyView rename(
            @PathParam("id") String id,
            PasskeyChange change,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        String token = limit.token(request, headers);
        return passkeys.rename(token, Ids.of(NAME, id), change);
    }

    @DELETE
    @Path("{id}")
    public void remove(@PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        String token = limit.token(request, headers);
        passkeys.remove(token, Ids.of(NAME, id));
    }

    /** RFC 6749, 5.1 */
    private static Response unkept(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
