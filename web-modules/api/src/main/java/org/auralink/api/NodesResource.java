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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.auralink.media.boundary.NodeList;
import org.auralink.media.boundary.NodeView;
import org.auralink.media.boundary.Nodes;
import org.auralink.shared.web.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The media nodes, for those who operate the server. */
@Path("/nodes")
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Nodes", description = "For the accounts that the setting auralink.operator.accounts lists")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class NodesResource {

    @Inject
    private Nodes nodes;

    @Inject
    private OperatorAccess operators;

    @GET
    @Operation(operationId = "listNodes", summary = "List the media nodes that announce themselves now")
    @APIResponse(
            responseCode = "200",
            description = "The nodes",
            content = @Content(schema = @Schema(implementation = NodeList.class)))
    public NodeList list(@Context HttpServletRequest request) {
        operators.require(request);
        return nodes.list();
    }

    @GET
    @Path("/{node_id}")
    @Operation(operationId = "getNode", summary = "Read a media node, and how far it is emptied")
    @APIResponse(
            responseCode = "200",
            description = "The node",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    public NodeView get(@PathParam("node_id") String nodeId, @Context HttpServletRequest request) {
        operators.require(request);
        return nodes.get(nodeId);
    }

    @POST
    @Path("/{node_id}/drain")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "drainNode",
            summary = "Empty a media node",
            description = "It opens no new rooms from now on. Calls go on there until the deadline, and then at other "
                    + "nodes. Once more gives another deadline.")
    @APIResponse(
            responseCode = "202",
            description = "The node as it is now",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public Response drain(
            @PathParam("node_id") String nodeId, @Nullable DrainRequest drain, @Context HttpServletRequest request) {
        operators.require(request);
        return Response.accepted(nodes.drain(nodeId, drain == null ? null : drain.deadlineSeconds()))
                .build();
    }

    @DELETE
    @Path("/{node_id}/drain")
    @Operation(operationId = "cancelDrain", summary = "Let a media node open rooms again")
    @APIResponse(
            responseCode = "200",
            description = "The node as it is now",
            content = @Content(schema = @Schema(implementation = NodeView.class)))
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "409", ref = "StateConflict")
    public NodeView cancelDrain(@PathParam("node_id") String nodeId, @Context HttpServletRequest request) {
        operators.require(request);
        return nodes.cancelDrain(nodeId);
    }
}
