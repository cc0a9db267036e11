package org.auralink.media.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of how much arrives, when that changes. */
class AckedRateTest {
    private static final int PACKET = 1_000;

    private final AckedRate rate = new AckedRate();
    private double now = 12_345_678;

    /** Packets of one size at an even pace, which is so many kbit/s. */
    private void arrive(double millis, double kilobits) {
        double step = PACKET * 8 / kilobits;
        for (double end = now + millis; now < end; now += step) {
            rate.add(now, PACKET);
        }
    }

    @Test
    void nothingIsKnownBeforeHalfASecond() {
        arrive(400, 1_000);
        assertThat(rate.kilobits()).isNegative();
        arrive(200, 1_000);
        assertThat(rate.kilobits()).isBetween(900.0, 1_150.0);
    }

    @Test
    void aStepUpIsSeenWithinAQuarterOfASecond() {
        arrive(5_000, 150);
        arrive(250, 1_700);
        assertThat(rate.kilobits()).isBetween(1_500.0, 1_900.0);
    }

    @Test
    void whatPassesAQueueIsSeenWithinAnEighthOfASecond() {
        arrive(5_000, 1_700);
        arrive(150, 300);
        assertThat(rate.passing()).isBetween(200.0, 500.0);
        assertThat(rate.kilobits()).isGreaterThan(1_500);
    }

    @Test
    void aPauseTellsNothing() {
        arrive(2_000, 800);
        now += 3_000;
        arrive(100, 800);
        assertThat(rate.kilobits()).isBetween(600.0, 900.0);
    }
}
