package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.webhooks.boundary.DeadLetterPage;
import org.auralink.webhooks.boundary.DeadLetters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What could not be delivered for the caller's organization. Kept for 30 days. */
@Path("/dead-letters")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dead letters", description = "For the owner and the admins of an organization")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class DeadLettersResource {

    @Inject
    private DeadLetters letters;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(operationId = "listDeadLetters", summary = "List what could not be delivered, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the dead letters",
            content = @Content(schema = @Schema(implementation = DeadLetterPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public DeadLetterPage list(
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
            @Parameter(schema = @Schema(enumeration = {"webhooks"})) @QueryParam("queue") @Nullable String queue,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return letters.list(caller.get(), queue, cursor, limit);
    }

    @POST
    @Path("/{dead_letter_id}/retry")
    @Operation(
            operationId = "retryDeadLetter",
            summary = "Put it back in its old place, with all attempts before it",
            description = "Once, however many ask at the same time: the others find no such dead letter any more.")
    @APIResponse(responseCode = "202", description = "It is tried again")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public Response retry(@PathParam("dead_letter_id") String id, @Context HttpServletRequest request) {
        limits.sending(request);
        letters.retry(caller.get(), id);
        return Response.accepted().build();
    }

    @DELETE
    @Path("/{dead_letter_id}")
    @Operation(operationId = "dropDeadLetter", summary = "Give it up; what waits behind it in its call goes on")
    @APIResponse(responseCode = "204", description = "It is given up")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void drop(@PathParam("dead_letter_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        letters.drop(caller.get(), id);
    }
}
