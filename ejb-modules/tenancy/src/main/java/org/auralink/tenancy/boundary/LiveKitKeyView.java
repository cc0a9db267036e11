package org.auralink.tenancy.boundary;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An API key in the form that LiveKit's server SDKs and its CLI take. Does not print the secret. */
@Schema(name = "LiveKitKey")
public record LiveKitKeyView(
        @Schema(
                nullable = true,
                description = "LIVEKIT_URL: any of the media nodes; null when the server knows no single one")
        @Nullable
        String url,

        @Schema(description = "LIVEKIT_API_KEY") String apiKey,

        @Schema(description = "LIVEKIT_API_SECRET") String apiSecret) {
    @Override
    public String toString() {
        return "LiveKitKeyView[" + apiKey + "]";
    }
}
