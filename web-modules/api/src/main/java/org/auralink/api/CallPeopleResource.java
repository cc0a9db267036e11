package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.calls.boundary.CallRoleChange;
import org.auralink.calls.boundary.Moderating;
import org.auralink.calls.boundary.TrackToMute;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the host and the moderators of a call do to those inside. */
@Path("/calls")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Moderation")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "410", ref = "Gone")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class CallPeopleResource {

    @Inject
    private Moderating moderating;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @POST
    @Path("/{call_id}/participants/{identity}/mute")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "muteParticipant",
            summary = "Mute somebody's microphone, or another track",
            description = "They may unmute themselves; nobody is unmuted from afar.")
    @APIResponse(responseCode = "204", description = "It is muted")
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public void mute(
            @PathParam("call_id") String callId,
            @PathParam("identity") String identity,
            @Nullable TrackToMute track,
            @Context HttpServletRequest request) {
        limits.reading(request);
        moderating.mute(caller.get(), callId, identity, track == null ? new TrackToMute(null) : track);
    }

    @POST
    @Path("/{call_id}/participants/{identity}/remove")
    @Operation(
            operationId = "removeParticipant",
            summary = "Take somebody out of the call, for good",
            description = "Neither their ticket nor a new one lets them in again, until they are given a role.")
    @APIResponse(responseCode = "204", description = "They are out")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public void remove(
            @PathParam("call_id") String callId,
            @PathParam("identity") String identity,
            @Context HttpServletRequest request) {
        limits.reading(request);
        moderating.remove(caller.get(), callId, identity);
    }

    @POST
    @Path("/{call_id}/participants/{identity}/role")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeParticipantRole",
            summary = "Make somebody something else in this call",
            description = "At once, and when they come again. Who was removed may come back with it.")
    @APIResponse(responseCode = "204", description = "They are")
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public void changeRole(
            @PathParam("call_id") String callId,
            @PathParam("identity") String identity,
            @Nullable CallRoleChange change,
            @Context HttpServletRequest request) {
        limits.reading(request);
        moderating.changeRole(caller.get(), callId, identity, change == null ? new CallRoleChange(null) : change);
    }
}
