package org.auralink.api;

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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.calls.boundary.Admissions;
import org.auralink.calls.boundary.GuestView;
import org.auralink.calls.boundary.JoinTicket;
import org.auralink.calls.boundary.Joining;
import org.auralink.calls.boundary.LobbyTicket;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Clients;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What somebody without an account may do: look at the one call that a link names, and enter it. */
@Path("/guest-links/{code}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Guest links")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "410", ref = "Gone")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class GuestLinksResource {

    @Inject
    private Admissions admissions;

    @Inject
    private Guards guards;

    @Inject
    private Joining joining;

    @Inject
    private Clients clients;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    @GET
    @Operation(operationId = "readGuestLink", summary = "See which call a link leads to")
    @APIResponse(
            responseCode = "200",
            description = "The call",
            content = @Content(schema = @Schema(implementation = GuestView.class)))
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public GuestView get(@PathParam("code") String code, @Context HttpServletRequest http) {
        limiter.take(limits.readByAddress(), clients.of(http));
        return guards.database().repeatably(() -> admissions.guestView(code));
    }

    @POST
    @Path("/join")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "joinAsGuest", summary = "Get what a LiveKit client needs to enter the call as a guest")
    @APIResponse(
            responseCode = "200",
            description = "Address and token",
            content = @Content(schema = @Schema(implementation = JoinTicket.class)))
    @APIResponse(
            responseCode = "202",
            description = "A place in the lobby: somebody inside lets them in, or does not",
            content = @Content(schema = @Schema(implementation = LobbyTicket.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "403", ref = "NotLetIn")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response join(
            @PathParam("code") String code, @Nullable GuestJoinRequest request, @Context HttpServletRequest http) {
        limiter.take(limits.guestByAddress(), clients.of(http));
        return LobbyAnswers.of(
                request == null
                        ? joining.joinAsGuest(code, null, null)
                        : joining.joinAsGuest(code, request.displayName(), request.key()));
    }

    @POST
    @Path("/lobby/{entry_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "joinFromLobbyAsGuest", summary = "Ask as a guest who waits whether one may come in")
    @APIResponse(
            responseCode = "200",
            description = "Address and token",
            content = @Content(schema = @Schema(implementation = JoinTicket.class)))
    @APIResponse(
            responseCode = "202",
            description = "Not yet",
            content = @Content(schema = @Schema(implementation = LobbyTicket.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "403", ref = "NotLetIn")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response joinFromLobby(
            @PathParam("code") String code,
            @PathParam("entry_id") String entryId,
            @Nullable GuestLobbyRequest request,
            @Context HttpServletRequest http) {
        // Asked every few seconds, and makes nothing: as what is read.
        limiter.take(limits.readByAddress(), clients.of(http));
        return LobbyAnswers.of(joining.joinFromLobbyAsGuest(code, entryId, request == null ? null : request.key()));
    }
}
