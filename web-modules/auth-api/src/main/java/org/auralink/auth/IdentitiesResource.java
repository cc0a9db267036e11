package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.auralink.identity.boundary.ProviderSignIns;
import org.auralink.identity.boundary.ReturnPath;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** The ways in which somebody signs in to their account: another provider is added, one is taken away. */
@Path("user/identities")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class IdentitiesResource {
    @Inject
    private ProviderSignIns signIns;

    @Inject
    private Clients clients;

    /** @param skipRedirect {@code true} for a client that wants to send the browser itself */
    @GET
    @Path("authorize")
    public Response authorize(
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("redirect_to") @Nullable String redirectTo,
            @QueryParam("code_challenge") @Nullable String codeChallenge,
            @QueryParam("code_challenge_method") @Nullable String codeChallengeMethod,
            @QueryParam("skip_http_redirect") @Nullable String skipRedirect,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        var back = new ReturnPath(redirectTo, codeChallenge, codeChallengeMethod);
        URI target = signIns.beginLink(Bearer.token(headers), provider, back, clients.of(request));
        return "true".equals(skipRedirect)
                ? Response.ok(Map.of("url", target.toString())).build()
                : Response.status(Response.Status.FOUND).location(target).build();
    }

    @DELETE
    @Path("{identity_id}")
    public Map<String, Object> unlink(@PathParam("identity_id") String identity, @Context HttpHeaders headers) {
        signIns.unlink(Bearer.token(headers), identity);
        return Map.of();
    }
}
