package org.auralink.api;

import java.time.Instant;
import java.util.List;
import org.auralink.findings.Finding;
import org.auralink.shared.health.Examination;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What this server found when it looked at what can be wrong. */
@Schema(name = "FindingList")
public record FindingList(
        @Schema(description = "The worst first, and what is fine at the end")
        List<View> items,

        @Schema(nullable = true, description = "Always null: findings fit on one page") @Nullable
        String nextCursor,

        @Schema(description = "When it was looked for") Instant examinedAt) {

    /** What was found about one thing. */
    @Schema(name = "Finding")
    public record View(
            @Schema(description = "What was looked at: one of the checks of docs/operating/doctor.md")
            String id,

            @Schema(
                    enumeration = {"ok", "warning", "error"},
                    description = "error: does not work for somebody. warning: somebody should look at it")
            String severity,

            @Schema(description = "Which of several such things, in words")
            String subject,

            @Schema(description = "A sentence") String found,

            @Schema(description = "What to do about it; empty when it is fine")
            String change) {

        static View of(Finding finding) {
            return new View(
                    finding.check().id(),
                    finding.severity().wireName(),
                    finding.subject(),
                    finding.found(),
                    finding.change());
        }
    }

    static FindingList of(Examination.Result result) {
        return new FindingList(result.findings().stream().map(View::of).toList(), null, result.at());
    }
}
