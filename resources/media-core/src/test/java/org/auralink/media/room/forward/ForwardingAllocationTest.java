package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sdp.Codec;
import org.junit.jupiter.api.Test;

/** Forwarding happens half a million times per second; what it leaves behind would keep the collector busy. */
class ForwardingAllocationTest {
    private static final int SUBSCRIBERS = 20;
    private static final int PACKETS = 20_000;

    private final Scratch scratch = new Scratch();
    private long forwarded;

    private boolean count(long now, byte[] buf, int from, int size) {
        forwarded++;
        return true;
    }

    @Test
    void forwardingVideoAllocatesNothing() {
        RtpPacket key = Packets.vp8(1, 0, 0, 0, 0, true);
        RtpPacket other = Packets.vp8(1, 0, 0, 0, 0, false);
        assertThat(allocatedPerPacket(true, new SourceStream(1, 0, Packets.VP8), key, other))
                .isLessThan(0.5);
    }

    @Test
    void choosingLayersAllocatesNothing() {
        var vp9 = new Codec(98, "VP9", 90_000, 1, "", List.of());
        RtpPacket key = Packets.packet(98, 1, 0, 0, new byte[] {(byte) 0xAC, (byte) 0x80, 1, 0, 0, 1});
        RtpPacket other = Packets.packet(98, 1, 0, 0, new byte[] {(byte) 0xEC, (byte) 0x80, 2, 0, 0, 1});
        assertThat(allocatedPerPacket(true, new SourceStream(1, 0, vp9), key, other))
                .isLessThan(0.5);
    }

    @Test
    void forwardingAudioAllocatesNothing() {
        RtpPacket packet = Packets.packet(111, 1, 0, 0, new byte[80]);
        assertThat(allocatedPerPacket(false, new SourceStream(1, 0, Packets.OPUS), packet, packet))
                .isLessThan(0.5);
    }

    private double allocatedPerPacket(boolean video, SourceStream source, RtpPacket first, RtpPacket next) {
        var track = new ForwardedTrack(video);
        track.add(0, source);
        for (int i = 0; i < SUBSCRIBERS; i++) {
            var out = new OutboundStream(100 + i, 120, 200 + i, 121, 90_000);
            var subscription = new Subscription(track, this::count, out, scratch);
            track.add(subscription);
            subscription.ready(0);
        }
        track.receive(0, source, first, false);
        run(track, source, next, 1, PACKETS);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        forwarded = 0;
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        run(track, source, next, PACKETS + 1, 2 * PACKETS);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(forwarded).isEqualTo((long) PACKETS * SUBSCRIBERS);
        return (double) allocated / forwarded;
    }

    private static void run(ForwardedTrack track, SourceStream source, RtpPacket packet, int from, int to) {
        for (int sequence = from; sequence <= to; sequence++) {
            packet.setSequenceNumber(sequence);
            packet.setTimestamp(sequence * 960L);
            track.receive(sequence * 1_000_000L, source, packet, false);
        }
    }
}
