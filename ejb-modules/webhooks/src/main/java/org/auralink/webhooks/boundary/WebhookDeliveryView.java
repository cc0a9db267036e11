package org.auralink.webhooks.boundary;

import java.time.Instant;
import org.auralink.webhooks.entity.WebhookDelivery;
import org.auralink.webhooks.entity.WebhookEvent;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One event on its way to one endpoint. */
@Schema(name = "WebhookDelivery")
public record WebhookDeliveryView(
        String deliveryId,

        @Schema(description = "The id in the body: the same in each delivery of the event")
        String eventId,

        String eventType,
        @Schema(nullable = true) @Nullable String callId,

        @Schema(description = "Counts the events of the call from 1")
        long sequence,

        @Schema(
                enumeration = {"pending", "delivered", "dead", "dropped"},
                description = "dead: stands among the dead letters, and what comes after it in its call waits")
        String status,

        int attempts,

        @Schema(nullable = true, description = "Of the receiver's last answer") @Nullable
        Integer lastStatus,

        @Schema(nullable = true, description = "Why the last attempt was no success") @Nullable
        String lastError,

        @Schema(nullable = true) @Nullable Integer lastDurationMs,
        @Schema(nullable = true) @Nullable Instant lastAttemptAt,

        @Schema(nullable = true, description = "When it may be tried next; null once it is finished") @Nullable
        Instant nextAttemptAt,

        Instant createdAt,
        @Schema(nullable = true) @Nullable Instant finishedAt,

        @Schema(description = "What is sent, as it is sent") String body) {

    static WebhookDeliveryView of(WebhookDelivery delivery, WebhookEvent event) {
        return new WebhookDeliveryView(
                delivery.id().toString(),
                event.id().toString(),
                event.typeName(),
                event.callId() == null ? null : event.callId().toString(),
                delivery.sequence(),
                delivery.status().wireName(),
                delivery.attempts(),
                delivery.lastStatus(),
                delivery.lastError(),
                delivery.lastDurationMs(),
                delivery.lastAttemptAt(),
                delivery.finishedAt() == null ? delivery.dueAt() : null,
                delivery.createdAt(),
                delivery.finishedAt(),
                event.body());
    }

    @Override
    public String toString() {
        return "WebhookDeliveryView[" + deliveryId + "]";
    }
}
