package org.auralink.quality.boundary;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a call was, as far as its measurements are kept. */
@Schema(name = "CallQuality")
public record QualityView(
        @Schema(nullable = true, description = "Time of point 0; null when nothing was measured") @Nullable
        Instant from,

        @Schema(description = "Between two points") int stepSeconds,

        @Schema(description = "One for each joining, in their order; the first 50 of the call")
        List<SeriesView> series,

        @Schema(description = "In their order; the first 1000 of the call")
        List<MomentView> moments,

        @Schema(description = "In the order of their beginning; the first 500 of the call")
        List<IssueView> issues,

        @Schema(description = "Whether there is more than is told here")
        boolean truncated) {}
