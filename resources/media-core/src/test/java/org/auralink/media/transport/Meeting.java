package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.HandshakeClient;
import org.auralink.media.dtls.HandshakeExecutor;
import org.auralink.media.dtls.HandshakeServer;
import org.auralink.media.dtls.NodeCertificate;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.srtp.SrtpProfile;
import org.auralink.media.srtp.SrtpReceiver;
import org.auralink.media.srtp.SrtpSender;

/**
 * An association and its client in one process. The test's thread is the loop, its clock stands still unless it is set,
 * and what the two sides send passes through paths that may lose, repeat and reorder.
 */
final class Meeting implements MediaSink {
    static final long SECOND = 1_000_000_000L;
    static final NodeCertificate NODE = certificate();
    static final NodeCertificate CLIENT = certificate();
    static final NodeCertificate STRANGER = certificate();
    static final PeerAddress HOME = address(40_000);

    /** For floods of what is to be looked at, whatever it costs. */
    static final TransportLimits UNBOUNDED = TransportLimits.DEFAULT.with(unbounded());

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Function<byte[], List<byte[]>> PERFECT = List::of;

    final IceCredentials remote = IceCredentials.random();
    final Routes routes = new Routes();
    final List<FailureReason> reasons = new ArrayList<>();
    final List<TransportState> states = new ArrayList<>();
    final List<byte[]> rtp = new ArrayList<>();
    final List<byte[]> data = new ArrayList<>();
    final List<RtcpPacket> rtcp = new ArrayList<>();
    final List<byte[]> answers = new ArrayList<>();
    /** Checks that the node sent, and where to. */
    final List<Sent> checks = new ArrayList<>();
    /** Everything that the node sent, and where to. */
    final List<Sent> sent = new ArrayList<>();

    final List<byte[]> media = new ArrayList<>();
    final List<PeerAddress> sentTo = new ArrayList<>();
    final AssociationTransport transport;
    final DtlsPeer peer = new DtlsPeer(this::fromClient);
    long now = 1000 * SECOND;
    Function<byte[], List<byte[]>> toNode = PERFECT;
    Function<byte[], List<byte[]>> toClient = PERFECT;
    int handshakesRunning;
    /** Bytes of the client's handshake. */
    long arrivedFromTheClient;

    HandshakeClient client;
    SrtpSender sender;
    SrtpReceiver receiver;

    private final LinkedBlockingQueue<LongConsumer> loop = new LinkedBlockingQueue<>();

    Meeting() {
        this(TransportLimits.DEFAULT);
    }

    Meeting(TransportLimits limits) {
        this(limits, null);
    }

    Meeting(TransportLimits limits, HandshakeExecutor threads) {
        HandshakeExecutor handshakes = threads == null ? this::startHandshake : threads;
        var environment = new TransportEnvironment(
                limits, NODE, handshakes, loop::add, this::fromNode, routes, new DropCounters());
        transport = AssociationTransport.open(
                now,
                environment,
                (at, who, state, reason) -> {
                    states.add(state);
                    reasons.add(reason);
                },
                this);
    }

    static NodeCertificate certificate() {
        return NodeCertificate.generate(new SecureRandom(), Clock.systemUTC());
    }

    private static TrafficLimits unbounded() {
        var any = new TrafficLimits.Rate(1_000_000_000, 1_000_000_000);
        var media = new MediaRate(1_000_000_000, 1_000_000_000);
        return new TrafficLimits(any, any, 1, media, media, any, any, any, any, any, any);
    }

    /** The usual limits but one. */
    static TransportLimits handshakeWithin(Duration within) {
        TransportLimits usual = TransportLimits.DEFAULT;
        return new TransportLimits(
                usual.maxDatagram(),
                usual.disconnectedAfter(),
                usual.failedAfter(),
                usual.connectWithin(),
                within,
                usual.maxHandshakeRecords(),
                usual.maxStreams(),
                usual.maxSentStreams(),
                usual.paths(),
                usual.traffic());
    }

