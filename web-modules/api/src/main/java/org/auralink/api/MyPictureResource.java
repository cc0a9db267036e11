package org.auralink.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.auralink.identity.boundary.OwnPicture;
import org.auralink.identity.boundary.PictureView;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.CurrentCaller;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the caller shows themselves to their contacts. */
@Path(MyPictureResource.PATH)
@RequestScoped
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Me")
@SecurityRequirement(name = "bearer")
@APIResponse(responseCode = "401", ref = "NotAuthenticated")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "429", ref = "RateLimited")
@APIResponse(responseCode = "503", ref = "DependencyUnavailable")
public class MyPictureResource {
    static final String PATH = "/me/picture";

    @Inject
    private OwnPicture picture;

    @Inject
    private CurrentCaller caller;

    @Inject
    private CallerLimits limits;

    @GET
    @Operation(operationId = "readMyPicture", summary = "Read where one's picture is to be had")
    @APIResponse(
            responseCode = "200",
            description = "Where it is",
            content = @Content(schema = @Schema(implementation = PictureView.class)))
    public PictureView get(@Context HttpServletRequest request) {
        limits.reading(request);
        return picture.read(caller.get());
    }

    @PUT
    @Consumes({"image/png", "image/jpeg"})
    @Operation(
            operationId = "changeMyPicture",
            summary = "Show another picture of oneself",
            description =
                    "At most 1 MiB and 4194304 pixels. The middle of it is drawn anew as a JPEG of 256 pixels on each side, and nothing else of it is kept. Which side is up is told by the pixels alone.")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = "image/png", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "image/jpeg", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(
            responseCode = "200",
            description = "Where it is",
            content = @Content(schema = @Schema(implementation = PictureView.class)))
    @APIResponse(responseCode = "400", ref = "ValidationFailed")
    @APIResponse(responseCode = "404", ref = "NotFound")
    @APIResponse(responseCode = "408", ref = "RequestTimeout")
    @APIResponse(responseCode = "413", ref = "PayloadTooLarge")
    public PictureView change(byte @Nullable [] sent, @Context HttpServletRequest request) {
        limits.drawing(request);
        return picture.change(caller.get(), sent == null ? new byte[0] : sent);
    }

    @DELETE
    @Operation(operationId = "deleteMyPicture", summary = "Show no picture of oneself")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", ref = "NotFound")
    public void remove(@Context HttpServletRequest request) {
        limits.reading(request);
        picture.remove(caller.get());
    }
}
