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
import org.auralink.tenancy.boundary.NewOrganization;
import org.auralink.tenancy.boundary.NewOwner;
import org.auralink.tenancy.boundary.OrganizationChange;
import org.auralink.tenancy.boundary.OrganizationMembers;
import org.auralink.tenancy.boundary.OrganizationPage;
import org.auralink.tenancy.boundary.OrganizationView;
import org.auralink.tenancy.boundary.OwnOrganizations;
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

/** The caller's organizations: made, renamed, handed over, deleted and restored. */
@Path("/organizations")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Organizations")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class OrganizationsResource {

    @Inject
    private OwnOrganizations organizations;

    @Inject
    private OrganizationMembers members;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @Inject
    private KeyTurns turns;

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createOrganization", summary = "Make an organization, and own it")
    @APIResponse(
            responseCode = "201",
            description = "The organization",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where it can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response create(
            @Nullable NewOrganization organization, @Context UriInfo uri, @Context HttpServletRequest request) {
        limits.reading(request);
        if (organization == null) {
            throw Refusal.invalid("name", "must not be empty.").asException();
        }
        IdempotencyKey key = IdempotencyFilter.keyOf(request);
        Made made = key == null
                ? organizations.create(caller.get(), organization, null)
                : turns.inTurn(key, () -> organizations.create(caller.get(), organization, key));
        URI location = UriBuilder.fromPath(uri.getAbsolutePath().getRawPath())
                .path(made.id())
                .build();
        Response.ResponseBuilder answer = Response.created(location).entity(made.json());
        return (made.again() ? answer.header("Idempotent-Replayed", true) : answer).build();
    }

    @GET
    @Operation(
            operationId = "listOrganizations",
            summary = "List the organizations to which one belongs, newest membership first",
            description =
                    "Deleted ones too, until they are gone. Requests act in the active one, which the access token names; the header X-Organization names another for one request.")
    @APIResponse(
            responseCode = "200",
            description = "A part of the organizations",
            content = @Content(schema = @Schema(implementation = OrganizationPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public OrganizationPage list(
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
        return organizations.list(caller.get(), cursor, limit);
    }

    @GET
    @Path("/{organization_id}")
    @Operation(operationId = "getOrganization", summary = "Read an organization")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public OrganizationView get(@PathParam("organization_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return organizations.get(caller.get(), id);
    }

    @PATCH
    @Path("/{organization_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeOrganization", summary = "Change an organization; what is left out stays")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public OrganizationView change(
            @PathParam("organization_id") String id,
            @Nullable OrganizationChange change,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return organizations.change(caller.get(), id, change == null ? new OrganizationChange(null, null) : change);
    }

    @DELETE
    @Path("/{organization_id}")
    @Operation(
            operationId = "deleteOrganization",
            summary = "Delete an organization; for 30 days its owner may restore it",
            description = "From now on nobody works in it. Then all of it is gone.")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public OrganizationView delete(@PathParam("organization_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return organizations.delete(caller.get(), id);
    }

    @POST
    @Path("/{organization_id}/restore")
    @Operation(operationId = "restoreOrganization", summary = "Take back that an organization was deleted")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public OrganizationView restore(@PathParam("organization_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return organizations.restore(caller.get(), id);
    }

    @POST
    @Path("/{organization_id}/activate")
    @Operation(
            operationId = "activateOrganization",
            summary = "Act in this organization, in access tokens from the next one on")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "410", ref = "Gone")
    public OrganizationView activate(@PathParam("organization_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        return organizations.activate(caller.get(), id);
    }

    @POST
    @Path("/{organization_id}/transfer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "transferOrganization",
            summary = "Hand an organization to another member",
            description = "Who had it is an admin from then on.")
    @APIResponse(
            responseCode = "200",
            description = "The organization",
            content = @Content(schema = @Schema(implementation = OrganizationView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public OrganizationView transfer(
            @PathParam("organization_id") String id, @Nullable NewOwner owner, @Context HttpServletRequest request) {
        limits.reading(request);
        members.transfer(caller.get(), id, owner == null ? new NewOwner(null) : owner);
        return organizations.get(caller.get(), id);
    }

    @POST
    @Path("/{organization_id}/leave")
    @Operation(operationId = "leaveOrganization", summary = "Belong to an organization no more")
    @APIResponse(responseCode = "204", description = "One has left")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public void leave(@PathParam("organization_id") String id, @Context HttpServletRequest request) {
        limits.reading(request);
        members.leave(caller.get(), id);
    }
}
