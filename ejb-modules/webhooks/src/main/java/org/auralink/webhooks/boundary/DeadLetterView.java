package org.auralink.webhooks.boundary;

import java.time.Instant;
import org.auralink.webhooks.entity.DeadLetter;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What could not be delivered. */
@Schema(name = "DeadLetter")
public record DeadLetterView(
        String deadLetterId,

        @Schema(enumeration = {"webhooks"}) String queue,

        @Schema(description = "What the endpoint's deliveries list it under")
        String deliveryId,

        @Schema(description = "What was to be sent, as it was sent")
        String payload,

        @Schema(description = "Why the last attempt failed") String error,

        int attempts,
        Instant firstAttemptAt,
        Instant lastAttemptAt,
        Instant createdAt) {

    static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.id().toString(),
                letter.queue(),
                letter.deliveryId().toString(),
                letter.payload(),
                letter.error(),
                letter.attempts(),
                letter.firstAttemptAt(),
                letter.lastAttemptAt(),
                letter.createdAt());
    }

    @Override
    public String toString() {
        return "DeadLetterView[" + deadLetterId + "]";
    }
}
