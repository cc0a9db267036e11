package org.auralink.webhooks.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as it is asked for. Not checked yet. */
@Schema(name = "NewWebhookEndpoint")
public record NewWebhookEndpoint(
        @Schema(
                required = true,
                minLength = 1,
                maxLength = 2048,
                description = "https, or http where the operator allows it")
        @Nullable
        String url,

        @Schema(maxLength = 200, defaultValue = "") @Nullable
        String description,

        @Schema(description = "Names of events, call.* for all that begin so, * for all. Left out, call.*") @Nullable
        List<String> events,

        @Schema(defaultValue = "true") @Nullable Boolean enabled) {}
