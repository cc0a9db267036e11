package org.auralink.webhooks.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.auralink.webhooks.entity.SigningSecret;
import org.auralink.webhooks.entity.WebhookEndpoint;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An endpoint as those who run its organization see it. */
@Schema(name = "WebhookEndpoint")
public record WebhookEndpointView(
        @Schema(description = "UUID; also the key that signatures name as their issuer")
        String endpointId,

        String url,
        String description,
        List<String> events,
        boolean enabled,
        Instant createdAt,

        @Schema(
                nullable = true,
                description =
                        "It failed five times in a row: until then it is left alone, and then one delivery finds out")
        @Nullable
        Instant pausedUntil,

        @Schema(description = "Events that were not kept for it, because 5000 of the organization's waited already")
        long missedEvents,

        @Schema(nullable = true) @Nullable Instant missedSince,

        @Schema(description = "What requests are signed with. Told once, to who makes or replaces it")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String secret) {

    static WebhookEndpointView of(WebhookEndpoint endpoint) {
        return of(endpoint, null);
    }

    static WebhookEndpointView of(WebhookEndpoint endpoint, @Nullable SigningSecret secret) {
        return new WebhookEndpointView(
                endpoint.id().toString(),
                endpoint.url().toString(),
                endpoint.description(),
                endpoint.filter().names(),
                endpoint.isEnabled(),
                endpoint.createdAt(),
                endpoint.pausedUntil(),
                endpoint.missed(),
                endpoint.missedSince(),
                secret == null ? null : secret.value());
    }

    @Override
    public String toString() {
        return "WebhookEndpointView[" + endpointId + "]";
    }
}
