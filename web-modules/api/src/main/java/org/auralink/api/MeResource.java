package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.shared.Caller;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.shared.web.Operators;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The caller. */
@Path("/me")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class MeResource {

    @Inject
    private CurrentCaller caller;

    @Inject
    private Operators operators;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(operationId = "readMe", summary = "Read who one is here, and whether one operates the server")
    @APIResponse(
            responseCode = "200",
            description = "The caller",
            content = @Content(schema = @Schema(implementation = MeView.class)))
    public MeView get(@Context HttpServletRequest request) {
        Caller me = caller.get();
        limits.reading(request);
        return new MeView(
                me.userId().value().toString(), me.organizationId().value().toString(), operators.includes(me));
    }
}
