package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.identity.boundary.Devices;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.Clients;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where the caller is signed in. */
@Path("/me/sessions")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class MySessionsResource {
    @Inject
    private Devices devices;

    @Inject
    private CurrentCaller caller;

    @Inject
    private Clients clients;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    @GET
    @Operation(
            operationId = "listMySessions",
            summary = "List where one is signed in, the last used first",
            description = "No network address is kept with a session.")
    @APIResponse(
            responseCode = "200",
            description = "All sessions",
            content = @Content(schema = @Schema(implementation = DeviceList.class)))
    public DeviceList list(@Context HttpServletRequest request) {
        take(request);
        return DeviceList.of(devices.of(caller.get()));
    }

    @DELETE
    @Path("{session_id}")
    @Operation(
            operationId = "endMySession",
            summary = "Sign out of one device",
            description = "Its access tokens are worth nothing from then on.")
    @APIResponse(responseCode = "204", description = "It has ended")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void end(@PathParam("session_id") String sessionId, @Context HttpServletRequest request) {
        take(request);
        devices.end(caller.get(), sessionId);
    }

    private void take(HttpServletRequest request) {
        limiter.take(limits.readByAddress(), clients.of(request));
        limiter.take(limits.readByAccount(), caller.get().userId().value().toString());
    }
}
