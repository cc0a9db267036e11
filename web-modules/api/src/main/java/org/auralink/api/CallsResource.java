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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.auralink.calls.boundary.CallPage;
import org.auralink.calls.boundary.CallQuery;
import org.auralink.calls.boundary.CallReads;
import org.auralink.calls.boundary.CallView;
import org.auralink.calls.boundary.Calls;
import org.auralink.calls.boundary.JoinTicket;
import org.auralink.calls.boundary.Joining;
import org.auralink.calls.boundary.LobbyTicket;
import org.auralink.calls.boundary.NewCall;
import org.auralink.calls.boundary.NewTicket;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.Degraded;
import org.auralink.shared.web.IdempotencyFilter;
import org.auralink.shared.web.Idempotent;
import org.auralink.shared.web.KeyTurns;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The calls of the caller's organization. */
@Path("/calls")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class CallsResource {

    @Inject
    private Calls calls;

    @Inject
    private CallReads reads;

    @Inject
    private Guards guards;

    @Inject
    private Joining joining;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @Inject
    private KeyTurns turns;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createCall", summary = "Make a call that waits for its first participant")
    @APIResponse(
            responseCode = "201",
            description = "The call",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the call can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response create(@Nullable NewCall call, @Context UriInfo uri, @Context HttpServletRequest request) {
        limits.callFrom(request);
        if (call == null) {
            throw Refusal.invalid("name", "must not be empty.").asException();
        }
        IdempotencyKey key = IdempotencyFilter.keyOf(request);
        Made made = key == null ? make(call, null) : turns.inTurn(key, () -> makeOnce(call, key));
        // A path: the host that the request named is the proxy's, or anybody's wish.
        URI location = UriBuilder.fromPath(uri.getAbsolutePath().getRawPath())
                .path(made.id())
                .build();
        Response.ResponseBuilder answer = Response.created(location).entity(made.json());
        return (made.again() ? answer.header("Idempotent-Replayed", true) : answer).build();
    }

    /** Who asks for the same again reads what there is; only who makes something counts as that. */
    private Made makeOnce(NewCall call, IdempotencyKey key) {
        Optional<Made> before = guards.database().repeatably(() -> calls.madeBefore(caller.get(), key));
        before.ifPresent(made -> limits.readingAgain());
        return before.orElseGet(() -> make(call, key));
    }

    private Made make(NewCall call, @Nullable IdempotencyKey key) {
        limits.call();
        return guards.database().once(() -> calls.create(caller.get(), call, key));
    }

    @GET
    @Operation(operationId = "listCalls", summary = "List calls, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the calls; while the database is away, of an older copy",
            headers = {
                @Header(name = "X-Degraded-Mode", ref = "X-Degraded-Mode"),
                @Header(name = "X-Fallback-Used", ref = "X-Fallback-Used"),
                @Header(name = "Age", ref = "Age")
            },
            content = @Content(schema = @Schema(implementation = CallPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response list(
            @Parameter(
                            description = "How many at most",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "200",
                                            defaultValue = "50"))
                    @QueryParam("limit")
                    @Nullable
                    String limit,
            @Parameter(description = "next_cursor of the answer before") @QueryParam("cursor") @Nullable String cursor,
            @Parameter(schema = @Schema(enumeration = {"waiting", "active", "ended", "failed"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return Degraded.answer(reads.list(caller.get(), CallQuery.of(status, cursor, limit)));
    }

    @GET
    @Path("/{call_id}")
    @Operation(operationId = "getCall", summary = "Read a call and who was in it")
    @APIResponse(
            responseCode = "200",
            description = "The call; while the database is away, an older copy",
            headers = {
                @Header(name = "X-Degraded-Mode", ref = "X-Degraded-Mode"),
                @Header(name = "X-Fallback-Used", ref = "X-Fallback-Used"),
                @Header(name = "Age", ref = "Age")
            },
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response get(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        return Degraded.answer(reads.get(caller.get(), callId));
    }

    @POST
    @Path("/{call_id}/join")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "joinCall", summary = "Get what a LiveKit client needs to enter the call")
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
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response join(
            @PathParam("call_id") String callId, @Nullable JoinRequest request, @Context HttpServletRequest http) {
        limits.joining(http);
        return LobbyAnswers.of(joining.join(caller.get(), callId, request == null ? null : request.displayName()));
    }

    @POST
    @Path("/{call_id}/tickets")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createTicket",
            summary = "Get what somebody else's LiveKit client needs to enter the call",
            description =
                    "For the back end of an organization, which knows its people itself: as LiveKit's server SDKs make"
                            + " tokens, for calls of the own organization alone. With an API key of the scope write, or by who"
                            + " moderates.")
    @APIResponse(
            responseCode = "200",
            description = "Address and token",
            content = @Content(schema = @Schema(implementation = JoinTicket.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "410", ref = "Gone")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public JoinTicket ticket(
            @PathParam("call_id") String callId, @Nullable NewTicket ticket, @Context HttpServletRequest http) {
        limits.ticket(http);
        if (ticket == null) {
            throw Refusal.invalid("identity", "must not be empty.").asException();
        }
        return joining.ticketFor(caller.get(), callId, ticket);
    }

    @POST
    @Path("/{call_id}/end")
    @Operation(
            operationId = "endCall",
            summary = "End the call for everybody",
            description = "A call with people inside reads as ended once its media node has reported so. For its host"
                    + " and its moderators.")
    @APIResponse(
            responseCode = "202",
            description = "The call as it stands now",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "403", ref = "Forbidden")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "429", ref = "RateLimited")
    public Response end(@PathParam("call_id") String callId, @Context HttpServletRequest request) {
        limits.reading(request);
        return Response.accepted(joining.end(caller.get(), callId)).build();
    }
}
