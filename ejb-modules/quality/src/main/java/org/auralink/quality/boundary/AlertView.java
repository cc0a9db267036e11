package org.auralink.quality.boundary;

import java.time.Instant;
import java.util.UUID;
import org.auralink.quality.entity.QualityAlert;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that whoever runs the organization should look at. */
@Schema(name = "QualityAlert")
public record AlertView(
        String alertId,
        String callId,

        @Schema(enumeration = {"high_loss", "high_round_trip", "poor_score", "no_media"})
        String kind,

        @Schema(enumeration = {"warning", "critical"}) String severity,

        @Schema(enumeration = {"open", "acknowledged", "resolved"})
        String status,

        @Schema(description = "How many had the issue at once, at most")
        int people,

        Instant openedAt,
        @Schema(nullable = true) @Nullable Instant acknowledgedAt,

        @Schema(nullable = true, description = "An account's id") @Nullable
        String acknowledgedBy,

        @Schema(nullable = true) @Nullable Instant resolvedAt,

        @Schema(nullable = true, description = "An account's id; null when it passed by itself") @Nullable
        String resolvedBy) {

    static AlertView of(QualityAlert alert) {
        return new AlertView(
                alert.alertId().toString(),
                alert.callId().toString(),
                alert.kind(),
                alert.severity(),
                alert.status().wireName(),
                alert.people(),
                alert.openedAt(),
                alert.acknowledgedAt(),
                text(alert.acknowledgedBy()),
                alert.resolvedAt(),
                text(alert.resolvedBy()));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }

    @Override
    public String toString() {
        return "AlertView[" + alertId + "]";
    }
}
