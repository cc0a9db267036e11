package org.auralink.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiveStatisticsTest {
    private static final long MS = 1_000_000L;
    private final ReceiveStatistics statistics = new ReceiveStatistics(42, 90_000);

    private void arrive(int sequence) {
        statistics.onPacket(0, sequence & 0xffff, 0);
    }

    @Test
    void nothingIsReportedBeforeTheFirstPacket() {
        assertThat(statistics.reportBlock(5)).isEqualTo(new ReportBlock(42, 0, 0, 0, 0, 0, 0));
        assertThatThrownBy(() -> new ReceiveStatistics(1, 0)).hasMessageContaining("clockRate");
    }

    @Test
    void theFractionLostCoversTheTimeSinceTheLastReport() {
        for (int sequence = 0; sequence < 100; sequence++) {
            if (sequence % 4 != 1) {
                arrive(sequence);
            }
        }
        ReportBlock first = statistics.reportBlock(0);
        assertThat(first.fractionLost()).isEqualTo(64);
        assertThat(first.cumulativeLost()).isEqualTo(25);
        assertThat(first.extendedHighestSequence()).isEqualTo(99);
        for (int sequence = 100; sequence < 200; sequence++) {
            arrive(sequence);
        }
        ReportBlock second = statistics.reportBlock(0);
        assertThat(second.fractionLost()).isZero();
        assertThat(second.cumulativeLost()).isEqualTo(25);
        assertThat(statistics.reportBlock(0).fractionLost())
                .as("nothing arrived")
                .isZero();
    }

    @Test
    void repetitionsMakeTheLossNegative() {
        arrive(1);
        arrive(2);
        arrive(2);
        arrive(2);
        ReportBlock block = statistics.reportBlock(0);
        assertThat(block.cumulativeLost()).isEqualTo(-2);
        assertThat(block.fractionLost()).isZero();
    }

    @Test
    void wrapsAreCounted() {
        for (int sequence = 65_000; sequence < 65_000 + 200_000; sequence++) {
            arrive(sequence);
        }
        assertThat(statistics.extendedHighestSequence()).isEqualTo(65_000L + 199_999);
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.received()).isEqualTo(200_000);
    }

    @Test
    void aLonePacketFromFarAwayIsIgnoredAndTwoBeginAnew() {
        arrive(10);
        arrive(40_000);
        assertThat(statistics.extendedHighestSequence()).isEqualTo(10);
        arrive(11);
        assertThat(statistics.lost()).isZero();
        arrive(30_000);
        arrive(30_001);
        assertThat(statistics.extendedHighestSequence()).isEqualTo(30_001);
        assertThat(statistics.lost()).isZero();
        arrive(20_000);
        assertThat(statistics.received()).as("too old to be counted").isEqualTo(1);
    }

    /** The estimator of RFC 3550 A.8 in floating point. */
    @Test
    void jitterFollowsTheFormulaOfTheStandard() {
        var random = new Random(71);
        double expected = 0;
        double before = 0;
        long timestamp = 0xFFFF_0000L;
        for (int n = 0; n < 5_000; n++) {
            long now = n * 33 * MS + (long) (random.nextDouble() * 10 * MS);
            long rtp = timestamp + n * 33L * 90;
            statistics.onPacket(now, n & 0xffff, rtp & 0xFFFF_FFFFL);
            double transit = now * 90_000 / 1e9 - rtp;
            if (n > 0) {
                expected += (Math.abs(transit - before) - expected) / 16;
            }
            before = transit;
        }
        assertThat((double) statistics.jitter()).isCloseTo(expected, within(3.0));
        assertThat(statistics.jitter()).isBetween(200L, 400L);
    }

    @Test
    void aSteadyStreamHasNoJitterWhateverTheClocksSay() {
        long start = Long.MAX_VALUE - 1_000 * MS;
        for (int n = 0; n < 100; n++) {
            statistics.onPacket(start + n * 10 * MS, n, 0xFFFF_FF00L + n * 900L & 0xFFFF_FFFFL);
        }
        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void theReportSaysHowLongAgoTheSendersReportCame() {
        arrive(1);
        var report = new SenderReport(42, 0x0000_0001_8000_0000L, 0, 0, 0, List.of());
        statistics.onSenderReport(1_000 * MS, report);
        ReportBlock block = statistics.reportBlock(1_500 * MS);
        assertThat(block.lastSenderReport()).isEqualTo(0x0001_8000);
        assertThat(block.delaySinceLastSenderReport()).isEqualTo(32_768);
    }
}
