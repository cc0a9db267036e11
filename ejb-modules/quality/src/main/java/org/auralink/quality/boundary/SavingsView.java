package org.auralink.quality.boundary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a call took towards its receivers, and what it would have taken otherwise, over the time that was measured. */
@Schema(name = "CallSavings")
public record SavingsView(
        String callId,

        @Schema(
                description =
                        "Of all participants together. Only time of which the media node told what the baselines are "
                                + "counts, here and in everything else")
        long measuredSeconds,

        @Schema(description = "What was sent to all participants: RTP, with sound, retransmissions and probes")
        long sentBytes,

        @Schema(description = "What would have been sent otherwise: adaptive_stream, then best_layer")
        List<Baseline> baselines,

        @Schema(description = "Each over all of their joinings; the 50 to whom most was sent, that one first")
        List<Participant> participants,

        @Schema(description = "Whether there are more participants than are told here; the sums are of all")
        boolean truncated) {

    /** Another way of sending. */
    @Schema(name = "SavingsBaseline")
    public record Baseline(
            @Schema(
                    enumeration = {"adaptive_stream", "best_layer"},
                    description =
                            "adaptive_stream: of each track the layer that the client asked for, as simulcast with "
                                    + "LiveKit's adaptive stream. best_layer: of each track the best layer that its publisher "
                                    + "sent. Both with the sound, and no more than the connection carries")
            String name,

            @Schema(description = "Without retransmissions and probes")
            long bytes,

            @Schema(description = "By how much less was sent; negative when it was more")
            long savedBytes,

            @Schema(nullable = true, description = "Of bytes, with one decimal; null when bytes is 0") @Nullable
            BigDecimal savedPercent) {

        static Baseline of(String name, long bytes, long sentBytes) {
            long saved = bytes - sentBytes;
            BigDecimal percent = bytes == 0
                    ? null
                    : BigDecimal.valueOf(saved)
                            .movePointRight(2)
                            .divide(BigDecimal.valueOf(bytes), 1, RoundingMode.HALF_UP);
            return new Baseline(name, bytes, saved, percent);
        }
    }

    /** The same of one of them. */
    @Schema(name = "ParticipantSavings")
    public record Participant(
            @Schema(description = "The account's id, or guest_… for a guest")
            String identity,

            long measuredSeconds,
            long sentBytes,
            long adaptiveStreamBytes,
            long bestLayerBytes) {

        @Override
        public String toString() {
            return "Participant[" + sentBytes + " bytes]";
        }
    }
}
