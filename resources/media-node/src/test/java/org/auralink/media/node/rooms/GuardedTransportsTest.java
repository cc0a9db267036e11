package org.auralink.media.node.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.LoopBatch;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.ReadBatch;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportListener;
import org.junit.jupiter.api.Test;

class GuardedTransportsTest {
    /** Keeps what the room would be called by. */
    private static final class Loop implements TransportFactory {
        private final List<MediaSink> sinks = new ArrayList<>();
        private final LoopBatch batch = new LoopBatch();

        @Override
        public ReadBatch batch() {
            return batch;
        }

        @Override
        public PeerTransport open(long now, TransportListener listener, MediaSink media) {
            sinks.add(media);
            return null;
        }

        @Override
        public List<IceCandidate> candidates() {
            return List.of();
        }

        @Override
        public Fingerprint fingerprint() {
            throw new AssertionError();
        }
    }

    /** A room with a fault. */
    private static final class Broken implements MediaSink {
        private int calls;

        @Override
        public void onRtp(long now, MediaTransport from, RtpPacket packet) {
            calls++;
            throw new IllegalStateException("on purpose");
        }

        @Override
        public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {
            calls++;
        }
    }

    @Test
    void faultOnThePacketsWayIsToldOnceAndTheRoomIsLeftAlone() {
        var loop = new Loop();
        var faults = new ArrayList<RuntimeException>();
        var guarded = new GuardedTransports(loop, faults::add);
        var first = new Broken();
        var second = new Broken();
        guarded.open(0, (now, transport, state, reason) -> {}, first);
        guarded.open(0, (now, transport, state, reason) -> {}, second);

        for (int i = 0; i < 5; i++) {
            loop.sinks.get(0).onRtp(i, null, null);
            loop.sinks.get(1).onRtcp(i, null, List.of());
        }

        assertThat(faults).hasSize(1);
        assertThat(first.calls).isEqualTo(1);
        assertThat(second.calls).isZero();
    }

    @Test
    void faultAtTheEndOfABatchIsToldOnceAndOtherRoomsGoOn() {
        var loop = new Loop();
        var faults = new ArrayList<RuntimeException>();
        var done = new ArrayList<String>();
        ReadBatch broken = new GuardedTransports(loop, faults::add).batch();
        ReadBatch whole = new GuardedTransports(loop, faults::add).batch();
        for (int i = 0; i < 3; i++) {
            loop.batch.begin();
            assertThat(broken.isOpen()).isTrue();
            broken.add(now -> {
                throw new IllegalStateException("on purpose");
            });
            broken.add(now -> done.add("broken"));
            whole.add(now -> done.add("whole"));
            loop.batch.end(i);
        }
        assertThat(faults).hasSize(1);
        assertThat(done).containsExactly("whole", "whole", "whole");
    }
}
