package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
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
import org.auralink.tenancy.boundary.ApiKeyPage;
import org.auralink.tenancy.boundary.ApiKeyView;
import org.auralink.tenancy.boundary.ApiKeys;
import org.auralink.tenancy.boundary.KeyRotation;
import org.auralink.tenancy.boundary.NewApiKey;
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

/** Keys with which programs act in an organization. */
@Path("/organizations")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "API keys")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class ApiKeysResource {

    @Inject
    private ApiKeys keys;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @Inject
    private KeyTurns turns;

    @POST
    @Path("/{organization_id}/api-keys")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createApiKey",
            summary = "Make a key, and get it this once",
            description =
                    "It is sent as Authorization: Bearer or as X-API-Key, and acts for the member who made it, in this organization and with no more than its scopes.")
    @APIResponse(
            responseCode = "201",
            description = "The key, with what it is known by",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where it can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response create(
            @PathParam("organization_id") String id,
            @Nullable NewApiKey key,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        limits.reading(request);
        if (key == null) {
            throw Refusal.invalid("name", "must not be empty.").asException();
        }
        IdempotencyKey once = IdempotencyFilter.keyOf(request);
        Made made = once == null
                ? keys.create(caller.get(), id, key, null)
                : turns.inTurn(once, () -> keys.create(caller.get(), id, key, once));
        URI location = UriBuilder.fromPath(uri.getAbsolutePath().getRawPath())
                .path(made.id())
                .build();
        Response.ResponseBuilder answer = Response.created(location).entity(made.json());
        return (made.again() ? answer.header("Idempotent-Replayed", true) : answer).build();
    }

    @GET
    @Path("/{organization_id}/api-keys")
    @Operation(operationId = "listApiKeys", summary = "List keys, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the keys",
            content = @Content(schema = @Schema(implementation = ApiKeyPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public ApiKeyPage list(
            @PathParam("organization_id") String id,
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
        return keys.list(caller.get(), id, cursor, limit);
    }

    @POST
    @Path("/{organization_id}/api-keys/{key_id}/rotate")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "rotateApiKey",
            summary = "Replace what a key is known by, and get the new one this once",
            description = "The one before works on for a day, or for as long as is said.")
    @APIResponse(
            responseCode = "200",
            description = "The key, with what it is known by now",
            content = @Content(schema = @Schema(implementation = ApiKeyView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public ApiKeyView rotate(
            @PathParam("organization_id") String id,
            @PathParam("key_id") String keyId,
            @Nullable KeyRotation rotation,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return keys.rotate(caller.get(), id, keyId, rotation == null ? new KeyRotation(null) : rotation);
    }

    @DELETE
    @Path("/{organization_id}/api-keys/{key_id}")
    @Operation(operationId = "revokeApiKey", summary = "Revoke a key, at once")
    @APIResponse(responseCode = "204", description = "It has no rights any more")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void revoke(
            @PathParam("organization_id") String id,
            @PathParam("key_id") String keyId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        keys.revoke(caller.get(), id, keyId);
    }
}
