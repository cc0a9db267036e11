package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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

    private boolean holds(int sequence) {
        var kept = new RtpPacket();
        return history.get(sequence, kept) && kept.sequenceNumber() == sequence;
    }

    @Test
    void theLastPacketsAreKeptAndOlderOnesReplaced() {
        for (int sequence = 65_530; sequence < 65_530 + 20; sequence++) {
            assertThat(history.put(packet(sequence, 5))).isTrue();
        }
        assertThat(holds(65_533)).isFalse();
        assertThat(holds(65_534)).isTrue();
        var kept = new RtpPacket();
        assertThat(history.get(3, kept)).isTrue();
        assertThat(kept.sequenceNumber()).isEqualTo(3);
        assertThat(kept.timestamp()).isEqualTo(65_539);
        assertThat(history.get(65_533, kept)).isFalse();
    }

    @Test
    void repetitionsOldAndLargePacketsAreNotKept() {
        assertThat(history.put(packet(100, 5))).isTrue();
        assertThat(history.put(packet(100, 5))).as("again").isFalse();
        assertThat(history.put(packet(84, 5))).as("a ring older").isFalse();
        assertThat(history.put(packet(101, 89))).as("too large").isFalse();
        assertThat(history.put(packet(101, 88))).isTrue();
        assertThat(holds(100)).isTrue();
    }

    @Test
    void memoryIsTakenByPacketsAndNotByStreams() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        var large = new PacketHistory[100];
        RtpPacket packet = packet(1, 5);
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < large.length; i++) {
            large[i] = new PacketHistory(RtpLimits.VIDEO_HISTORY);
            large[i].put(packet);
        }
        assertThat((threads.getThreadAllocatedBytes(thread) - before) / large.length)
                .as("bytes of a stream of one packet")
                .isLessThan(10_000);
    }

    @Test
    void aPlaceGrowsWithItsPackets() {
        var large = new PacketHistory(4, 1_000);
        var kept = new RtpPacket();
        byte[] array = new byte[1_100];
        for (int sequence = 0; sequence < 40; sequence++) {
            int size = sequence % 8 < 4 ? 200 + sequence : 700 + sequence;
            var writer = new RtpWriter(array).begin(false, 96, sequence, sequence, 1);
            view.parse(array, 0, writer.payload(new byte[size], 0, size).length());
            assertThat(large.put(view)).isTrue();
            assertThat(large.get(sequence, kept)).isTrue();
            assertThat(kept.payloadLength()).isEqualTo(size);
        }
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
            history.put(packet(sequence, 1));
            assertThat(holds(newest & 0xffff)).isTrue();
            for (int back = 0; back < 16; back++) {
                if (newest - back >= 60_000) {
                    assertThat(holds(newest - back & 0xffff)).isTrue();
                }
            }
        }
    }
}
