package org.auralink.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * The description of this API. It is {@code docs/openapi.yaml}, packed with the application; a test fails when that
 * differs from what MicroProfile OpenAPI reads from the annotations.
 */
@Path("/openapi")
public class OpenApiResource {

    @GET
    @Produces("application/yaml")
    @Operation(hidden = true)
    public byte[] get() throws IOException {
        try (InputStream document = OpenApiResource.class.getResourceAsStream("/openapi.yaml")) {
            return Objects.requireNonNull(document, "the build packs docs/openapi.yaml")
                    .readAllBytes();
        }
    }
}
