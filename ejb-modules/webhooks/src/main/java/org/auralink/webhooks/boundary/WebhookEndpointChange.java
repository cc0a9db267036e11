package org.auralink.webhooks.boundary;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to change about an endpoint; what is left out stays. Not checked yet. */
@Schema(name = "WebhookEndpointChange")
public record WebhookEndpointChange(
        @Schema(minLength = 1, maxLength = 2048) @Nullable String url,
        @Schema(maxLength = 200) @Nullable String description,
        @Nullable List<String> events,

        @Schema(description = "Off, it is told nothing, and what waits for it waits on") @Nullable
        Boolean enabled) {}
