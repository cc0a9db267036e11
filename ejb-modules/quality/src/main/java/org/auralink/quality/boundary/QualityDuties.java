package org.auralink.quality.boundary;

import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.calls.boundary.CallTenants;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.quality.control.Days;
import org.auralink.quality.control.Judgement;
import org.auralink.quality.control.Moment;
import org.auralink.quality.control.Movement;
import org.auralink.quality.control.QualitySettings;
import org.auralink.quality.control.ReportInbox;
import org.auralink.quality.control.Watches;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.web.Starting;
import org.auralink.shared.web.Stopping;

/**
 * What is done again and again. On every server of the application: reports are written where they came in, and of the
 * rest it does not matter which does it, or whether two do. Each step has a transaction of its own.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class QualityDuties {
    private static final Logger LOG = Logger.getLogger(QualityDuties.class.getName());

    @Inject
    ReportInbox inbox;

    @Inject
    Watches watches;

    @Inject
    CallTenants tenants;

    @Inject
    QualityReports reports;

    @Inject
    QualitySettings settings;

    @Inject
    Days days;

    @Inject
    LiveCalls live;

    @Inject
    Clock clock;

    /** Writes the reports that came in. Those that cannot be written are lost: the next ones come in seconds. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void writeReports() {
        if (Starting.isUnderWay()) {
            return;
        }
        attempt("The coming and going in calls could not be written to their timelines", this::writeMovements);
        for (int i = 0; i < Limits.WRITES_OF_A_RUN; i++) {
            List<ParticipantQuality> taken = inbox.take();
            if (taken.isEmpty()) {
                return;
            }
            try {
                List<Judgement> judgements = watches.judge(taken, clock.instant(), tenants::of);
                if (!judgements.isEmpty()) {
                    beginDay();
                    reports.write(judgements);
                }
            } catch (RuntimeException e) {
                inbox.dropped(taken.size());
                LOG.log(Level.WARNING, "Reports of participants'' media could not be written: {0}", e.toString());
                return;
            }
        }
    }

    private void writeMovements() {
        List<Movement> taken = inbox.takeMovements();
        if (!taken.isEmpty()) {
            List<Moment> moments = watches.moments(taken, clock.instant(), tenants::of);
            beginDay();
            reports.writeMoments(moments);
        }
    }

    /** What is new in calls that somebody looks at. */
    @Schedule(hour = "*", minute = "*", second = "1/2", persistent = false)
    public void tellLivePages() {
        if (Stopping.isAnnounced()) {
            live.end();
        } else if (!Starting.isUnderWay()) {
            attempt("Live pages of calls could not be told what is new", live::tell);
        }
    }

    /** Twice a minute. */
    @Schedule(hour = "*", minute = "*", second = "13,43", persistent = false)
    public void endSilentIssues() {
        if (Starting.isUnderWay()) {
            return;
        }
        attempt("Issues of calls that are over could not be ended", reports::endSilentIssues);
    }

    /** Hourly, so that a day on which the database was away is made up for. */
    @Schedule(hour = "*", minute = "7", second = "0", persistent = false)
    public void keepDays() {
        if (Starting.isUnderWay()) {
            return;
        }
        attempt(
                "The tables of measurements could not be made or dropped",
                () -> reports.keepDays(settings.retentionDays()));
    }

    /** A server that was away for longer than days are made ahead must not wait for the hour. */
    private void beginDay() {
        if (days.begins(clock.instant())) {
            keepDays();
        }
    }

    private static void attempt(String failure, Runnable duty) {
        try {
            duty.run();
        } catch (RuntimeException e) {
            // The container tells of a failed timer with a stack trace for each.
            LOG.log(Level.WARNING, failure + ": {0}", e.toString());
        }
    }
}