    static PeerAddress address(int port) {
        return new PeerAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private boolean startHandshake(Runnable handshake) {
        handshakesRunning++;
        var thread = new Thread(
                () -> {
                    handshake.run();
                    loop.add(at -> handshakesRunning--);
                },
                "handshake");
        thread.setDaemon(true);
        thread.start();
        return true;
    }

    /** A datagram of the node. */
    record Sent(byte[] datagram, PeerAddress to) {}

    private void fromNode(byte[] buf, int from, int size, PeerAddress to) {
        byte[] datagram = Arrays.copyOfRange(buf, from, from + size);
        sentTo.add(to);
        sent.add(new Sent(datagram, to));
        if (Checks.isRequest(datagram)) {
            checks.add(new Sent(datagram, to));
        } else if ((datagram[0] & 0xff) >= 128) {
            media.add(datagram);
        } else if (datagram[0] < 4) {
            answers.add(datagram);
        } else {
            toClient.apply(datagram).forEach(peer::deliver);
        }
    }

    private void fromClient(byte[] datagram) {
        loop.add(at -> toNode.apply(datagram).forEach(arrived -> {
            arrivedFromTheClient += arrived.length;
            receive(arrived);
        }));
    }

    /** A datagram from an address that the loop knows nobody at. */
    boolean fromElsewhere(byte[] datagram, PeerAddress from) {
        return transport.receiveFromElsewhere(now, datagram, 0, datagram.length, from);
    }

    void receive(byte[] datagram) {
        receive(datagram, HOME);
    }

    void receive(byte[] datagram, PeerAddress from) {
        transport.receive(now, datagram, 0, datagram.length, from);
    }

    /** Sends a check that nominates the client's home. */
    Meeting check() {
        receive(Checks.nominating(transport.localCredentials(), remote));
        return this;
    }

    /** The client answers all checks that were sent to it at these addresses, from there. */
    void answerChecksAt(PeerAddress... at) {
        List<Sent> open = List.copyOf(checks);
        checks.clear();
        for (Sent check : open) {
            if (List.of(at).contains(check.to())) {
                receive(Checks.answer(check.datagram(), remote.password()), check.to());
            }
        }
    }

    /** Bytes that the node sent to an address. */
    long bytesTo(PeerAddress address) {
        return sent.stream()
                .filter(each -> each.to().equals(address))
                .mapToLong(each -> each.datagram().length)
                .sum();
    }

    Meeting describe(NodeCertificate described) {
        return describe(described, DtlsRole.SERVER);
    }

    Meeting describe(NodeCertificate described, DtlsRole ours) {
        transport.setRemote(now, remote, described.fingerprint(), ours);
        return this;
    }

    Meeting shakeHands(HandshakeClient with) {
        client = with;
        peer.connect(with);
        return this;
    }

    Meeting shakeHands() {
        return shakeHands(new HandshakeClient(CLIENT, SrtpProfile.values()));
    }

    /** Both sides have keys, and media can flow. */
    Meeting connect(SrtpProfile... offered) {
        describe(CLIENT).check().shakeHands(new HandshakeClient(CLIENT, offered));
        return awaitBoth();
    }

    Meeting awaitBoth() {
        until("the client connects", peer.connected::isDone);
        peer.connected.join();
        until("the node connects", () -> transport.state() == TransportState.CONNECTED);
        sender = new SrtpSender(client.keys().client(), 100);
        receiver = new SrtpReceiver(client.keys().server(), 100);
        return this;
    }

    /** The client waits for the node to begin the handshake. */
    Meeting listen(HandshakeServer server) {
        peer.accept(server);
        return this;
    }

    /** Both sides have keys, and media can flow, sealed by the client with the DTLS server's keys. */
    Meeting awaitBoth(HandshakeServer server) {
        until("the client connects", peer.connected::isDone);
        peer.connected.join();
        until("the node connects", () -> transport.state() == TransportState.CONNECTED);
        sender = new SrtpSender(server.keys().server(), 100);
        receiver = new SrtpReceiver(server.keys().client(), 100);
        return this;
    }

    /** Runs the loop until something is so. */
    void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            runOne(10);
        }
    }

    /** Runs what waits for the loop. */
    void settle() {
        while (runOne(0)) {
            // Each may bring more.
        }
    }

    private boolean runOne(long waitMillis) {
        try {
            LongConsumer task = loop.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (task != null) {
                task.accept(now);
            }
            return task != null;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets time pass, in steps of 100 ms as a loop would notice it. */
    void pass(long seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            now += SECOND / 10;
            transport.handleTimeout(now);
        }
    }

    FailureReason reason() {
        return reasons.isEmpty() ? null : reasons.get(reasons.size() - 1);
    }

    long dropped(DropReason reason) {
        return transport.drops().get(reason);
    }

    byte[] seal(byte[] packet) {
        byte[] out = new byte[packet.length + 30];
        return Arrays.copyOf(out, sender.sealRtp(packet, 0, packet.length, out));
    }

    byte[] sealRtcp(byte[] packet) {
        byte[] out = new byte[packet.length + 30];
        return Arrays.copyOf(out, sender.sealRtcp(packet, 0, packet.length, out));
    }

    /** The last media the node sent, opened by the client. */
    byte[] openLast(boolean isRtcp) {
        byte[] sealed = media.get(media.size() - 1);
        byte[] out = new byte[1500];
        int size = isRtcp
                ? receiver.openRtcp(sealed, 0, sealed.length, out)
                : receiver.openRtp(sealed, 0, sealed.length, out);
        assertThat(size).isPositive();
        return Arrays.copyOf(out, size);
    }

    @Override
    public void onRtp(long at, MediaTransport from, RtpPacket packet) {
        rtp.add(Arrays.copyOfRange(packet.array(), packet.offset(), packet.offset() + packet.length()));
    }

    @Override
    public void onRtcp(long at, MediaTransport from, List<RtcpPacket> packets) {
        rtcp.addAll(packets);
    }

    @Override
    public void onData(long at, MediaTransport from, byte[] buf, int start, int size) {
        data.add(Arrays.copyOfRange(buf, start, start + size));
    }
}
