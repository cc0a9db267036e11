package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.identity.boundary.AuraIdChange;
import org.auralink.identity.boundary.AuraIdView;
import org.auralink.identity.boundary.OwnName;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** By what the caller is found. */
@Path("/me/aura-id")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class MyAuraIdResource {
    @Inject
    private OwnName name;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(operationId = "readMyAuraId", summary = "Read one's AuraID, and when it may be changed")
    @APIResponse(
            responseCode = "200",
            description = "The AuraID",
            content = @Content(schema = @Schema(implementation = AuraIdView.class)))
    public AuraIdView get(@Context HttpServletRequest request) {
        limits.reading(request);
        return name.read(caller.get());
    }

    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeMyAuraId",
            summary = "Choose another AuraID",
            description =
                    "At most every 30 days. The one before is kept for one for 90 days, in which nobody else gets it and it leads to nobody. Access tokens name the new one from the next refresh on.")
    @APIResponse(
            responseCode = "200",
            description = "The AuraID",
            content = @Content(schema = @Schema(implementation = AuraIdView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public AuraIdView change(@Nullable AuraIdChange change, @Context HttpServletRequest request) {
        limits.reading(request);
        return name.change(caller.get(), change == null ? new AuraIdChange(null) : change);
    }
}
