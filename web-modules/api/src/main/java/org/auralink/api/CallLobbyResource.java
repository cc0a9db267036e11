package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.calls.boundary.CallUpdate;
import org.auralink.calls.boundary.CallView;
import org.auralink.calls.boundary.Calls;
import org.auralink.calls.boundary.JoinTicket;
import org.auralink.calls.boundary.Joining;
import org.auralink.calls.boundary.LobbyList;
import org.auralink.calls.boundary.LobbyTicket;
import org.auralink.calls.boundary.Moderation;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who gets into a call: its lobby and its lock, for the host and the moderators, and for the member who waits. */
@Path("/calls")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class CallLobbyResource {

    @Inject
    private Moderation moderation;

    @Inject
    private Joining joining;

    @Inject
    private Calls calls;

    @Inject
    private Guards guards;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @PATCH
    @Path("/{call_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "updateCall", summary = "Say who waits until they are let in")
    @APIResponse(
            responseCode = "200",
            description = "The call",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public CallView update(
            @PathParam("call_id") String callId, @Nullable CallUpdate change, @Context HttpServletRequest request) {
        limits.reading(request);
        CallUpdate wanted = change == null ? new CallUpdate(null) : change;
        return changed(callId, () -> moderation.update(caller.get(), callId, wanted));
    }

    @POST
    @Path("/{call_id}/lock")
    @Operation(
            operationId = "lockCall",
            summary = "Let nobody new in",
            description = "Those inside stay, and come back within two minutes; so does who moderates, whenever.")
    @APIResponse(
            responseCode = "200",
            description = "The call",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "410", ref = "Gone")
    public CallView lock(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        return changed(callId, () -> moderation.lock(caller.get(), callId));
    }

    @POST
    @Path("/{call_id}/unlock")
    @Operation(operationId = "unlockCall", summary = "Let others in again")
    @APIResponse(
            responseCode = "200",
            description = "The call",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "410", ref = "Gone")
    public CallView unlock(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        return changed(callId, () -> moderation.unlock(caller.get(), callId));
    }

    @GET
    @Path("/{call_id}/lobby")
    @Operation(operationId = "listLobby", summary = "List who waits to be let in, in the order in which they came")
    @APIResponse(
            responseCode = "200",
            description = "All of them",
            content = @Content(schema = @Schema(implementation = LobbyList.class)))
    @APIResponse(responseCode = "403", ref = "Forbidden")
    public LobbyList lobby(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        return guards.database().repeatably(() -> moderation.waiting(caller.get(), callId));
    }

    @POST
    @Path("/{call_id}/lobby/{entry_id}/admit")
    @Operation(
            operationId = "admitFromLobby",
            summary = "Let somebody in who waits",
            description = "They may leave and come back as long as the call goes on, unless they are removed.")
    @APIResponse(responseCode = "204", description = "They may come in")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    public void admit(
            @PathParam("call_id") String callId,
            @PathParam("entry_id") String entryId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        decide(() -> moderation.admit(caller.get(), callId, entryId));
    }

    @POST
    @Path("/{call_id}/lobby/{entry_id}/deny")
    @Operation(
            operationId = "denyFromLobby",
            summary = "Refuse somebody who waits",
            description = "They may ask again after five minutes.")
    @APIResponse(responseCode = "204", description = "They are told so")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public void deny(
            @PathParam("call_id") String callId,
            @PathParam("entry_id") String entryId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        decide(() -> moderation.deny(caller.get(), callId, entryId));
    }

    @POST
    @Path("/{call_id}/lobby/{entry_id}/ticket")
    @Operation(operationId = "joinFromLobby", summary = "Ask as a member who waits whether one may come in")
    @APIResponse(
            responseCode = "200",
            description = "Address and token",
            content = @Content(schema = @Schema(implementation = JoinTicket.class)))
    @APIResponse(
            responseCode = "202",
            description = "Not yet",
            content = @Content(schema = @Schema(implementation = LobbyTicket.class)))
    @APIResponse(responseCode = "403", ref = "NotLetIn")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    public Response joinFromLobby(
            @PathParam("call_id") String callId,
            @PathParam("entry_id") String entryId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return LobbyAnswers.of(joining.joinFromLobby(caller.get(), callId, entryId));
    }

    private CallView changed(String callId, Runnable change) {
        decide(change);
        return guards.database().repeatably(() -> calls.get(caller.get(), callId));
    }

    private void decide(Runnable decision) {
        guards.database().once(() -> {
            decision.run();
            return true;
        });
    }
}
