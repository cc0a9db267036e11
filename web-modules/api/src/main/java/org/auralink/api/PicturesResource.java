package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.auralink.identity.boundary.Pictures;
import org.auralink.shared.Refusal;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.limits.RequestLimits;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Clients;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Pictures of people, for browsers, which send no token with an image: to know where one is, is the permission. */
@Path("/pictures/{picture_id}")
@RequestScoped
@Tag(name = "Contacts")
@APIResponse(responseCode = "404", ref = "NotFound")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class PicturesResource {
    /** What an id stands for never changes. A day, because a picture that is gone should be gone. */
    private static final String KEPT = "private, max-age=86400, immutable";

    @Inject
    private Pictures pictures;

    @Inject
    private Guards guards;

    @Inject
    private Clients clients;

    @Inject
    private RateLimiter limiter;

    @Inject
    private RequestLimits limits;

    @GET
    @Produces("image/jpeg")
    @Operation(operationId = "readPicture", summary = "Get a picture of somebody")
    @APIResponse(
            responseCode = "200",
            description = "The picture, 256 pixels on each side",
            content = @Content(mediaType = "image/jpeg", schema = @Schema(type = SchemaType.STRING, format = "binary")))
    public Response get(@PathParam("picture_id") String id, @Context HttpServletRequest request) {
        limiter.take(limits.readByAddress(), clients.of(request));
        byte[] image = guards.database()
                .repeatably(() -> pictures.image(id))
                .orElseThrow(() -> Refusal.notFound("There is no such picture.").asException());
        // That it is nothing but a picture of this site's pages, every answer says (AnswerHeadersFilter).
        return Response.ok(image, "image/jpeg").header("Cache-Control", KEPT).build();
    }
}
