package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.boundary.FactorProof;
import org.auralink.identity.boundary.NewFactor;
import org.auralink.identity.boundary.SecondFactors;
import org.auralink.shared.web.Clients;

/** {@code /factors}: second factors of the person who asks. */
@Path("factors")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class FactorsResource {
    private static final String NAME = "factor_id";

    @Inject
    private SecondFactors factors;

    @Inject
    private ReadingLimit limit;

    @Inject
    private Clients clients;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response enroll(NewFactor wish, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        return secret(factors.enroll(limit.token(request, headers), wish));
    }

    /** The body says nothing that the path does not. */
    @POST
    @Path("{id}/challenge")
    public Response challenge(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        String token = limit.token(request, headers);
        return secret(factors.challenge(token, Ids.of(NAME, id), clients.of(request)));
    }

    @POST
    @Path("{id}/verify")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response verify(
            @PathParam("id") String id,
            FactorProof proof,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        String token = limit.token(request, headers);
        return secret(factors.verify(token, Ids.of(NAME, id), proof, clients.of(request)));
    }

    @DELETE
    @Path("{id}")
    public Map<String, UUID> remove(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        String token = limit.token(request, headers);
        UUID factor = Ids.of(NAME, id);
        factors.remove(token, factor);
        return Map.of("id", factor);
    }

    /** RFC 6749, 5.1 */
    private static Response secret(Object answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
