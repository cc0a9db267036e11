package org.auralink.media.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What follows from loss, by reports of ten packets ten times a second. */
class LossCapTest {
    private static final double ROUND_TRIP = 50;

    private final LossCap loss = new LossCap();
    private double now = 10_000;

    private void report(double seconds, int lostOfTen) {
        for (double end = now + seconds * 1_000; now < end; now += 100) {
            loss.update(10, lostOfTen, 1_000, 1_000 - 100 * lostOfTen, ROUND_TRIP, now);
        }
    }

    @Test
    void lossThatStaysAsItWasIsThePathsOwn() {
        report(5, 0);
        report(8, 2);
        assertThat(loss.kilobits()).isEqualTo(LossCap.NONE);
        assertThat(loss.isQuiet()).isTrue();
    }

    @Test
    void lossThatHadOnlyBegunWhenItWasJudgedIsNotThePathsOwn() {
        report(5, 0);
        report(1, 8);
        double first = loss.kilobits();
        assertThat(first).isLessThan(1_000);
        report(3, 8);
        assertThat(loss.kilobits()).isLessThanOrEqualTo(first);
    }

    @Test
    void aProbeThatPassesLiftsTheBound() {
        report(5, 0);
        report(1, 3);
        report(4, 0);
        double before = loss.kilobits();
        assertThat(before).isLessThan(1_000);
        loss.passed(900);
        assertThat(loss.kilobits()).isEqualTo(900);
        loss.passed(300);
        assertThat(loss.kilobits()).isEqualTo(900);
    }

    @Test
    void whatWasSentBeforeTheRateWentDownDoesNotCount() {
        report(5, 0);
        assertThat(loss.counts(now - 3_000)).isTrue();
        report(1, 3);
        assertThat(loss.counts(now - 3_000)).isFalse();
        assertThat(loss.counts(now + 600)).isTrue();
    }
}
