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
import org.auralink.tenancy.boundary.InvitationPage;
import org.auralink.tenancy.boundary.InvitationView;
import org.auralink.tenancy.boundary.Invitations;
import org.auralink.tenancy.boundary.MemberPage;
import org.auralink.tenancy.boundary.NewInvitation;
import org.auralink.tenancy.boundary.OrganizationMembers;
import org.auralink.tenancy.boundary.RoleChange;
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

/** Who works in an organization, and who is invited to. */
@Path("/organizations")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Members")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class MembersResource {

    @Inject
    private OrganizationMembers members;

    @Inject
    private Invitations invitations;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @Inject
    private KeyTurns turns;

    @GET
    @Path("/{organization_id}/members")
    @Operation(operationId = "listMembers", summary = "List the members, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the members",
            content = @Content(schema = @Schema(implementation = MemberPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public MemberPage members(
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
        return members.list(caller.get(), id, cursor, limit);
    }

    @PATCH
    @Path("/{organization_id}/members/{user_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeMember", summary = "Give a member another role, up to one's own")
    @APIResponse(responseCode = "204", description = "They have it")
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public void changeRole(
            @PathParam("organization_id") String id,
            @PathParam("user_id") String userId,
            @Nullable RoleChange change,
            @Context HttpServletRequest request) {
        limits.reading(request);
        members.changeRole(caller.get(), id, userId, change == null ? new RoleChange(null) : change);
    }

    @DELETE
    @Path("/{organization_id}/members/{user_id}")
    @Operation(operationId = "removeMember", summary = "Remove a member")
    @APIResponse(responseCode = "204", description = "They do not belong to it any more")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public void remove(
            @PathParam("organization_id") String id,
            @PathParam("user_id") String userId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        members.remove(caller.get(), id, userId);
    }

    @POST
    @Path("/{organization_id}/invitations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createInvitation",
            summary = "Invite somebody by mail",
            description =
                    "The link in the mail works once, for seven days. Who was invited before gets another mail, and the link of the first one works no more.")
    @APIResponse(
            responseCode = "201",
            description = "The invitation; its token is in the mail alone",
            headers =
                    @Header(
                            name = "Location",
                            description = "Where it can be read, as a path of this server",
                            schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "Conflict")
    @APIResponse(responseCode = "422", ref = "LimitExceeded")
    @Parameter(ref = "Idempotency-Key")
    @Idempotent
    public Response invite(
            @PathParam("organization_id") String id,
            @Nullable NewInvitation invitation,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        limits.inviting(request);
        if (invitation == null) {
            throw Refusal.invalid("email", "must not be empty.").asException();
        }
        IdempotencyKey key = IdempotencyFilter.keyOf(request);
        Made made = key == null
                ? invitations.create(caller.get(), id, invitation, null)
                : turns.inTurn(key, () -> invitations.create(caller.get(), id, invitation, key));
        URI location = UriBuilder.fromPath(uri.getAbsolutePath().getRawPath())
                .path(made.id())
                .build();
        Response.ResponseBuilder answer = Response.created(location).entity(made.json());
        return (made.again() ? answer.header("Idempotent-Replayed", true) : answer).build();
    }

    @GET
    @Path("/{organization_id}/invitations")
    @Operation(operationId = "listInvitations", summary = "List invitations, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the invitations",
            content = @Content(schema = @Schema(implementation = InvitationPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public InvitationPage invitations(
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
        return invitations.list(caller.get(), id, cursor, limit);
    }

    @DELETE
    @Path("/{organization_id}/invitations/{invitation_id}")
    @Operation(operationId = "revokeInvitation", summary = "Withdraw an invitation that was not answered")
    @APIResponse(responseCode = "204", description = "Its link leads nowhere any more")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void revoke(
            @PathParam("organization_id") String id,
            @PathParam("invitation_id") String invitationId,
            @Context HttpServletRequest request) {
        limits.reading(request);
        invitations.revoke(caller.get(), id, invitationId);
    }
}
