package org.auralink.quality.boundary;

import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How one joining was over time: lists of equal length, one value for each point, null where nothing was measured. */
@Schema(name = "QualitySeries")
public record SeriesView(
        @Schema(description = "LiveKit's id of the joining, PA_…")
        String mediaSid,

        @Schema(description = "The account's id, or guest_… for a guest")
        String identity,

        @Schema(description = "Which points have values, counted from 0 at the answer's from, in ascending order")
        List<Integer> points,

        @Schema(description = "Mean opinion score, 1 to 4.5; the worst of each point")
        List<BigDecimal> score,

        @Schema(description = "On the way to the node; the worst of each point")
        List<BigDecimal> lossUpPercent,

        @Schema(description = "On the way to the participant; the worst of each point")
        List<BigDecimal> lossDownPercent,

        @Schema(description = "In the worse direction; the worst of each point")
        List<Integer> jitterMs,

        @Schema(description = "The worst of each point; null while nothing is received")
        List<@Nullable Integer> roundTripMs,

        List<Long> bitrateUpBps,
        List<Long> bitrateDownBps,

        @Schema(description = "What it published when it was last heard")
        List<TrackView> tracks,

        @Schema(description = "What it was sent of the others' videos when it was last heard of; 16 at most")
        List<ReceivedView> received) {

    @Override
    public String toString() {
        return "SeriesView[" + mediaSid + "]";
    }
}
