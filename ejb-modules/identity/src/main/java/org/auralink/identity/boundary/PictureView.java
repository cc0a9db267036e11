package org.auralink.identity.boundary;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where somebody's picture is to be had. */
@Schema(name = "Picture")
public record PictureView(
        @Schema(
                nullable = true,
                description = "A path of this server, of a JPEG; null for none. Another picture has another")
        @Nullable
        String pictureUrl) {
    private static final String PATH = "/api/v1/pictures/";

    static PictureView of(@Nullable UUID id) {
        return new PictureView(id == null ? null : PATH + id);
    }

    @Override
    public String toString() {
        return "PictureView[redacted]";
    }
}
