package org.auralink.quality.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.auralink.media.connector.ParticipantQuality.LayerReason;
import org.auralink.media.connector.ParticipantQuality.Published;
import org.auralink.media.connector.ParticipantQuality.Quality;
import org.auralink.media.connector.ParticipantQuality.Received;
import org.auralink.quality.control.Reports;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** From a node's report to what people read, on a real PostgreSQL with its policies. */
class QualityReportsTest {
    private final QualityLab lab = new QualityLab();

    private void pass(int seconds) {
        lab.clock.pass(java.time.Duration.ofSeconds(seconds));
    }

    /** One good report, then such ones every ten seconds. */
    private void after(int reports, java.util.function.UnaryOperator<Reports.Builder> how) {
        for (int i = 0; i < reports; i++) {
            pass(10);
            lab.report(how.apply(Reports.of("ann")));
        }
    }

    @Test
    void whatIsMeasuredIsReadAsSeries() {
        lab.report(Reports.of("ann"), Reports.of("bob").roundTrip(null));
        pass(10);
        lab.report(Reports.of("ann")
                .loss(2.5)
                .score(4.1)
                .published(new Published("TR_c", true, "camera", false, true, 1280, 720, 2, 1_200_000))
                .received(new Received("TR_b", 2, 0, LayerReason.BANDWIDTH)));
        QualityView view = lab.quality(lab.owner());
        assertThat(view.stepSeconds()).isEqualTo(10);
        assertThat(view.truncated()).isFalse();
        assertThat(view.series()).extracting(SeriesView::identity).containsExactly("ann", "bob");
        SeriesView ann = view.series().get(0);
        assertThat(ann.points()).containsExactly(0, 1);
        assertThat(ann.score()).extracting(Number::doubleValue).containsExactly(4.4, 4.1);
        assertThat(ann.lossUpPercent()).extracting(Number::doubleValue).containsExactly(0.0, 2.5);
        assertThat(ann.jitterMs()).containsExactly(7, 7);
        assertThat(ann.roundTripMs()).containsExactly(40, 40);
        assertThat(ann.bitrateDownBps()).containsExactly(128_000L, 128_000L);
        assertThat(ann.tracks()).singleElement().satisfies(track -> {
            assertThat(track.width()).isEqualTo(1280);
            assertThat(track.bitrateBps()).isEqualTo(1_200_000);
        });
        assertThat(ann.received()).containsExactly(new ReceivedView("TR_b", 2, 0, "bandwidth"));
        assertThat(view.series().get(1).received()).isEmpty();
        assertThat(view.series().get(1).roundTripMs()).containsExactly((Integer) null);
        assertThat(view.moments()).extracting(MomentView::kind).containsExactly("published");
    }

    @Test
    void aLongCallIsThinnedOutAndKeepsItsWorst() {
        lab.report(Reports.of("ann"));
        MigratedDatabase.execute("""
                insert into public.quality_metrics (organization_id, call_id, media_sid, identity, node_id, recorded_at,
                  quality, score, loss_up_percent, loss_down_percent, jitter_up_ms, jitter_down_ms, bitrate_up_bps,
                  bitrate_down_bps)
                select organization_id, call_id, media_sid, identity, node_id, recorded_at + n * interval '10 seconds',
                  'good', 4, case when n = 1234 then 77 else 0 end, 0, 0, 0, 10, 10
                from public.quality_metrics, generate_series(1, 4000) as n where call_id = ?
                """, lab.call);
        QualityView view = lab.quality(lab.owner());
        SeriesView ann = view.series().get(0);
        assertThat(ann.points().size()).isBetween(90, Limits.POINTS + 1);
        assertThat(view.stepSeconds()).isEqualTo(230);
        assertThat(ann.lossUpPercent()).extracting(Number::intValue).contains(77);
    }

    @Test
    void ofManyJoiningsTheFirstFiftyAreTold() {
        for (int i = 0; i < 60; i++) {
            lab.report(Reports.of("p" + i));
            pass(1);
        }
        QualityView view = lab.quality(lab.owner());
        assertThat(view.series()).hasSize(Limits.SERIES);
        assertThat(view.series().get(0).identity()).isEqualTo("p0");
        assertThat(view.truncated()).isTrue();
    }

