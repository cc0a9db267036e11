package org.auralink.auth;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.oauth.boundary.AuthorizationAnswer;
import org.auralink.oauth.boundary.AuthorizationRequests;
import org.auralink.oauth.boundary.ClientAdministration;
import org.auralink.oauth.boundary.ClientWish;
import org.auralink.oauth.boundary.OAuthServer;
import org.auralink.oauth.boundary.TokenRequests;
import org.auralink.oauth.boundary.TokenWish;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.web.Clients;
import org.jspecify.annotations.Nullable;

/** {@code /oauth}: other systems let people in with accounts of ours (OAuth 2.1, OpenID Connect Core). */
@Path("oauth")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OAuthResource {
    private static final String NO_STORE = "no-store";

    @Inject
    private AuthorizationRequests requests;

    @Inject
    private TokenRequests tokens;

    @Inject
    private ClientAdministration clients;

    @Inject
    private OAuthServer server;

    @Inject
    private ReadingLimit limit;

    @Inject
    private Clients addresses;

    /** What a person answers: {@code approve} or {@code deny}. */
    public record Decision(@Nullable String action) {}

    /** Where a client sends a browser. */
    @GET
    @Path("authorize")
    public Response authorize(@Context HttpServletRequest request) {
        return Response.status(Response.Status.FOUND)
                .location(requests.begin(request.getQueryString(), addresses.of(request)))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    @GET
    @Path("authorizations/{id}")
    public Response look(
            @PathParam("id") String id, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        return fresh(requests.look(limit.token(request, headers), id));
    }

    @POST
    @Path("authorizations/{id}/consent")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response decide(
            @PathParam("id") String id,
            Decision decision,
            @Context HttpHeaders headers,
            @Context HttpServletRequest request) {
        return fresh(requests.decide(limit.token(request, headers), id, decision.action()));
    }

    private static Response fresh(AuthorizationAnswer answer) {
        return Response.ok(answer).header(HttpHeaders.CACHE_CONTROL, NO_STORE).build();
    }

    /** As OAuth has it. */
    @POST
    @Path("token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response tokenByForm(String form, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        return token(TokenWish.ofForm(form), headers, request);
    }

    /** As Supabase Auth takes it besides. */
    @POST
    @Path("token")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response token(TokenWish wish, @Context HttpHeaders headers, @Context HttpServletRequest request) {
        // RFC 6749, 5.1
        return Response.ok(
                        tokens.issue(headers.getHeaderString(HttpHeaders.AUTHORIZATION), wish, addresses.of(request)))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .header("Pragma", "no-cache")
                .build();
    }

    @GET
    @Path("userinfo")
    public Response userInfo(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        String token = limit.token(request, headers);
        try {
            return Response.ok(server.userInfo(token))
                    .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                    .build();
        } catch (RefusedException refused) {
            Refusal refusal = refused.refusal();
            if (refusal instanceof Refusal.NotAuthenticated || refusal instanceof Refusal.Forbidden) {
                // To a system of others, whatever is wrong with the token is this (RFC 6750, 3.1).
                throw new Refusal.NotAuthenticated("invalid_token", refusal.detail()).asException();
            }
            throw refused;
        }
    }

    /** The same (OpenID Connect Core, 5.3.1). */
    @POST
    @Path("userinfo")
    public Response userInfoByPost(@Context HttpHeaders headers, @Context HttpServletRequest request) {
        return userInfo(headers, request);
    }

    @POST
    @Path("clients/register")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response register(ClientWish wish, @Context HttpServletRequest request) {
        return Response.status(Response.Status.CREATED)
                .entity(clients.register(wish, addresses.of(request)))
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .build();
    }
}
