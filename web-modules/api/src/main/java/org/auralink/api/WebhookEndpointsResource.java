package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.IdempotencyFilter;
import org.auralink.shared.web.Idempotent;
import org.auralink.shared.web.KeyTurns;
import org.auralink.webhooks.boundary.NewWebhookEndpoint;
import org.auralink.webhooks.boundary.SecretRotation;
import org.auralink.webhooks.boundary.WebhookDeliveries;
import org.auralink.webhooks.boundary.WebhookDeliveryPage;
import org.auralink.webhooks.boundary.WebhookDeliveryView;
import org.auralink.webhooks.boundary.WebhookEndpointChange;
import org.auralink.webhooks.boundary.WebhookEndpointPage;
import org.auralink.webhooks.boundary.WebhookEndpointView;
import org.auralink.webhooks.boundary.WebhookEndpoints;
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

/** Which systems are told what happens in the calls of the caller's organization, and what was sent to them. */
@Path("/webhook-endpoints")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks", description = "For the owner and the admins of an organization")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class WebhookEndpointsResource {

    @Inject
    private WebhookEndpoints endpoints;

    @Inject
    private WebhookDeliveries deliveries;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @Inject
    private KeyTurns turns;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createWebhookEndpoint",
            summary = "Make an endpoint, and get its secret this once",
            description =
                    "Who asks again with the same Idempotency-Key gets the endpoint without its secret, which is kept"
                            + " where nobody reads it: rotate-secret gives another one.")
    @APIResponse(
            responseCode = "201",
            description = "The endpoint, with its secret",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where the endpoint can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response create(
            @Nullable NewWebhookEndpoint endpoint, @Context UriInfo uri, @Context HttpServletRequest request) {
        limits.reading(request);
        if (endpoint == null) {
            throw Refusal.invalid("url", "must not be empty.").asException();
        }
        IdempotencyKey key = IdempotencyFilter.keyOf(request);
        Made made = key == null
                ? endpoints.create(caller.get(), endpoint, null)
                : turns.inTurn(key, () -> endpoints.create(caller.get(), endpoint, key));
        URI location = UriBuilder.fromPath(uri.getAbsolutePath().getRawPath())
                .path(made.id())
                .build();
        Response.ResponseBuilder answer = Response.created(location).entity(made.json());
        return (made.again() ? answer.header("Idempotent-Replayed", true) : answer).build();
    }

    @GET
    @Operation(operationId = "listWebhookEndpoints", summary = "List endpoints, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the endpoints",
            content = @Content(schema = @Schema(implementation = WebhookEndpointPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public WebhookEndpointPage list(
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
            @Context HttpServletRequest request) {
        limits.reading(request);
        return endpoints.list(caller.get(), cursor, limit);
    }

    @GET
    @Path("/{endpoint_id}")
    @Operation(operationId = "getWebhookEndpoint", summary = "Read an endpoint")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public WebhookEndpointView get(@PathParam("endpoint_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return endpoints.get(caller.get(), id);
    }

    @PATCH
    @Path("/{endpoint_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeWebhookEndpoint", summary = "Change an endpoint; what is left out stays")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public WebhookEndpointView change(
            @PathParam("endpoint_id") String id,
            @Nullable WebhookEndpointChange change,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return endpoints.change(
                caller.get(), id, change == null ? new WebhookEndpointChange(null, null, null, null) : change);
    }

    @DELETE
    @Path("/{endpoint_id}")
    @Operation(
            operationId = "deleteWebhookEndpoint",
            summary = "Remove an endpoint, with all that waits for it, its log and its dead letters")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void remove(@PathParam("endpoint_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        endpoints.remove(caller.get(), id);
    }

    @POST
    @Path("/{endpoint_id}/rotate-secret")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Replace the secret, and get the new one this once",
            description = "The one before is used beside it for a while: a receiver that refuses a signature by the new"
                    + " one is asked again at once with one by the old.")
    @APIResponse(
            responseCode = "200",
            description = "The endpoint, with its new secret",
            content = @Content(schema = @Schema(implementation = WebhookEndpointView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public WebhookEndpointView rotateSecret(
            @PathParam("endpoint_id") String id,
            @Nullable SecretRotation rotation,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return endpoints.rotateSecret(caller.get(), id, rotation);
    }

    @POST
    @Path("/{endpoint_id}/test")
    @Operation(operationId = "testWebhookEndpoint", summary = "Send an event of type webhook.test")
    @APIResponse(
            responseCode = "202",
            description = "The delivery, which the list of deliveries tells more about",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    public Response test(@PathParam("endpoint_id") String id, @Context HttpServletRequest request) {
        limits.sending(request);
        return Response.accepted(deliveries.test(caller.get(), id)).build();
    }

    @GET
    @Path("/{endpoint_id}/deliveries")
    @Operation(operationId = "listWebhookDeliveries", summary = "List what was and is to be sent, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the deliveries",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public WebhookDeliveryPage deliveries(
            @PathParam("endpoint_id") String id,
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
            @Parameter(schema = @Schema(enumeration = {"pending", "delivered", "dead", "dropped"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return deliveries.list(caller.get(), id, status, cursor, limit);
    }

    @POST
    @Path("/{endpoint_id}/deliveries/{delivery_id}/replay")
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Send an event once more, outside of its call's order",
            description = "What is still under way, or stands among the dead letters, is not replayed.")
    @APIResponse(
            responseCode = "202",
            description = "The new delivery of the same event",
            content = @Content(schema = @Schema(implementation = WebhookDeliveryView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    public Response replay(
            @PathParam("endpoint_id") String id,
            @PathParam("delivery_id") String deliveryId,
            @Context HttpServletRequest request) {
        limits.sending(request);
        return Response.accepted(deliveries.replay(caller.get(), id, deliveryId))
                .build();
    }
}
