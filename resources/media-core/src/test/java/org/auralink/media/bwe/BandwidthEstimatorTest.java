package org.auralink.media.bwe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.auralink.media.netem.Conditions;
import org.junit.jupiter.api.Test;

/**
 * How the estimate follows a path, in simulated time: the cases of RFC 8867 and others, each by several seeds. Bounds are two-sided
 * where too much is as wrong as too little.
 */
class BandwidthEstimatorTest {
    private static final long KILO = 1_000;
    private static final int SEEDS = 5;

    private static double[] bySeed(LongToDoubleFunction run) {
        return LongStream.range(0, SEEDS).mapToDouble(run).sorted().toArray();
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }

    private static double worst(double[] sorted) {
        return sorted[sorted.length - 1];
    }

    private static NarrowPath path(long seed, long delay, long kilobits) {
        return new NarrowPath(seed, delay, kilobits * KILO);
    }

    /** Flows do not begin in the instant of the reports' clock. */
    private static Flow begun(NarrowPath path, long seed, long kilobits) {
        Flow flow = path.flow().wanting(now -> kilobits * KILO);
        path.time.after(seed * 3_000_001, flow::start);
        return flow;
    }

    @Test
    void onAWideLinkWhatIsWantedPassesSoon() {
        double[] times = bySeed(seed -> {
            NarrowPath path = path(seed, 20, 3_000);
            Flow flow = begun(path, seed, 2_000);
            return path.until(() -> flow.target() >= 2_000 * KILO, 20);
        });
        assertThat(worst(times)).isLessThanOrEqualTo(4);
    }

    @Test
    void onANarrowLinkItIsFilledSoonAndNotOverfilled() {
        double[] times = bySeed(seed -> {
            NarrowPath path = path(seed, 50, 1_000);
            Flow flow = begun(path, seed, 3_000);
            double reached = path.until(() -> flow.target() >= 700 * KILO, 20);
            path.pass(10);
            assertThat(flow.target()).as("seed %d", seed).isLessThan(1_400 * KILO);
            return reached;
        });
        assertThat(median(times)).isLessThanOrEqualTo(2);
        assertThat(worst(times)).isLessThanOrEqualTo(10);
    }

    private static double[] dropping(long from, long to, double share) {
        return bySeed(seed -> {
            NarrowPath path = path(seed, 50, from);
            Flow flow = begun(path, seed, 3_000);
            path.pass(30);
            path.carries(to * KILO);
            return path.until(() -> flow.target() <= to * KILO * share, 20);
        });
    }

    @Test
    void aDropIsFollowedWithinTwoSeconds() {
        assertThat(worst(dropping(2_500, 600, 1.1))).isLessThanOrEqualTo(2);
        assertThat(worst(dropping(1_000, 250, 1.1))).isLessThanOrEqualTo(2.5);
    }

    private static double[] rising(long from, long to) {
        return bySeed(seed -> {
            NarrowPath path = path(seed, 50, from);
            Flow flow = begun(path, seed, 3_000);
            path.pass(30);
            path.carries(to * KILO);
            return path.until(() -> flow.target() >= to * KILO * 0.7, 40);
        });
    }

    @Test
    void aRiseIsFound() {
        assertThat(worst(rising(600, 2_500))).isLessThanOrEqualTo(15);
        assertThat(worst(rising(250, 1_000))).isLessThanOrEqualTo(20);
    }

    @Test
    void rfc8867VariableCapacityIsUsedWithoutAStandingQueue() {
        for (int seed = 0; seed < SEEDS; seed++) {
            NarrowPath path = path(seed, 50, 1_000);
            path.carriesFrom(40, 2_500 * KILO);
            path.carriesFrom(60, 600 * KILO);
            path.carriesFrom(80, 1_000 * KILO);
            Flow flow = begun(path, seed, 3_000);
            path.pass(64);
            long received = flow.takeReceived();
            flow.takeQueued();
            path.pass(16);
            double[] queued = flow.takeQueued();
            path.pass(20);
            received += flow.takeReceived();
            assertThat(NarrowPath.quantile(queued, 0.5))
                    .as("median queue, seed %d", seed)
                    .isLessThanOrEqualTo(30);
            assertThat(NarrowPath.quantile(queued, 0.95))
                    .as("p95 of queue, seed %d", seed)
                    .isLessThanOrEqualTo(120);
            double capacity = (1_000 * 40 + 2_500 * 20 + 600 * 20 + 1_000 * 20) * KILO / 8.0;
            assertThat(received / capacity).as("goodput, seed %d", seed).isBetween(0.75, 1.0);
        }
    }

