package org.auralink.webhooks.boundary;

import java.time.Duration;
import org.auralink.shared.Refusal;
import org.auralink.webhooks.entity.Limits;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a secret is to be replaced. Not checked yet. */
@Schema(name = "SecretRotation")
public record SecretRotation(
        @Schema(
                minimum = "0",
                maximum = "604800",
                defaultValue = "86400",
                description = "How long the secret before goes on being used too; 0 when others may know it")
        @Nullable
        Integer overlapSeconds) {

    Duration overlap() {
        if (overlapSeconds == null) {
            return Limits.USUAL_OVERLAP;
        }
        if (overlapSeconds < 0 || overlapSeconds > Limits.LONGEST_OVERLAP.toSeconds()) {
            throw Refusal.invalid("overlap_seconds", "must be from 0 to " + Limits.LONGEST_OVERLAP.toSeconds() + ".")
                    .asException();
        }
        return Duration.ofSeconds(overlapSeconds);
    }
}
