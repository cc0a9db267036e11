package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.media.boundary.StockNodes;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.web.Clients;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Where a stock LiveKit server that is one of the media nodes sends what happens in its rooms. No part of what people's
 * programs call, so the description of the API is silent about it; docs/operating/livekit-server.md is not.
 */
@Path("/media-webhooks")
@RequestScoped
public class MediaWebhooksResource {

    @Inject
    private StockNodes nodes;

    @Inject
    private Clients clients;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    /**
     * LiveKit sends again what is answered by anything but 2xx.
     *
     * @param node the server's address as the settings have it, which the webhook itself does not tell
     */
    @POST
    @Consumes({"application/webhook+json", MediaType.APPLICATION_JSON})
    @Operation(hidden = true)
    public void receive(
            @QueryParam("node") @Nullable String node,
            @HeaderParam("Authorization") @Nullable String authorization,
            byte[] body,
            @Context HttpServletRequest http) {
        limiter.take(limits.readByAddress(), clients.of(http));
        nodes.receive(node == null ? "" : node, authorization == null ? "" : authorization, body);
    }
}
