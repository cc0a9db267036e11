package org.auralink.media.bwe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RateControlTest {
    private static final Offset<Double> CLOSE = within(0.001);
    private static final double UNKNOWN = -1;

    private final RateControl control = new RateControl(100, 5, 30_000);

    private double after(Usage usage, double acked, double roundTrip, double now) {
        control.update(usage, acked, roundTrip, now);
        return control.target();
    }

    @Test
    void overuseHalvesWhileNothingIsKnownToArriveDownToTheMinimum() {
        double[] expected = {50, 25, 12.5, 6.25, 5, 5};
        for (int i = 0; i < expected.length; i++) {
            assertThat(after(Usage.OVER, UNKNOWN, 100, 1_000 * i)).isCloseTo(expected[i], CLOSE);
        }
    }

    @Test
    void overuseGoesTo85PercentOfWhatArrivesAndNoFurther() {
        for (int i = 0; i < 5; i++) {
            assertThat(after(Usage.OVER, 100, 100, 100 * i)).isCloseTo(85, CLOSE);
        }
    }

    @Test
    void overuseNeverRaises() {
        assertThat(after(Usage.OVER, 1_000, 100, 0)).isCloseTo(100, CLOSE);
    }

    @Test
    void decreasesAreARoundTripApartWithinBounds() {
        assertThat(after(Usage.OVER, 100, 100, 0)).isCloseTo(85, CLOSE);
        assertThat(after(Usage.OVER, 60, 100, 99)).isCloseTo(85, CLOSE);
        assertThat(after(Usage.OVER, 60, 100, 100)).isCloseTo(51, CLOSE);
        assertThat(after(Usage.OVER, 50, 0, 109)).isCloseTo(51, CLOSE);
        assertThat(after(Usage.OVER, 50, 0, 110)).isCloseTo(42.5, CLOSE);
        assertThat(after(Usage.OVER, 40, 1_000, 309)).isCloseTo(42.5, CLOSE);
        assertThat(after(Usage.OVER, 40, 1_000, 310)).isCloseTo(34, CLOSE);
    }

    @Test
    void farTooMuchIsTakenBackAtOnce() {
        assertThat(after(Usage.OVER, 100, 100, 0)).isCloseTo(85, CLOSE);
        assertThat(after(Usage.OVER, 42, 100, 1)).isCloseTo(35.7, CLOSE);
    }

    @Test
    void growsByEightPercentASecond() {
        double[] expected = {101, 109.08, 117.806, 127.231, 137.409};
        for (int i = 0; i < expected.length; i++) {
            assertThat(after(Usage.NORMAL, UNKNOWN, 100, 1_000 * i)).isCloseTo(expected[i], CLOSE);
        }
    }

    @Test
    void growsBySixteenPercentBelowEverybodysLowestLayer() {
        control.base(250);
        double[] expected = {101, 117.16, 135.906, 157.650, 182.875, 212.134, 246.076, 285.448, 308.284};
        for (int i = 0; i < expected.length; i++) {
            assertThat(after(Usage.NORMAL, UNKNOWN, 100, 1_000 * i)).isCloseTo(expected[i], within(0.01));
        }
    }

    @Test
    void growsNoFurtherThanHalfAgainWhatArrives() {
        double[] expected = {101, 109.08, 110.5, 110.5};
        for (int i = 0; i < expected.length; i++) {
            assertThat(after(Usage.NORMAL, 67, 100, 1_000 * i)).isCloseTo(expected[i], CLOSE);
        }
    }

    @Test
    void nearWhatThePathCarriedBeforeGrowsByAPacketInARoundTrip() {
        assertThat(after(Usage.OVER, 100, 100, 0)).isCloseTo(85, CLOSE);
        assertThat(after(Usage.NORMAL, 100, 100, 1_000)).isCloseTo(85, CLOSE);
        // A thirtieth of 85 kbit every 200 ms.
        assertThat(after(Usage.NORMAL, 100, 100, 2_000)).isCloseTo(85 + 85 / 30.0 / 0.2, CLOSE);
        double before = control.target();
        assertThat(after(Usage.NORMAL, 100, 100_000, 3_000)).isCloseTo(before + 4, CLOSE);
    }

    @Test
    void aDrainingQueueChangesNothing() {
        assertThat(after(Usage.UNDER, 80, 100, 0)).isCloseTo(100, CLOSE);
        assertThat(after(Usage.UNDER, 80, 100, 5_000)).isCloseTo(100, CLOSE);
    }

    @Test
    void aProbeOnlyRaises() {
        control.probed(90, 0);
        assertThat(control.target()).isCloseTo(100, CLOSE);
        control.probed(300, 0);
        assertThat(control.target()).isCloseTo(300, CLOSE);
    }
}
