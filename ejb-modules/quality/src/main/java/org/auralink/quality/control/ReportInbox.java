package org.auralink.quality.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.quality.entity.Limits;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Reports between the thread that reads a node's events, which must not wait for the database, and the one that writes
 * them. When there are too many the newest are dropped and counted.
 */
@ApplicationScoped
public class ReportInbox {
    /** Reports that were not written, since the start; described in docs/control-plane.md. */
    public static final String DROPPED = "auralink_quality_reports_dropped";

    private final BlockingQueue<ParticipantQuality> waiting = new ArrayBlockingQueue<>(Limits.WAITING_REPORTS);
    private final BlockingQueue<Movement> moving = new ArrayBlockingQueue<>(Limits.WAITING_REPORTS);

    @Inject
    @Nullable
    Instance<MetricRegistry> metrics;

    private @Nullable Counter dropped;

    @PostConstruct
    void count() {
        Instance<MetricRegistry> found = metrics;
        dropped = found == null || !found.isResolvable() ? null : found.get().counter(DROPPED);
    }

    /** Takes a report; false when it is dropped. */
    public boolean offer(ParticipantQuality report) {
        boolean taken = waiting.offer(report);
        if (!taken) {
            dropped(1);
        }
        return taken;
    }

    /** Takes that somebody came or went; false when it is dropped, and only the timeline lacks it. */
    public boolean offer(Movement movement) {
        return moving.offer(movement);
    }

    /** The oldest of them, {@link Limits#REPORTS_AT_ONCE} at most. */
    public List<Movement> takeMovements() {
        List<Movement> taken = new ArrayList<>();
        moving.drainTo(taken, Limits.REPORTS_AT_ONCE);
        return taken;
    }

    /** The oldest reports, {@link Limits#REPORTS_AT_ONCE} at most. */
    public List<ParticipantQuality> take() {
        List<ParticipantQuality> taken = new ArrayList<>();
        waiting.drainTo(taken, Limits.REPORTS_AT_ONCE);
        return taken;
    }

    /** So many reports could not be written. */
    public void dropped(int reports) {
        Counter counter = dropped;
        if (counter != null) {
            counter.inc(reports);
        }
    }
}
