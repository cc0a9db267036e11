package org.auralink.tenancy.boundary;

import java.time.Duration;
import org.auralink.shared.Refusal;
import org.auralink.tenancy.entity.Limits;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a key is to be replaced. Not checked yet. */
@Schema(name = "KeyRotation")
public record KeyRotation(
        @Schema(
                minimum = "0",
                maximum = "604800",
                defaultValue = "86400",
                description = "How long the key before works on")
        @Nullable
        Integer overlapSeconds) {
    private static final int A_DAY = 86_400;

    /** @throws org.auralink.shared.RefusedException invalid, naming {@code overlap_seconds} */
    Duration overlap() {
        int seconds = overlapSeconds == null ? A_DAY : overlapSeconds;
        if (seconds < 0 || seconds > Limits.KEY_OVERLAP_MOST.toSeconds()) {
            throw Refusal.invalid("overlap_seconds", "must be from 0 to " + Limits.KEY_OVERLAP_MOST.toSeconds() + ".")
                    .asException();
        }
        return Duration.ofSeconds(seconds);
    }
}