    @Test
    void rfc8867TwoFlowsShareAVariableCapacity() {
        // From and until when, kbit/s, and the least share of what is fair: who finds first that there is more has more
        // for a while.
        double[][] phases = {
            {0, 25, 4_000, 0.45},
            {25, 50, 2_000, 0.6},
            {50, 75, 3_500, 0.45},
            {75, 100, 1_000, 0.6},
            {100, 125, 2_000, 0.6}
        };
        for (int seed = 0; seed < SEEDS; seed++) {
            NarrowPath path = path(seed, 50, 4_000);
            List<Flow> flows = List.of(begun(path, seed, 10_000), begun(path, seed + 17, 10_000));
            for (double[] phase : phases) {
                path.carries((long) phase[2] * KILO);
                path.pass(10);
                flows.forEach(Flow::takeReceived);
                path.pass(15);
                double fair = phase[2] / 2;
                double sum = 0;
                for (Flow flow : flows) {
                    double rate = flow.takeReceived() * 8 / 15.0 / KILO;
                    sum += rate;
                    assertThat(rate / fair)
                            .as("share of fair from %s s, seed %d", phase[0], seed)
                            .isBetween(phase[3], 2 - phase[3]);
                }
                assertThat(sum / phase[2])
                        .as("use from %s s, seed %d", phase[0], seed)
                        .isGreaterThanOrEqualTo(0.9);
            }
        }
    }

    @Test
    void rfc8867LatecomersGetTheirShare() {
        for (int seed = 0; seed < SEEDS; seed++) {
            NarrowPath path = path(seed, 50, 3_500);
            List<Flow> flows = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                flows.add(begun(path, seed + i, 10_000));
                path.pass(20);
            }
            flows.forEach(Flow::takeReceived);
            path.pass(60);
            for (Flow flow : flows) {
                double rate = flow.takeReceived() * 8 / 60.0 / KILO;
                assertThat(rate / (3_500 / 3.0))
                        .as("share of fair, seed %d", seed)
                        .isBetween(0.6, 1.4);
            }
        }
    }

    @Test
    void lossThatDoesNotDependOnTheRateIsLivedWith() {
        double[][] cases = {{0.05, 1_000}, {0.10, 1_000}, {0.20, 700}, {0.30, 300}};
        for (double[] each : cases) {
            for (int seed = 0; seed < SEEDS; seed++) {
                NarrowPath path = path(seed, 50, 3_000);
                path.losing(each[0]);
                Flow flow = begun(path, seed, 2_000);
                path.pass(10);
                flow.takeReceived();
                path.pass(30);
                assertThat(flow.takeReceived() * 8 / 30.0 / KILO)
                        .as("%s lost, seed %d", each[0], seed)
                        .isGreaterThanOrEqualTo(each[1]);
            }
        }
    }

    @Test
    void aPolicerIsNoticedByItsLoss() {
        double[] times = bySeed(seed -> {
            NarrowPath path = path(seed, 50, 3_000).queueing(20);
            path.carries(3_000 * KILO);
            Flow flow = begun(path, seed, 2_500);
            path.pass(30);
            path.carries(600 * KILO);
            double reached = path.until(() -> flow.target() <= 700 * KILO, 20);
            path.pass(10);
            assertThat(flow.lossShare()).as("seed %d", seed).isLessThan(0.12);
            return reached;
        });
        assertThat(worst(times)).isLessThanOrEqualTo(6);
    }

    @Test
    void jitterAloneIsNoCongestion() {
        double[] times = bySeed(seed -> {
            NarrowPath path = path(seed, 50, 3_000);
            path.forth.become(path.forth.conditions().jittering(30 * NarrowPath.MILLI));
            Flow flow = begun(path, seed, 2_000);
            double reached = path.until(() -> flow.target() >= 1_400 * KILO, 20);
            path.pass(20);
            assertThat(flow.target()).as("seed %d", seed).isGreaterThan(700 * KILO);
            return reached;
        });
        assertThat(worst(times)).isLessThanOrEqualTo(5);
    }

    @Test
    void aLongerRouteIsNoQueueForLong() {
        for (int seed = 0; seed < SEEDS; seed++) {
            NarrowPath path = path(seed, 50, 5_000);
            Flow flow = begun(path, seed, 3_000);
            path.pass(30);
            long before = Math.min(flow.target(), 3_000 * KILO);
            Conditions longer = path.forth.conditions().delayed(150 * NarrowPath.MILLI);
            path.forth.become(longer);
            long smallest = before;
            for (int i = 0; i < 100; i++) {
                path.pass(0.25);
                smallest = Math.min(smallest, flow.target());
            }
            assertThat(smallest).as("seed %d", seed).isGreaterThanOrEqualTo((long) (0.4 * before));
            assertThat(flow.target()).as("seed %d", seed).isGreaterThanOrEqualTo((long) (0.9 * before));
        }
    }

    @Test
    void reportsThatAreLostAreNoLoss() {
        for (int seed = 0; seed < SEEDS; seed++) {
            NarrowPath path = path(seed, 50, 1_000);
            path.back.become(path.back.conditions().losing(0.2));
            Flow flow = begun(path, seed, 3_000);
            path.pass(40);
            flow.takeReceived();
            path.pass(40);
            assertThat(flow.takeReceived() * 8 / 40.0 / KILO)
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(600);
        }
    }

    @Test
    void whoIsSentLittleKeepsWhatIsKnown() {
        NarrowPath path = path(1, 20, 5_000);
        Flow flow = path.flow().wanting(now -> 1_500 * KILO);
        flow.start();
        path.pass(10);
        assertThat(flow.target()).isGreaterThanOrEqualTo(1_500 * KILO);
        flow.wanting(now -> 40 * KILO);
        path.pass(30);
        assertThat(flow.target()).isGreaterThanOrEqualTo(1_500 * KILO);
    }
}
