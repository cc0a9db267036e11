package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.auralink.identity.boundary.ProviderAnswer;
import org.auralink.identity.boundary.ProviderReturn;
import org.auralink.identity.boundary.ProviderSignIns;
import org.auralink.identity.boundary.ReturnPath;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** Sign-in at a provider: {@code GET /authorize} sends a browser there, {@code GET /callback} is where it comes back to. */
@Path("")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class ProviderResource {
    @Inject
    private ProviderSignIns signIns;

    @Inject
    private Clients clients;

    @GET
    @Path("authorize")
    public Response authorize(
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("redirect_to") @Nullable String redirectTo,
            @QueryParam("code_challenge") @Nullable String codeChallenge,
            @QueryParam("code_challenge_method") @Nullable String codeChallengeMethod,
            @Context HttpServletRequest request) {
        var back = new ReturnPath(redirectTo, codeChallenge, codeChallengeMethod);
        return found(signIns.begin(provider, back, clients.of(request)));
    }

    @GET
    @Path("callback")
    public Response callback(
            @QueryParam("state") @Nullable String state,
            @QueryParam("code") @Nullable String code,
            @QueryParam("error") @Nullable String error,
            @QueryParam("iss") @Nullable String issuer,
            @Context HttpServletRequest request) {
        ProviderReturn back = signIns.callback(new ProviderAnswer(state, code, error, issuer), clients.of(request));
        Redirect redirect = new Redirect(back.target());
        return found(
                back instanceof ProviderReturn.Refused refused
                        ? redirect.after(refused.refusal(), refused.forClient())
                        : redirect.after(((ProviderReturn.Arrived) back).verified()));
    }

    /** Of providers that answer by a form (OAuth 2.0 Form Post Response Mode), as some do who tell more than a code. */
    @POST
    @Path("callback")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response callbackByForm(
            @FormParam("state") @Nullable String state,
            @FormParam("code") @Nullable String code,
            @FormParam("error") @Nullable String error,
            @FormParam("iss") @Nullable String issuer,
            @Context HttpServletRequest request) {
        return callback(state, code, error, issuer, request);
    }

    /** The address may hold what lets somebody in: no copy of it, and no page that follows learns it. */
    private static Response found(URI target) {
        return Response.status(Response.Status.FOUND)
                .location(target)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
