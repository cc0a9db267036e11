package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.quality.boundary.AlertPage;
import org.auralink.quality.boundary.AlertQuery;
import org.auralink.quality.boundary.AlertView;
import org.auralink.quality.boundary.QualityAlerts;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What those who run the caller's organization should look at. */
@Path("/quality-alerts")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Quality")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class QualityAlertsResource {

    @Inject
    private QualityAlerts alerts;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(operationId = "listQualityAlerts", summary = "List alerts, newest first")
    @APIResponse(
            responseCode = "200",
            description = "A part of the alerts",
            content = @Content(schema = @Schema(implementation = AlertPage.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    public AlertPage list(
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
            @Parameter(schema = @Schema(enumeration = {"open", "acknowledged", "resolved"}))
                    @QueryParam("status")
                    @Nullable
                    String status,
            @Context HttpServletRequest request) {
        limits.reading(request);
        return alerts.list(caller.get(), AlertQuery.of(status, cursor, limit));
    }

    @POST
    @Path("/{alert_id}/acknowledge")
    @Operation(operationId = "acknowledgeQualityAlert", summary = "Say that somebody looks into an alert")
    @APIResponse(
            responseCode = "200",
            description = "The alert; one that was acknowledged already is as it was",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public AlertView acknowledge(@PathParam("alert_id") String alertId, @Context HttpServletRequest request) {
        limits.reading(request);
        return alerts.acknowledge(caller.get(), alertId);
    }

    @POST
    @Path("/{alert_id}/resolve")
    @Operation(
            operationId = "resolveQualityAlert",
            summary = "Say that nothing is to be done any more",
            description = "The issues that are there now open no other alert.")
    @APIResponse(
            responseCode = "200",
            description = "The alert; one that was resolved already is as it was",
            content = @Content(schema = @Schema(implementation = AlertView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public AlertView resolve(@PathParam("alert_id") String alertId, @Context HttpServletRequest request) {
        limits.reading(request);
        return alerts.resolve(caller.get(), alertId);
    }
}
