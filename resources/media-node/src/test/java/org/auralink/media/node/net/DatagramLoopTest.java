package org.auralink.media.node.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.node.Waiting;
import org.auralink.media.transport.DropReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatagramLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Fingerprint FINGERPRINT = Fingerprint.of("sha-256", new byte[1]);
    private static final byte[] MEDIA = {(byte) 0x80, 96, 0, 1};

    private final DatagramLoops loops = open(2, 0);
    private final DatagramLoop loop = loops.all().get(0);

    private static DatagramLoops open(int count, int port) {
        TransportOpener opener = (now, loop, room, listener, media) -> new FakeTransport(loop.routes(), loop::send);
        return DatagramLoops.open(count, LOOPBACK, n -> port, LOOPBACK, FINGERPRINT, opener, NetLimits.DEFAULT);
    }

    @AfterEach
    void close() {
        loops.close();
    }

    private FakeTransport transport() throws InterruptedException, ExecutionException, TimeoutException {
        var opened = new CompletableFuture<FakeTransport>();
        loop.execute(now ->
                opened.complete((FakeTransport) loop.open(now, (at, transport, state, reason) -> {}, new NoMedia())));
        return opened.get(5, TimeUnit.SECONDS);
    }

    @Test
    void tickOfABusyLoopStandsStill() throws Exception {
        var busy = new BusyLoop(loop);
        long stuckAt = loop.lastTickNanos();
        Waiting.until(
                "late",
                PATIENCE,
                () -> loop.now() - stuckAt > 10 * NetLimits.DEFAULT.tick().toNanos());
        assertThat(loop.lastTickNanos()).isEqualTo(stuckAt);
        busy.close();
        Waiting.until("goes on", PATIENCE, () -> loop.lastTickNanos() != stuckAt);
    }

    @Test
    void clientIsAnsweredOverTheNetwork() throws Exception {
        var transport = transport();
        byte[] check = Checks.check(transport.credentials.ufrag());
        try (Peer peer = new Peer(loop.port())) {
            peer.send(check);
            assertThat(peer.receive()).isEqualTo(check);
            peer.send(MEDIA);
            assertThat(peer.receive()).isEqualTo(MEDIA);
        }
        assertThat(loop.traffic().packetsIn()).isEqualTo(2);
        assertThat(loop.traffic().bytesOut()).isEqualTo(check.length + MEDIA.length);
    }

    @Test
    void twoClientsOfOneLoopGetTheirOwnDatagrams() throws Exception {
        byte[] first = Checks.check(transport().credentials.ufrag());
        byte[] second = Checks.check(transport().credentials.ufrag());
        try (Peer one = new Peer(loop.port());
                Peer two = new Peer(loop.port())) {
            one.send(first);
            two.send(second);
            assertThat(one.receive()).isEqualTo(first);
            assertThat(two.receive()).isEqualTo(second);
        }
    }

    @Test
    void datagramsThatLeaveTogetherArriveOneByOneInTheirOrder() throws Exception {
        var transport = transport();
        byte[] check = Checks.check(transport.credentials.ufrag());
        try (Peer peer = new Peer(loop.port())) {
            peer.send(check);
            assertThat(peer.receive()).isEqualTo(check);
            int[] sizes = {1200, 1200, 1200, 700, 900, 900, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200, 30};
            loop.execute(now -> {
                for (int i = 0; i < sizes.length; i++) {
                    loop.send(filled(i, sizes[i]), 0, sizes[i], transport.address);
                }
            });
            for (int i = 0; i < sizes.length; i++) {
                assertThat(peer.receive()).as("datagram " + i).isEqualTo(filled(i, sizes[i]));
            }
        }
    }

    private static byte[] filled(int value, int size) {
        byte[] datagram = new byte[size];
        Arrays.fill(datagram, (byte) value);
        return datagram;
    }

    @Test
    void forgedCheckDoesNotOpenAnAddress() throws Exception {
        var transport = transport();
        try (Peer stranger = new Peer(loop.port())) {
            stranger.send(Checks.check(transport.credentials.ufrag(), FakeTransport.FORGED));
            stranger.send(MEDIA);
            Waiting.until("counted", PATIENCE, () -> loop.drops().get(DropReason.NO_TRANSPORT) == 1);
        }
        assertThat(transport.address).isNull();
    }

    @Test
    void megabyteOfGarbageIsCountedWhileTrafficGoesOn() throws Exception {
        var random = new Random(42);
        byte[] check = Checks.check(transport().credentials.ufrag());
        int garbage = 0;
        try (Peer peer = new Peer(loop.port());
                Peer attacker = new Peer(loop.port())) {
            peer.send(check);
            assertThat(peer.receive()).isEqualTo(check);
            for (int bytes = 0; bytes < 1_000_000; garbage++) {
                byte[] rubbish = new byte[1 + random.nextInt(1400)];
                random.nextBytes(rubbish);
                attacker.send(rubbish);
                bytes += rubbish.length;
                byte[] media = Arrays.copyOf(MEDIA, 5 + random.nextInt(1000));
                peer.send(media);
                assertThat(peer.receive()).isEqualTo(media);
            }
        }
        int sent = garbage;
        Waiting.until("counted", PATIENCE, () -> loop.drops().total() == sent);
    }

    @Test
    void brokenTransportDoesNotStopTheLoop() throws Exception {
        byte[] check = Checks.check(transport().credentials.ufrag());
        loop.execute(now -> {
            throw new IllegalStateException("broken on purpose");
        });
        try (Peer peer = new Peer(loop.port())) {
            peer.send(check);
            assertThat(peer.receive()).isEqualTo(check);
        }
    }

    @Test
    void oversizedDatagramIsCutInsteadOfRead() throws Exception {
        var transport = transport();
        try (Peer peer = new Peer(loop.port())) {
            byte[] check = Checks.check(transport.credentials.ufrag());
            peer.send(check);
            peer.receive();
            peer.send(Arrays.copyOf(MEDIA, 9000));
            assertThat(peer.receive()).hasSize(NetLimits.DEFAULT.maxDatagram());
        }
    }

    @Test
    void dueTransportsAreDriven() throws Exception {
        var transport = transport();
        assertThat(transport.timeouts).isZero();
        transport.nextTimeout = loop.now();
        Waiting.until("driven", PATIENCE, () -> transport.timeouts > 1);
        assertThat(loop.transports()).isEqualTo(1);
    }

    @Test
    void tasksRunOnTheLoopAtTheirTimeWithItsClock() throws Exception {
        long begin = loop.now();
        long delay = TimeUnit.MILLISECONDS.toNanos(20);
        var ran = new CompletableFuture<Long>();
        loop.schedule(delay, now -> ran.complete(loop.inLoop() ? now : -1));
        assertThat(ran.get(5, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(begin + delay);
    }

    @Test
    void newRoomsGoToTheLoopWithTheFewestTransports() throws Exception {
        transport();
        Waiting.until("seen", PATIENCE, () -> loop.transports() == 1);
        assertThat(loops.leastLoaded()).isSameAs(loops.all().get(1));
    }

    @Test
    void candidatesNameTheLoopsOwnPort() {
        assertThat(loop.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.port()).isEqualTo(loop.port());
            assertThat(candidate.address()).isEqualTo(LOOPBACK.getHostAddress());
        });
        assertThat(loops.all().get(1).port()).isNotEqualTo(loop.port());
    }

    @Test
    void portInUseIsNamed() {
        assertThatThrownBy(() -> open(1, loop.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(Integer.toString(loop.port()));
    }

    @Test
    void closingSaysGoodbyeAndFreesThePort() throws Exception {
        var transport = transport();
        int port = loop.port();
        try (Peer peer = new Peer(port)) {
            byte[] check = Checks.check(transport.credentials.ufrag());
            peer.send(check);
            assertThat(peer.receive()).isEqualTo(check);
            loops.close();
            assertThat(peer.receive()).isEqualTo("bye".getBytes(US_ASCII));
        }
        assertThat(loop.execute(now -> {})).isFalse();
        assertThat(canBind(port)).isTrue();
    }

    private static boolean canBind(int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, port))) {
            return socket.isBound();
        }
    }
}
