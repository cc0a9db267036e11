package org.auralink.quality.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.auralink.quality.boundary.SavingsView.Baseline;
import org.auralink.quality.boundary.SavingsView.Participant;
import org.auralink.quality.control.Reports;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** What was sent beside what would have been, from a node's report to what people read. */
class SavingsTest {
    private final QualityLab lab = new QualityLab();

    private void pass(int seconds) {
        lab.clock.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void bytesAreRatesTimesTheirIntervalsAndCountWhereTheNodeTold() {
        lab.report(
                // 10 s: 1 250 000, 2 500 000 and 5 000 000 bytes.
                Reports.of("ann").sent(1_000_000).baselines(10_000, 2_000_000, 4_000_000),
                // 10.003 s: 1 000.3, 1 250.375 and 1 500.45 bytes.
                Reports.of("bob").sent(800).baselines(10_003, 1_000, 1_200),
                Reports.of("cy").sent(9_000_000));
        pass(10);
        lab.report(
                // 2 s: 125 000 bytes each.
                Reports.of("ann").sent(500_000).baselines(2_000, 500_000, 500_000),
                // Told by an older node, where she went on.
                Reports.of("bob").sent(7_000_000),
                Reports.of("cy").sent(9_000_000));
        SavingsView view = lab.savings(lab.owner());
        assertThat(view.callId()).isEqualTo(lab.call.toString());
        assertThat(view.participants())
                .containsExactly(
                        new Participant("ann", 12, 1_375_000, 2_625_000, 5_125_000),
                        new Participant("bob", 10, 1_000, 1_250, 1_500));
        assertThat(view.measuredSeconds()).isEqualTo(22);
        assertThat(view.sentBytes()).isEqualTo(1_376_000);
        assertThat(view.baselines())
                .containsExactly(
                        // 1 250 250 of 2 626 250, and 3 750 500 of 5 126 500.
                        new Baseline("adaptive_stream", 2_626_250, 1_250_250, new BigDecimal("47.6")),
                        new Baseline("best_layer", 5_126_500, 3_750_500, new BigDecimal("73.2")));
        assertThat(view.truncated()).isFalse();
    }

    @Test
    void whatTookMoreIsToldAsItIs() {
        // A quiet screen, and a connection that is probed: 1 500 bytes instead of 1 000, and instead of 1 499.
        lab.report(Reports.of("ann").sent(12_000).baselines(1_000, 8_000, 11_992));
        assertThat(lab.savings(lab.owner()).baselines())
                .containsExactly(
                        new Baseline("adaptive_stream", 1_000, -500, new BigDecimal("-50.0")),
                        new Baseline("best_layer", 1_499, -1, new BigDecimal("-0.1")));
    }

    @Test
    void ofNothingThereIsNoPart() {
        lab.report(Reports.of("ann").sent(8_000).baselines(1_000, 0, 0));
        assertThat(lab.savings(lab.owner()).baselines())
                .containsExactly(
                        new Baseline("adaptive_stream", 0, -1_000, null), new Baseline("best_layer", 0, -1_000, null));
    }

    @Test
    void aCallThatWasNotMeasuredHasNoNumbers() {
        SavingsView nothing = new SavingsView(
                lab.call.toString(),
                0,
                0,
                List.of(new Baseline("adaptive_stream", 0, 0, null), new Baseline("best_layer", 0, 0, null)),
                List.of(),
                false);
        assertThat(lab.savings(lab.owner())).as("before anybody came").isEqualTo(nothing);
        lab.report(Reports.of("ann"));
        assertThat(lab.savings(lab.owner())).as("at a node that does not tell").isEqualTo(nothing);
    }

    @Test
    void whoCameTwiceIsOneParticipant() {
        lab.report(Reports.of("ann").sid("PA_1").sent(8_000).baselines(1_000, 16_000, 24_000));
        pass(60);
        lab.report(Reports.of("ann").sid("PA_2").sent(8_000).baselines(2_000, 16_000, 24_000));
        assertThat(lab.savings(lab.owner()).participants())
                .containsExactly(new Participant("ann", 3, 3_000, 6_000, 9_000));
    }

    @Test
    void ofManyTheFiftyWithMostAreToldAndTheSumsAreOfAll() {
        for (int i = 1; i <= 60; i++) {
            lab.report(Reports.of("p" + i).sent(i * 8_000L).baselines(1_000, i * 16_000L, i * 16_000L));
        }
        SavingsView view = lab.savings(lab.owner());
        assertThat(view.participants()).hasSize(Limits.SERIES);
        assertThat(view.participants().get(0).identity()).isEqualTo("p60");
        assertThat(view.participants().get(49).identity()).isEqualTo("p11");
        assertThat(view.truncated()).isTrue();
        // A thousand times 1 + 2 + … + 60.
        assertThat(view.sentBytes()).isEqualTo(1_830_000);
        assertThat(view.measuredSeconds()).isEqualTo(60);
    }

    @Test
    void measurementsThatAreNotKeptAreInNoNumber() {
        lab.report(Reports.of("ann").sent(8_000).baselines(10_000, 16_000, 24_000));
        pass(1);
        // Told at once because she muted herself: too soon to be kept.
        lab.report(Reports.of("ann").sent(8_000).baselines(1_000, 16_000, 24_000));
        pass(9);
        lab.report(Reports.of("ann").sent(8_000).baselines(9_000, 16_000, 24_000));
        assertThat(lab.savings(lab.owner()).participants())
                .containsExactly(new Participant("ann", 19, 19_000, 38_000, 57_000));
    }

    @Test
    void theHighestNumbersThatAreReadFitIn() {
        lab.report(
                Reports.of("ann").sent(1_000_000_000_000L).baselines(600_000, 1_000_000_000_000L, 1_000_000_000_000L));
        assertThat(lab.savings(lab.owner()).sentBytes()).isEqualTo(75_000_000_000_000L);
    }

    @Test
    void aRowHasAllOfThemOrNone() {
        lab.report(Reports.of("ann").baselines(1_000, 16_000, 24_000));
        for (String wrong : List.of("best_bps = null", "interval_ms = 0", "adaptive_bps = -1")) {
            assertThatThrownBy(() -> MigratedDatabase.execute(
                            "update public.quality_metrics set " + wrong + " where call_id = ?", lab.call))
                    .as(wrong)
                    .hasStackTraceContaining("quality_metrics_baselines");
        }
    }

    @Test
    void aStrangerSeesNothingOfIt() {
        lab.report(Reports.of("ann").sent(8_000).baselines(1_000, 16_000, 24_000));
        var colleague = QualityLab.caller(lab.owner.colleague("member"));
        assertThat(lab.savings(colleague).sentBytes()).isEqualTo(1_000);
        SavingsView strangers = lab.savings(QualityLab.caller(MigratedDatabase.person("stranger")));
        assertThat(strangers.sentBytes()).isZero();
        assertThat(strangers.participants()).isEmpty();
    }

    @Test
    void whatIsNoCallsIdIsNotFound() {
        assertThatThrownBy(() -> lab.quality(quality -> quality.savings(lab.owner(), "1")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NotFound.class));
    }
}
