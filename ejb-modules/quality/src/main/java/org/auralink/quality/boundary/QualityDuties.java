package org.auralink.quality.boundary;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
import org.auralink.shared.duties.Duties;
import org.auralink.shared.web.Stopping;
import org.jspecify.annotations.Nullable;

/**
 * What is done again and again. On every server of the application: reports are written where they came in, and of the
 * rest it does not matter which does it, or whether two do. Each step has a transaction of its own.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class QualityDuties {
    /** As late as a page learns of what is new: half of it to be written, and half to be told. */
    private static final Duration OFTEN = Duration.ofSeconds(2);

    /** An issue that goes on while nobody measures is ended by half a minute too late at most. */
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);

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

    @Resource
    ManagedScheduledExecutorService schedule;

    @Resource
    ManagedExecutorService threads;

    private @Nullable Duties duties;

    @PostConstruct
    void begin() {
        duties = new Duties(schedule, threads)
                .every(
                        OFTEN,
                        "Reports of participants' media, or their coming and going, could not be written",
                        this::write)
                .every(OFTEN, "Live pages of calls could not be told what is new", this::tellLivePages)
                .every(NOW_AND_THEN, "Issues of calls that are over could not be ended", reports::endSilentIssues)
                // Hourly, so that a day on which the database was away is made up for.
                .every(Duration.ofHours(1), "The tables of measurements could not be made or dropped", this::keepDays);
    }

    @PreDestroy
    void end() {
        if (duties != null) {
            duties.close();
        }
    }

    /** One after the other: whichever comes first on a new day has its tables made. */
    private void write() {
        try {
            writeMovements();
        } finally {
            writeReports();
        }
    }

    /** Those that cannot be written are lost: the next ones come in seconds. */
    private void writeReports() {
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
                throw e;
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

    private void tellLivePages() {
        if (Stopping.isAnnounced()) {
            live.end();
        } else {
            live.tell();
        }
    }

    private void keepDays() {
        reports.keepDays(settings.retentionDays());
    }

    /** A server that was away for longer than days are made ahead must not wait for the hour. */
    private void beginDay() {
        if (days.begins(clock.instant())) {
            keepDays();
        }
    }
}
