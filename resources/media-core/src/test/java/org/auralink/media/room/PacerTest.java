package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is sent at once and what waits, at an estimate of 800 kbit/s: 150 bytes pass in a millisecond, half again what is estimated. */
class PacerTest {
    private static final long MS = 1_000_000L;
    private static final int SIZE = 1_000;

    private final Pacer pacer = new Pacer();
    private long now = 5_000 * MS;

    private int sendAtOnce(int packets) {
        int left = 0;
        for (int i = 0; i < packets; i++) {
            if (pacer.take(now, SIZE)) {
                left++;
            } else {
                byte[] packet = new byte[SIZE + 2];
                packet[1] = (byte) i;
                assertThat(pacer.keep(packet, 1, SIZE)).isTrue();
            }
        }
        return left;
    }

    private int drain() {
        int left = 0;
        while (pacer.next(now) != null) {
            left++;
        }
        return left;
    }

    @Test
    void withoutAnEstimateEverythingLeavesAtOnce() {
        assertThat(sendAtOnce(500)).isEqualTo(500);
        pacer.passes(800_000);
        now += 20 * MS;
        // What left before is no debt.
        assertThat(sendAtOnce(3)).isEqualTo(3);
    }

    @Test
    void aFrameLeavesAtOnceAndAKeyFrameBitByBit() {
        pacer.passes(800_000);
        assertThat(sendAtOnce(20)).isEqualTo(6);
        assertThat(drain()).isZero();
        now += 20 * MS;
        assertThat(drain()).isBetween(2, 4);
        for (int i = 0; i < 15; i++) {
            now += 20 * MS;
            drain();
        }
        assertThat(pacer.hasWaiting()).isFalse();
    }

    @Test
    void theOrderIsKeptAndNothingOvertakesWhatWaits() {
        pacer.passes(800_000);
        sendAtOnce(10);
        now += 10 * MS;
        assertThat(pacer.take(now, SIZE)).isFalse();
        byte[] next = pacer.next(now);
        assertThat(next).isNotNull();
        assertThat(next[0]).isEqualTo((byte) 6);
    }

    @Test
    void whatWaitsIsGoneSoonAlthoughFarLessIsEstimatedToPass() {
        pacer.passes(50_000);
        sendAtOnce(60);
        int ticks = 0;
        while (pacer.hasWaiting()) {
            now += 20 * MS;
            drain();
            ticks++;
        }
        assertThat(ticks * 20).isBetween(200, 1_200);
    }

    @Test
    void noMoreWaitsThanIsOfUse() {
        pacer.passes(50_000);
        int kept = 0;
        while (kept < 1_000 && (pacer.take(now, SIZE) || pacer.keep(new byte[SIZE], 0, SIZE))) {
            kept++;
        }
        assertThat(kept).isBetween(250, 300);
    }
}
