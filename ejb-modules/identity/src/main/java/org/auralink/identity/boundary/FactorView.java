package org.auralink.identity.boundary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.auralink.identity.entity.Factor;
import org.jspecify.annotations.Nullable;

/** A second factor as Supabase shows it, without what it proves itself with. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FactorView(
        UUID id,
        Instant createdAt,
        Instant updatedAt,
        String status,
        String friendlyName,
        String factorType,
        @Nullable Instant lastChallengedAt) {

    static FactorView of(Factor factor) {
        return new FactorView(
                factor.id(),
                factor.createdAt(),
                factor.updatedAt(),
                factor.status(),
                factor.friendlyName(),
                factor.type().word(),
                factor.lastChallengedAt());
    }

    @Override
    public String toString() {
        return "FactorView[redacted]";
    }
}
