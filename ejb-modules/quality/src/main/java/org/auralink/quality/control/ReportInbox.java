package org.auralink.quality.control;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.metrics.Metrics;

/**
 * Reports between the thread that reads a node's events, which must not wait for the database, and the one that writes
 * them. When there are too many the newest are dropped and counted.
 */
@ApplicationScoped
public class ReportInbox {
    private static final Counter DROPPED = Metrics.counter(
            "auralink_quality_reports_dropped",
            "Reports of participants' media that were not written, because the database was away or too slow.");

    private final BlockingQueue<ParticipantQuality> waiting = new ArrayBlockingQueue<>(Limits.WAITING_REPORTS);
    private final BlockingQueue<Movement> moving = new ArrayBlockingQueue<>(Limits.WAITING_REPORTS);

    /** Has the class loaded at deployment, so that its metrics read 0 from the start. */
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Loaded by being called.
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
        DROPPED.inc(reports);
    }
}
