package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.tenancy.boundary.AuditPage;
import org.auralink.tenancy.boundary.AuditQuery;
import org.auralink.tenancy.boundary.AuditTrail;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what in the active organization. */
@Path("/audit")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class AuditResource {

    @Inject
    private AuditTrail audit;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(
            operationId = "listAuditEvents",
            summary = "List who did what, newest first",
            description =
                    "For the owner and the admins. Nobody can change or remove what stands here; it is forgotten when it is as old as the operator keeps it.")
    @APIResponse(
            responseCode = "200",
            description = "A part of what happened",
            content = @Content(schema = @Schema(implementation = AuditPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public AuditPage list(
            @Parameter(description = "Only this, such as member.removed") @QueryParam("action") @Nullable String action,
            @Parameter(description = "Only of this account") @QueryParam("actor_id") @Nullable String actorId,
            @Parameter(description = "Only what was done to this, such as user:…") @QueryParam("target") @Nullable
                    String target,
            @Parameter(description = "From this time on, such as 2027-01-31T12:00:00Z") @QueryParam("since") @Nullable
                    String since,
            @Parameter(description = "Before this time") @QueryParam("until") @Nullable String until,
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
        return audit.list(caller.get(), AuditQuery.of(action, actorId, target, since, until, cursor, limit));
    }
}
