package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketHistoryTest {
    private final PacketHistory history = new PacketHistory(16, 100);
    private final RtpPacket view = new RtpPacket();
    private final byte[] buf = new byte[200];

    private RtpPacket packet(int sequence, int payload) {
        var writer = new RtpWriter(buf).begin(false, 96, sequence & 0xffff, sequence, 1);
        writer.payload(new byte[payload], 0, payload);
        view.parse(buf, 0, writer.length());
        return view;
    }

    @Test
    void theLastPacketsAreKeptAndOlderOnesReplaced() {
        for (int sequence = 65_530; sequence < 65_530 + 20; sequence++) {
            assertThat(history.put(sequence, packet(sequence, 5))).isTrue();
        }
        assertThat(history.contains(65_533)).isFalse();
        assertThat(history.contains(65_534)).isTrue();
        var kept = new RtpPacket();
        assertThat(history.get(3, kept)).isTrue();
        assertThat(kept.sequenceNumber()).isEqualTo(3);
        assertThat(kept.timestamp()).isEqualTo(65_539);
        assertThat(history.receivedNanos(3)).isEqualTo(65_539);
        assertThat(history.get(65_533, kept)).isFalse();
        history.clear();
        assertThat(history.contains(3)).isFalse();
    }

    @Test
    void repetitionsOldAndLargePacketsAreNotKept() {
        assertThat(history.put(0, packet(100, 5))).isTrue();
        assertThat(history.put(0, packet(100, 5))).as("again").isFalse();
        assertThat(history.put(0, packet(84, 5))).as("a ring older").isFalse();
        assertThat(history.put(0, packet(101, 89))).as("too large").isFalse();
        assertThat(history.put(0, packet(101, 88))).isTrue();
        assertThat(history.contains(100)).isTrue();
    }

    @Test
    void aRingMustBeAPowerOfTwo() {
        assertThatThrownBy(() -> new PacketHistory(100)).hasMessageContaining("power of two");
    }

    @Test
    void whateverTheOrderTheNewestPacketOfASlotWins() {
        var random = new Random(41);
        List<Integer> order = new ArrayList<>();
        for (int sequence = 60_000; sequence < 80_000; sequence++) {
            order.add(sequence);
            if (random.nextInt(10) == 0) {
                order.add(sequence - random.nextInt(14));
            }
        }
        int newest = 0;
        for (int sequence : order) {
            newest = Math.max(newest, sequence);
            history.put(0, packet(sequence, 1));
            assertThat(history.contains(newest & 0xffff)).isTrue();
            for (int back = 0; back < 16; back++) {
                if (newest - back >= 60_000) {
                    assertThat(history.contains(newest - back & 0xffff)).isTrue();
                }
            }
        }
    }
}
