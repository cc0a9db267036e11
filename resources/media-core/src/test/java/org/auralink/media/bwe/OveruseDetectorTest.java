package org.auralink.media.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OveruseDetectorTest {
    private final DelayTrend trend = new DelayTrend();
    private final OveruseDetector detector = new OveruseDetector();

    /** One packet a group. */
    private Usage add(double sentAt, double arrivedAt) {
        if (trend.add(sentAt, arrivedAt, sentAt) && trend.hasSlope()) {
            return detector.update(trend.slope(), trend.count(), trend.sendStep(), arrivedAt);
        }
        return detector.usage();
    }

    private void groups(int count, double sendStep, double arrivalStep) {
        for (int i = 0; i < count; i++) {
            add(i * sendStep, 1_000 + i * arrivalStep);
        }
    }

    @Test
    void theSlopeIsZeroWhenNothingChanges() {
        groups(30, 20, 20);
        assertThat(trend.slope()).isZero();
    }

    @Test
    void theSlopeIsPositiveWhenPacketsTakeLongerAndNegativeWhenTheyTakeLess() {
        groups(30, 20, 22);
        assertThat(trend.slope()).isPositive();
        var draining = new DelayTrend();
        for (int i = 0; i < 30; i++) {
            draining.add(i * 20, 1_000 + i * 17, i * 20);
        }
        assertThat(draining.slope()).isNegative();
    }

    @Test
    void framesThatComeLateInTurnAreNoOveruse() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(add(33 * i, 1_000 + 33 * i + i % 2 * 10)).isNotEqualTo(Usage.OVER);
        }
    }

    @Test
    void aDelayThatGrowsAMillisecondAFrameIsSeen() {
        int frame = 0;
        double delay = 0;
        for (; frame < 100_000; frame++) {
            assertThat(add(33.333 * frame, 1_000 + 33.333 * frame)).isEqualTo(Usage.NORMAL);
        }
        int first = 0;
        while (add(33.333 * frame, 1_000 + 33.333 * frame + delay) != Usage.OVER) {
            frame++;
            first++;
            delay += 1;
            assertThat(first).isLessThan(60);
        }
        assertThat(first).isBetween(10, 40);
    }

    @Test
    void aGrowingDelayIsSeenThroughNoise() {
        for (int seed = 0; seed < 10; seed++) {
            for (double drift : new double[] {1, 10}) {
                assertThat(framesUntilOveruse(new Random(seed), drift, 3))
                        .as("seed %d, drift %s", seed, drift)
                        .isLessThan(400);
            }
        }
    }

    private static int framesUntilOveruse(Random random, double drift, double deviation) {
        var test = new OveruseDetectorTest();
        double last = 0;
        for (int frame = 0; frame < 2_000; frame++) {
            double grown = frame < 500 ? 0 : (frame - 500) * drift;
            double arrived =
                    Math.max(last, 1_000 + 33.333 * frame + grown + Math.abs(random.nextGaussian()) * deviation);
            last = arrived;
            if (test.add(33.333 * frame, arrived) == Usage.OVER && frame >= 500) {
                return frame - 500;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void spikesDoNotMoveTheThreshold() {
        for (int i = 0; i < 200; i++) {
            detector.update(0.01, 60, 20, 20 * i);
        }
        double before = detector.threshold();
        for (int i = 0; i < 3; i++) {
            detector.update(1, 60, 20, 4_000 + 20 * i);
        }
        assertThat(detector.threshold()).isEqualTo(before);
    }

    @Test
    void aReceiverWhoseClockIsSetIsMeasuredAnew() {
        groups(30, 20, 20);
        for (int i = 30; i < 100; i++) {
            assertThat(add(20 * i, 31_000 + 20 * i)).isEqualTo(Usage.NORMAL);
        }
    }
}
