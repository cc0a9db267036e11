package org.auralink.media.load;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.Transports;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.OutboundStream;
import org.auralink.media.room.forward.Scratch;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sdp.Codec;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportLimits;
import org.auralink.media.transport.TransportState;

/** The node's media path without signalling: one loop, one track, transports for everybody. */
final class ForwardingNode implements AutoCloseable {
    static final int SSRC = 0x1234;
    static final int PAYLOAD_TYPE = 96;
    private static final int CLOCK_RATE = 90_000;

    private final Transports transports = new Transports(TransportLimits.DEFAULT, NetLimits.DEFAULT);
    private final DatagramLoops loops = DatagramLoops.open(
            1,
            InetAddress.getLoopbackAddress(),
            n -> 0,
            InetAddress.getLoopbackAddress(),
            transports.fingerprint(),
            transports,
            NetLimits.DEFAULT);
    private final DatagramLoop loop = loops.all().get(0);
    private final Scratch scratch = new Scratch();
    private final ForwardedTrack track = new ForwardedTrack(true, scratch);
    private final SourceStream source =
            new SourceStream(SSRC, 0, new Codec(PAYLOAD_TYPE, "VP8", CLOCK_RATE, 1, "", List.of()));

    DatagramLoop loop() {
        return loop;
    }

    Fingerprint fingerprint() {
        return transports.fingerprint();
    }

    /** The loop's thread. */
    long thread() {
        return onLoop(now -> Thread.currentThread().getId());
    }

    /** Transports for the clients: the first publishes to all others. */
    List<IceCredentials> accept(LoadProcess.Clients clients) {
        return onLoop(now -> {
            track.add(now, source);
            List<IceCredentials> ours = new ArrayList<>();
            for (IceCredentials client : clients.credentials()) {
                PeerTransport transport = ours.isEmpty() ? publisher(now) : subscriber(now, ours.size());
                transport.setRemote(now, client, clients.fingerprint());
                ours.add(transport.localCredentials());
            }
            return ours;
        });
    }

    private PeerTransport publisher(long now) {
        return loop.open(now, (at, transport, state, reason) -> {}, new Forward());
    }

    private PeerTransport subscriber(long now, int number) {
        Subscription[] subscription = new Subscription[1];
        PeerTransport transport = loop.open(
                now,
                (at, connected, state, reason) -> {
                    if (state == TransportState.CONNECTED) {
                        subscription[0].ready(at);
                    }
                },
                new Feedback());
        OutboundStream out = new OutboundStream(SSRC + number, PAYLOAD_TYPE, SSRC - number, -1, CLOCK_RATE);
        subscription[0] = new Subscription(track, transport::sendRtp, out, scratch);
        track.add(subscription[0]);
        return transport;
    }

    private <T> T onLoop(LongFunction<T> task) {
        var result = new CompletableFuture<T>();
        loop.execute(now -> {
            try {
                result.complete(task.apply(now));
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.join();
    }

    @Override
    public void close() {
        loops.close();
        transports.close();
    }

    private final class Forward implements MediaSink {
        @Override
        public void onRtp(long now, MediaTransport from, RtpPacket packet) {
            if (packet.ssrc() == SSRC) {
                track.receive(now, source, packet, false);
            }
        }

        @Override
        public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {}
    }

    /** Nobody reports here. */
    private static final class Feedback implements MediaSink {
        @Override
        public void onRtp(long now, MediaTransport from, RtpPacket packet) {}

        @Override
        public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {}
    }
}
