package org.auralink.quality.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.ParticipantQuality.LayerReason;
import org.auralink.media.connector.ParticipantQuality.Published;
import org.auralink.media.connector.ParticipantQuality.Quality;
import org.auralink.media.connector.ParticipantQuality.Received;
import org.auralink.quality.entity.IssueKind;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.OrganizationId;
import org.junit.jupiter.api.Test;

/** What follows from reports, one after the other. */
class WatchTest {
    private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");
    private static final Published MICROPHONE =
            new Published("TR_m", false, "microphone", false, true, 0, 0, 0, 40_000);

    private final Watches watches = new Watches();
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());
    private int asked;
    private Instant now = START;

    private Judgement judge(Reports.Builder report) {
        Judgement judgement = watches.judge(List.of(report.at(now).build()), now, rooms -> {
                    asked++;
                    return Map.of(Reports.CALL, organization);
                })
                .get(0);
        now = now.plusSeconds(10);
        return judgement;
    }

    private List<String> kinds(Reports.Builder report) {
        return judge(report).moments().stream()
                .map(moment -> moment.kind() + (moment.detail().isEmpty() ? "" : " " + moment.detail()))
                .toList();
    }

    private List<Finding> findings(Reports.Builder... reports) {
        List<Finding> findings = new ArrayList<>();
        for (Reports.Builder report : reports) {
            findings.addAll(judge(report).findings());
        }
        return findings;
    }

    private static Reports.Builder good() {
        return Reports.of("ann");
    }

    @Test
    void aBreachThatLastsThirtySecondsIsAnIssueThatBeganWithTheReportBefore() {
        judge(good());
        assertThat(findings(good().loss(5), good().loss(7))).isEmpty();
        assertThat(findings(good().loss(6))).containsExactly(new Finding(IssueKind.HIGH_LOSS, false, 6, START));
        assertThat(findings(good().loss(9))).containsExactly(new Finding(IssueKind.HIGH_LOSS, false, 9, START));
    }

    @Test
    void aShorterBreachIsNone() {
        judge(good());
        for (int i = 0; i < 10; i++) {
            assertThat(findings(good().loss(20), good().loss(20), good())).isEmpty();
        }
    }

    @Test
    void twoGoodReportsEndAnIssueAndOneDoesNot() {
        judge(good());
        findings(good().loss(5), good().loss(5), good().loss(5));
        assertThat(findings(good(), good().loss(5), good()))
                .extracting(Finding::over)
                .containsExactly(false);
        assertThat(findings(good())).singleElement().satisfies(finding -> {
            assertThat(finding.over()).isTrue();
            assertThat(finding.since()).isEqualTo(START);
        });
        assertThat(findings(good(), good())).isEmpty();
    }

    @Test
    void eachRuleHasItsOwnIssue() {
        judge(good());
        Reports.Builder bad = good().loss(30).roundTrip(1_200).score(1.2);
        findings(bad, bad);
        assertThat(findings(bad))
                .extracting(Finding::kind)
                .containsExactly(IssueKind.HIGH_LOSS, IssueKind.HIGH_ROUND_TRIP, IssueKind.POOR_SCORE);
        assertThat(IssueKind.HIGH_ROUND_TRIP.severity(1_200).wireName()).isEqualTo("critical");
        assertThat(IssueKind.POOR_SCORE.severity(2.5).wireName()).isEqualTo("warning");
        assertThat(IssueKind.POOR_SCORE.severity(1.2).wireName()).isEqualTo("critical");
    }

    @Test
    void aRoundTripThatIsNotKnownBreaksNoRule() {
        assertThat(findings(good().roundTrip(null), good().roundTrip(null), good().roundTrip(null), good()))
                .isEmpty();
    }

    @Test
    void noMediaIsALostConnectionOrATrackThatIsOnAndWantedAndDoesNotCome() {
        judge(good());
        assertThat(findings(good().quality(Quality.LOST), good().quality(Quality.LOST)))
                .extracting(Finding::kind)
                .containsExactly(IssueKind.NO_MEDIA);
        findings(good(), good());
        Published silent = new Published("TR_m", false, "microphone", false, true, 0, 0, -1, 0);
        assertThat(findings(good().published(silent), good().published(silent)))
                .extracting(Finding::kind)
                .containsExactly(IssueKind.NO_MEDIA);
    }

    @Test
    void whatIsMutedUnwantedOrAStillScreenMayBeSilent() {
        for (Published quiet : List.of(
                new Published("TR_m", false, "microphone", true, true, 0, 0, -1, 0),
                new Published("TR_c", true, "camera", false, false, 0, 0, -1, 0),
                new Published("TR_s", true, "screen_share", false, true, 0, 0, -1, 0))) {
            for (int i = 0; i < 6; i++) {
                assertThat(judge(good().published(quiet)).findings()).isEmpty();
            }
        }
    }

    @Test
    void afterALongSilenceABreachBeginsAnew() {
        judge(good().loss(50));
        now = now.plus(Limits.CONTINUOUS).plusSeconds(300);
        assertThat(findings(good())).isEmpty();
        assertThat(findings(good().loss(50), good().loss(50), good().loss(50))).hasSize(1);
    }

    @Test
    void whatIsDifferentFromTheReportBeforeIsAMoment() {
        assertThat(kinds(good().published(MICROPHONE))).isEmpty();
        Published muted = new Published("TR_m", false, "microphone", true, true, 0, 0, -1, 0);
        Published camera = new Published("TR_c", true, "camera", false, true, 640, 360, 1, 500_000);
        assertThat(kinds(good().published(muted, camera))).containsExactly("muted microphone", "published camera");
        assertThat(kinds(good().published(MICROPHONE))).containsExactly("unmuted microphone", "unpublished camera");
        assertThat(kinds(good().published(MICROPHONE).quality(Quality.LOST))).containsExactly("interrupted");
        assertThat(kinds(good().published(MICROPHONE).resumptions(1))).containsExactly("restored", "resumed");
        assertThat(kinds(good().published(MICROPHONE).resumptions(1))).isEmpty();
    }

    private static Received received(String sid, int layer) {
        return new Received(sid, 2, layer, LayerReason.WANTED);
    }

    @Test
    void aChangeOfLayersIsOneMomentAndBeginningsAreNone() {
        judge(good().received());
        assertThat(kinds(good().received(received("TR_1", 2), received("TR_2", 1))))
                .isEmpty();
        assertThat(kinds(good().received(received("TR_1", 0), received("TR_2", 2))))
                .containsExactly("layer_down");
        assertThat(kinds(good().received(received("TR_1", 2), received("TR_2", 2))))
                .containsExactly("layer_up");
        assertThat(kinds(good().received(received("TR_1", -1), received("TR_2", 2))))
                .isEmpty();
    }

    @Test
    void whoComesBackOnAnotherNodeChangedIt() {
        judge(good());
        assertThat(kinds(good().sid("PA_again"))).isEmpty();
        assertThat(kinds(good().sid("PA_there").node("ND_2"))).containsExactly("node_changed ND_2");
    }

    @Test
    void whoMutesAsFastAsTheyCanFillsNoDisk() {
        int kept = 0;
        int moments = 0;
        for (int second = 0; second < 3_600; second++) {
            Judgement judgement = judge(good().published(second % 2 == 0 ? MICROPHONE : muted()));
            now = now.minusSeconds(9);
            kept += judgement.kept() ? 1 : 0;
            moments += judgement.moments().size();
        }
        assertThat(kept).isEqualTo(3_600 / 5);
        assertThat(moments).isBetween(Limits.MOMENTS, Limits.MOMENTS + 3_600 / 5);
    }

    @Test
    void whoComesAndGoesAsFastAsTheyCanMakesTheTimelineEnd() {
        int moments = 0;
        for (int second = 0; second < 3_600; second++) {
            moments += watches.moments(
                            List.of(
                                    new Movement(Reports.CALL, "PA_" + second, "ann", now, "joined"),
                                    new Movement(Reports.CALL, "PA_" + second, "ann", now, "left")),
                            now,
                            rooms -> Map.of(Reports.CALL, organization))
                    .size();
            now = now.plusSeconds(1);
        }
        assertThat(moments).isBetween(Limits.MOMENTS, Limits.MOMENTS + 3_600 / 5);
    }

    private static Published muted() {
        return new Published("TR_m", false, "microphone", true, true, 0, 0, 0, 0);
    }

    @Test
    void aClockThatIsWrongDoesNotCount() {
        for (Instant told : List.of(Instant.EPOCH, now.plusSeconds(86_400), now.minusSeconds(301))) {
            assertThat(watches.judge(
                            List.of(good().at(told).build()), now, rooms -> Map.of(Reports.CALL, organization)))
                    .extracting(Judgement::at)
                    .containsExactly(now);
        }
    }

    @Test
    void roomsOfNobodyAreAskedForOnceAndNeverJudged() {
        for (int i = 0; i < 3; i++) {
            assertThat(watches.judge(List.of(good().build()), now, rooms -> {
                        asked++;
                        return Map.of();
                    }))
                    .isEmpty();
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void theInboxDropsWhatIsTooMuchAndKeepsTheOrder() {
        var inbox = new ReportInbox();
        ParticipantQuality report = good().build();
        for (int i = 0; i < Limits.WAITING_REPORTS; i++) {
            assertThat(inbox.offer(report)).isTrue();
        }
        assertThat(inbox.offer(report)).isFalse();
        assertThat(inbox.take()).hasSize(Limits.REPORTS_AT_ONCE);
        assertThat(inbox.offer(report)).isTrue();
    }
}