    @Test
    void aStrangerSeesNothingOfIt() {
        after(5, report -> report.loss(20));
        var stranger = QualityLab.caller(MigratedDatabase.person("stranger"));
        QualityView view = lab.quality(stranger);
        assertThat(view.series()).isEmpty();
        assertThat(view.issues()).isEmpty();
        assertThat(view.from()).isNull();
        assertThat(lab.alerts(alerts -> alerts.list(stranger, AlertQuery.of(null, null, null)))
                        .items())
                .isEmpty();
    }

    @Test
    void aReportThatIsWrittenTwiceIsThereOnce() {
        lab.report(Reports.of("ann"));
        lab.report(Reports.of("ann"));
        assertThat(lab.quality(lab.owner()).series().get(0).points()).hasSize(1);
    }

    @Test
    void whatTheDatabaseCannotStoreIsLeftOut() {
        lab.report(Reports.of("a\u0000n\ud800n" + "x".repeat(400)).sid("PA_\u0000" + "y".repeat(200)));
        assertThat(lab.quality(lab.owner()).series()).singleElement().satisfies(series -> {
            assertThat(series.identity()).startsWith("annx").hasSize(255);
            assertThat(series.mediaSid()).hasSize(100);
        });
    }

    @Test
    void lossForThirtySecondsIsAnIssueThatEnds() {
        lab.report(Reports.of("ann"));
        after(5, report -> report.loss(8));
        IssueView open = lab.quality(lab.owner()).issues().get(0);
        assertThat(open.kind()).isEqualTo("high_loss");
        assertThat(open.severity()).isEqualTo("warning");
        assertThat(open.worst().doubleValue()).isEqualTo(8);
        assertThat(open.endedAt()).isNull();
        after(1, report -> report.loss(18));
        after(2, report -> report);
        assertThat(lab.quality(lab.owner()).issues()).singleElement().satisfies(issue -> {
            assertThat(issue.severity()).isEqualTo("critical");
            assertThat(issue.worst().doubleValue()).isEqualTo(18);
            assertThat(issue.endedAt()).isEqualTo(lab.clock.instant());
        });
    }

    @Test
    void anIssueOfWhichNothingIsHeardIsOver() {
        lab.report(Reports.of("ann"));
        after(4, report -> report.loss(8));
        lab.sweep();
        assertThat(lab.quality(lab.owner()).issues().get(0).endedAt()).isNull();
        pass(46);
        lab.sweep();
        assertThat(lab.quality(lab.owner()).issues().get(0).endedAt())
                .isEqualTo(lab.clock.instant().minusSeconds(46));
    }

    private List<AlertView> alerts(String status) {
        return lab.alerts(alerts -> alerts.list(lab.owner(), AlertQuery.of(status, null, null)))
                .items();
    }

