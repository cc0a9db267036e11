package org.auralink.quality.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.OrganizationId;

/**
 * Everybody whose media is measured at present. Kept in memory of the server that follows their node; if another takes
 * over, it begins anew, and an issue is noticed half a minute later at most.
 */
@ApplicationScoped
public class Watches {
    private final Map<String, Watch> watches = bounded(Limits.WATCHED_PARTICIPANTS);
    private final Map<String, Optional<OrganizationId>> owners = bounded(Limits.REMEMBERED_ROOMS);
    private final Map<String, Moments> budgets = bounded(Limits.REMEMBERED_ROOMS);
    private final Map<String, String> nodes = bounded(Limits.WATCHED_PARTICIPANTS);

    /** Keeps what was used last. */
    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * Judges reports in their order.
     *
     * @param now whatever a node's clock says, if it differs by more than {@link Limits#CLOCK_DIFFERENCE}
     * @param whose finds the organizations of rooms that are calls; asked for rooms that are not known only
     * @return nothing of rooms that are nobody's call
     */
    public synchronized List<Judgement> judge(
            List<ParticipantQuality> reports, Instant now, Function<List<String>, Map<String, OrganizationId>> whose) {
        learn(reports.stream().map(ParticipantQuality::roomName), whose);
        List<Judgement> judgements = new ArrayList<>();
        for (ParticipantQuality report : reports) {
            owner(report.roomName()).ifPresent(organization -> judgements.add(judge(organization, report, now)));
        }
        return judgements;
    }

    /** Who came and went, as moments of their calls; the rest as {@link #judge}. */
    public synchronized List<Moment> moments(
            List<Movement> movements, Instant now, Function<List<String>, Map<String, OrganizationId>> whose) {
        learn(movements.stream().map(Movement::call), whose);
        List<Moment> moments = new ArrayList<>();
        for (Movement movement : movements) {
            owner(movement.call())
                    .filter(organization -> mayKeepMoment(movement.call(), now))
                    .ifPresent(organization -> moments.add(new Moment(
                            organization,
                            movement.call(),
                            movement.sid(),
                            movement.identity(),
                            trusted(movement.at(), now),
                            movement.kind(),
                            "")));
        }
        return moments;
    }

    private Optional<OrganizationId> owner(String room) {
        return owners.getOrDefault(room, Optional.empty());
    }

    private void learn(Stream<String> rooms, Function<List<String>, Map<String, OrganizationId>> whose) {
        List<String> unknown =
                rooms.distinct().filter(room -> !owners.containsKey(room)).toList();
        if (!unknown.isEmpty()) {
            Map<String, OrganizationId> found = new HashMap<>(whose.apply(unknown));
            unknown.forEach(room -> owners.put(room, Optional.ofNullable(found.get(room))));
        }
    }

    private boolean mayKeepMoment(String call, Instant now) {
        return budgets.computeIfAbsent(call, room -> new Moments(now)).take(now);
    }

    private static Instant trusted(Instant told, Instant now) {
        boolean wrong =
                told.isBefore(now.minus(Limits.CLOCK_DIFFERENCE)) || told.isAfter(now.plus(Limits.CLOCK_DIFFERENCE));
        return wrong ? now : told;
    }

    private Judgement judge(OrganizationId organization, ParticipantQuality report, Instant now) {
        Instant at = trusted(report.at(), now);
        Watch watch =
                watches.computeIfAbsent(report.roomName() + ' ' + report.participantSid(), joining -> new Watch());
        List<Finding> findings = watch.judge(report, at);
        List<Change> changes = new ArrayList<>(watch.follow(report, at));
        String node = nodes.put(report.roomName() + ' ' + report.identity(), report.nodeId());
        if (node != null && !node.equals(report.nodeId())) {
            changes.add(new Change("node_changed", report.nodeId()));
        }
        List<Moment> moments = changes.stream()
                .filter(change -> mayKeepMoment(report.roomName(), now))
                .map(change -> new Moment(
                        organization,
                        report.roomName(),
                        report.participantSid(),
                        report.identity(),
                        at,
                        change.kind(),
                        change.detail()))
                .toList();
        return new Judgement(organization, report, at, watch.keeps(at), findings, moments);
    }
}
