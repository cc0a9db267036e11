package org.auralink.quality.boundary;

import java.math.BigDecimal;
import java.time.Instant;
import org.auralink.quality.entity.QualityIssue;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A rule that was broken for longer than it allows. */
@Schema(name = "QualityIssue")
public record IssueView(
        String issueId,
        String mediaSid,
        String identity,

        @Schema(enumeration = {"high_loss", "high_round_trip", "poor_score", "no_media"})
        String kind,

        @Schema(enumeration = {"warning", "critical"}) String severity,

        @Schema(description = "In the rule's unit: per cent, milliseconds, a score; 1 for no media")
        BigDecimal worst,

        BigDecimal threshold,
        Instant beganAt,

        @Schema(nullable = true, description = "Null while it lasts") @Nullable
        Instant endedAt) {

    static IssueView of(QualityIssue issue) {
        return new IssueView(
                issue.issueId().toString(),
                issue.mediaSid(),
                issue.identity(),
                issue.kind(),
                issue.severity(),
                issue.worst(),
                issue.threshold(),
                issue.beganAt(),
                issue.endedAt());
    }

    @Override
    public String toString() {
        return "IssueView[" + issueId + "]";
    }
}