    @Test
    void aWarningThatLastsAMinuteIsAnAlertAndPassesByItself() {
        lab.report(Reports.of("ann"));
        after(5, report -> report.loss(8));
        assertThat(alerts("open")).isEmpty();
        after(2, report -> report.loss(8));
        assertThat(alerts("open")).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("high_loss");
            assertThat(alert.people()).isEqualTo(1);
        });
        after(2, report -> report);
        assertThat(alerts("open")).isEmpty();
        assertThat(alerts("resolved"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.resolvedBy()).isNull());
    }

    @Test
    void aCriticalIssueIsAnAlertAtOnceAndOneForAllPeopleOfTheCall() {
        for (int i = 0; i < 4; i++) {
            lab.report(
                    Reports.of("ann").quality(Quality.LOST), Reports.of("bob").quality(Quality.LOST));
            pass(10);
        }
        assertThat(alerts(null)).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo("no_media");
            assertThat(alert.severity()).isEqualTo("critical");
            assertThat(alert.people()).isEqualTo(2);
            assertThat(alert.callId()).isEqualTo(lab.call.toString());
        });
    }

    @Test
    void anAlertIsAcknowledgedThenResolvedAndTheSameIssueOpensNoOther() {
        lab.report(Reports.of("ann"));
        after(4, report -> report.loss(20));
        String alert = alerts("open").get(0).alertId();
        AlertView acknowledged = lab.alerts(alerts -> alerts.acknowledge(lab.owner(), alert));
        assertThat(acknowledged.status()).isEqualTo("acknowledged");
        assertThat(acknowledged.acknowledgedBy()).isEqualTo(lab.owner.user().toString());
        pass(5);
        assertThat(lab.alerts(alerts -> alerts.acknowledge(lab.owner(), alert)).acknowledgedAt())
                .isEqualTo(acknowledged.acknowledgedAt());
        AlertView resolved = lab.alerts(alerts -> alerts.resolve(lab.owner(), alert));
        assertThat(resolved.status()).isEqualTo("resolved");
        AlertView again = lab.alerts(alerts -> alerts.resolve(lab.owner(), alert));
        assertThat(again).isEqualTo(resolved);
        assertThatThrownBy(() -> lab.alerts(alerts -> alerts.acknowledge(lab.owner(), alert)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class));
        after(6, report -> report.loss(20));
        assertThat(alerts("open")).isEmpty();
        after(3, report -> report);
        after(4, report -> report.loss(20));
        assertThat(alerts("open")).as("another issue").hasSize(1);
    }

    @Test
    void alertsAreForThoseWhoRunTheOrganization() {
        lab.report(Reports.of("ann"));
        after(4, report -> report.loss(20));
        String alert = alerts("open").get(0).alertId();
        var colleague = QualityLab.caller(lab.owner.colleague("member"));
        assertThat(lab.quality(colleague).issues())
                .as("issues are for everybody")
                .hasSize(1);
        for (java.util.function.Consumer<QualityAlerts> attempt : List.<java.util.function.Consumer<QualityAlerts>>of(
                alerts -> alerts.list(colleague, AlertQuery.of(null, null, null)),
                alerts -> alerts.acknowledge(colleague, alert),
                alerts -> alerts.resolve(colleague, alert))) {
            assertThatThrownBy(() -> lab.alerts(alerts -> {
                        attempt.accept(alerts);
                        return true;
                    }))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Forbidden.class));
        }
        var stranger = QualityLab.caller(MigratedDatabase.person("stranger"));
        for (String unknown : List.of(alert, UUID.randomUUID().toString(), "1", "")) {
            assertThatThrownBy(() -> lab.alerts(alerts -> alerts.resolve(stranger, unknown)))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NotFound.class));
        }
    }

    @Test
    void alertsAreListedInPages() {
        for (int i = 0; i < 5; i++) {
            MigratedDatabase.execute(
                    "insert into public.quality_alerts (organization_id, call_id, kind, severity, people, opened_at, status,"
                            + " resolved_at) values (?, ?, 'high_loss', 'warning', ?, now() + ? * interval '1 second',"
                            + " 'resolved', now())",
                    lab.owner.organization(),
                    lab.call,
                    i,
                    i / 2);
        }
        List<Integer> seen = new java.util.ArrayList<>();
        String cursor = null;
        do {
            String from = cursor;
            AlertPage page = lab.alerts(alerts -> alerts.list(lab.owner(), AlertQuery.of(null, from, "2")));
            page.items().forEach(alert -> seen.add(alert.people()));
            cursor = page.nextCursor();
        } while (cursor != null);
        assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4).startsWith(4);
        for (String[] wrong : new String[][] {{"closed", null, null}, {null, "x", null}, {null, null, "0"}}) {
            assertThatThrownBy(() -> AlertQuery.of(wrong[0], wrong[1], wrong[2]))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void tablesOfDaysAreMadeAheadAndDroppedWhenTheyAreTooOld() {
        LocalDate today = lab.clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        String days = "select tablename from pg_tables where schemaname = 'measured' order by 1";
        lab.clock.pass(java.time.Duration.ofDays(40));
        assertThat(keepDays()).isPositive();
        List<String> kept = QualityLab.query(days);
        assertThat(kept)
                .contains(
                        "quality_metrics_" + day(today.plusDays(47)),
                        "quality_metrics_" + day(today.plusDays(39)),
                        "quality_moments_" + day(today.plusDays(40)))
                .doesNotContain("quality_metrics_" + day(today), "quality_moments_" + day(today));
        assertThat(keepDays()).as("nothing is left to do").isZero();
        lab.report(Reports.of("ann"));
        assertThat(lab.quality(lab.owner()).series()).hasSize(1);
        lab.clock.pass(java.time.Duration.ofDays(-40));
        keepDays();
        assertThat(QualityLab.query(days)).contains("quality_metrics_" + day(today));
    }

    private int keepDays() {
        return lab.service(reports -> reports.keepDays(30));
    }

    private static String day(LocalDate date) {
        return date.toString().replace("-", "");
    }
}
