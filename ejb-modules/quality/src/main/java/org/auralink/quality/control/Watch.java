package org.auralink.quality.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.ParticipantQuality.Published;
import org.auralink.media.connector.ParticipantQuality.Quality;
import org.auralink.media.connector.ParticipantQuality.Received;
import org.auralink.quality.entity.IssueKind;
import org.auralink.quality.entity.Limits;
import org.jspecify.annotations.Nullable;

/** Follows the reports of one joining: which rules are broken and for how long, and what is different from before. */
final class Watch {
    private static final String SCREEN = "screen_share";

    private @Nullable ParticipantQuality before;
    private Instant beforeAt = Instant.EPOCH;
    private Instant keptAt = Instant.EPOCH;
    private final Map<IssueKind, Breach> breaches = new EnumMap<>(IssueKind.class);

    /** A rule that is broken at present, or was a moment ago. */
    private static final class Breach {
        private final Instant since;
        private boolean issue;
        private int good;

        Breach(Instant since) {
            this.since = since;
        }
    }

    /** Whether the measurements of a report are to be kept. */
    boolean keeps(Instant at) {
        if (at.isBefore(keptAt.plus(Limits.LEAST_SPACING)) && !at.isBefore(keptAt.minus(Limits.CLOCK_DIFFERENCE))) {
            return false;
        }
        keptAt = at;
        return true;
    }

    /** What a report says about the rules. */
    List<Finding> judge(ParticipantQuality report, Instant at) {
        List<Finding> findings = new ArrayList<>();
        boolean continuous = before != null && Duration.between(beforeAt, at).compareTo(Limits.CONTINUOUS) <= 0;
        Instant from = continuous ? beforeAt : at;
        for (IssueKind kind : IssueKind.values()) {
            Finding finding = judge(kind, value(kind, report), from, at);
            if (finding != null) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private @Nullable Finding judge(IssueKind kind, double value, Instant from, Instant at) {
        Breach breach = breaches.get(kind);
        if (kind.isBrokenBy(value)) {
            Breach present = breach == null ? new Breach(from) : breach;
            breaches.put(kind, present);
            present.good = 0;
            boolean lasts = Duration.between(present.since, at).compareTo(kind.lasting()) >= 0;
            present.issue |= lasts;
            return present.issue ? new Finding(kind, false, value, present.since) : null;
        }
        if (breach == null) {
            return null;
        }
        if (!breach.issue) {
            breaches.remove(kind);
            return null;
        }
        breach.good++;
        if (breach.good < Limits.GOOD_REPORTS) {
            return null;
        }
        breaches.remove(kind);
        return new Finding(kind, true, value, breach.since);
    }

    /** In the rule's unit; what was not measured breaks no rule. */
    private static double value(IssueKind kind, ParticipantQuality report) {
        return switch (kind) {
            case HIGH_LOSS -> Math.max(report.up().lossPercent(), report.down().lossPercent());
            case HIGH_ROUND_TRIP -> report.roundTripMs() == null ? 0 : report.roundTripMs();
            case POOR_SCORE -> report.score();
            case NO_MEDIA -> isSilent(report) ? 1 : 0;
        };
    }

    /** A screen that does not move sends next to nothing, so it proves nothing. */
    private static boolean isSilent(ParticipantQuality report) {
        return report.quality() == Quality.LOST
                || report.published().stream()
                        .anyMatch(track -> !track.muted()
                                && track.wanted()
                                && track.layer() < 0
                                && !track.source().equals(SCREEN));
    }

    /** What is different from the report before, which this one replaces. */
    List<Change> follow(ParticipantQuality report, Instant at) {
        ParticipantQuality last = before;
        before = report;
        beforeAt = at;
        List<Change> changes = new ArrayList<>();
        if (last == null) {
            return changes;
        }
        boolean lost = report.quality() == Quality.LOST;
        if (lost != (last.quality() == Quality.LOST)) {
            changes.add(new Change(lost ? "interrupted" : "restored", ""));
        }
        if (report.resumptions() > last.resumptions()) {
            changes.add(new Change("resumed", ""));
        }
        tracks(last.published(), report.published(), changes);
        int layers = layers(last.received(), report.received());
        if (layers != 0) {
            changes.add(new Change(layers > 0 ? "layer_up" : "layer_down", ""));
        }
        return changes;
    }

    private static void tracks(List<Published> before, List<Published> after, List<Change> changes) {
        Map<String, Published> known = new HashMap<>();
        before.forEach(track -> known.put(track.sid(), track));
        for (Published track : after) {
            Published last = known.remove(track.sid());
            if (last == null) {
                changes.add(new Change("published", track.source()));
            } else if (last.muted() != track.muted()) {
                changes.add(new Change(track.muted() ? "muted" : "unmuted", track.source()));
            }
        }
        known.values().forEach(gone -> changes.add(new Change("unpublished", gone.source())));
    }

    /** Whether what it is sent became better (1) or worse (-1). Beginnings, ends and pauses are neither. */
    private static int layers(List<Received> before, List<Received> after) {
        Map<String, Integer> known = new HashMap<>();
        before.forEach(track -> known.put(track.sid(), track.layer()));
        boolean better = false;
        for (Received track : after) {
            int last = known.getOrDefault(track.sid(), -1);
            if (last >= 0 && track.layer() >= 0 && track.layer() < last) {
                return -1;
            }
            better |= last >= 0 && track.layer() > last;
        }
        return better ? 1 : 0;
    }
}
