package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.auralink.calls.boundary.CallView;
import org.auralink.calls.boundary.Calls;
import org.auralink.quality.boundary.CallQuality;
import org.auralink.quality.boundary.LiveCalls;
import org.auralink.quality.boundary.QualityView;
import org.auralink.quality.boundary.SavingsView;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How a call of the caller's organization is, or was. */
@Path("/calls")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Quality")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class CallQualityResource {

    @Inject
    private Calls calls;

    @Inject
    private CallQuality quality;

    @Inject
    private LiveCalls live;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Path("/{call_id}/quality")
    @Operation(
            operationId = "getCallQuality",
            summary = "Read how a call was: series for each participant, moments and issues",
            description = "What media nodes measure every ten seconds, thinned out to at most 180 points for each "
                    + "participant. Measurements are kept for 30 days, unless the operator says otherwise.")
    @APIResponse(
            responseCode = "200",
            description = "What was measured",
            content = @Content(schema = @Schema(implementation = QualityView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public QualityView read(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        CallView call = calls.get(caller.get(), callId);
        return quality.of(caller.get(), call.callId());
    }

    @GET
    @Path("/{call_id}/savings")
    @Operation(
            operationId = "getCallSavings",
            summary = "Read what a call took towards its receivers, and what it would have taken otherwise",
            description =
                    "In bytes, beside two other ways of sending the same call, by what media nodes measured and by nothing "
                            + "else. Time that was not measured, is no longer kept, or was at a node that does not tell is in none "
                            + "of the numbers; they are 0 when there is no other. While the call lasts they go on.")
    @APIResponse(
            responseCode = "200",
            description = "What was measured",
            content = @Content(schema = @Schema(implementation = SavingsView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public SavingsView savings(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        CallView call = calls.get(caller.get(), callId);
        return quality.savings(caller.get(), call.callId());
    }

    @GET
    @Path("/{call_id}/events")
    @Produces("text/event-stream")
    @Operation(
            operationId = "followCall",
            summary = "Follow a call live",
            description =
                    "Server-sent events. `quality` carries what is new as `{metrics, moments, issues}`, with rows "
                            + "like those of the call's quality; `missed` says that the client was too slow for some, so that it "
                            + "reads the quality again. Rows may come twice. The answer ends after five minutes: ask again with "
                            + "`Last-Event-ID`. At most eight at a time for an account.")
    @APIResponse(
            responseCode = "200",
            description = "What is new, as it comes",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response follow(
            @PathParam("call_id") String callId,
            @Parameter(description = "The id of the last event that came") @HeaderParam("Last-Event-ID") @Nullable
                    String lastEventId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        CallView call = calls.get(caller.get(), callId);
        LiveCalls.Place place = live.reserve(caller.get().userId(), call.callId(), lastEventId);
        request.setAttribute(LiveAnswers.PLACE, place);
        StreamingOutput nothingYet = out -> {};
        // A proxy that collects answers would keep what is live (nginx asks for this header).
        return Response.ok(nothingYet, "text/event-stream")
                .header("X-Accel-Buffering", "no")
                .build();
    }
}
