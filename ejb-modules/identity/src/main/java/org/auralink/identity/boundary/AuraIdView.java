package org.auralink.identity.boundary;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** By what a person is found, and what they may do about it. */
@Schema(name = "AuraId")
public record AuraIdView(
        String auraId,

        @Schema(nullable = true, description = "When it was changed last; null for never") @Nullable
        Instant changedAt,

        @Schema(nullable = true, description = "When it may be changed again; null for now") @Nullable
        Instant changeableAt,

        @Schema(description = "Those that the person gave up and nobody else gets, the newest first")
        List<Kept> kept) {
    public AuraIdView {
        kept = List.copyOf(kept);
    }

    /** An AuraID that the person may go back to. */
    @Schema(name = "KeptAuraId")
    public record Kept(String auraId, Instant keptUntil) {
        @Override
        public String toString() {
            return "Kept[redacted]";
        }
    }

    @Override
    public String toString() {
        return "AuraIdView[redacted]";
    }
}
