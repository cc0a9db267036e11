package org.auralink.media.node.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.net.StreamCounters.End;
import org.auralink.media.transport.DropReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ICE over TCP as a client meets it, with associations that believe every check that does not end in an x. */
class MediaListenerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte[] MEDIA = {(byte) 0x80, 96, 0, 1};
    private static final StreamLimits USUAL = StreamLimits.DEFAULT;

    private final DatagramLoops loops = DatagramLoops.open(
            2,
            LOOPBACK,
            n -> 0,
            LOOPBACK,
            Fingerprint.of("sha-256", new byte[1]),
            (now, loop, room, listener, media) -> new FakeTransport(loop.routes(), loop::send),
            NetLimits.DEFAULT);
    private MediaListener listener = open(USUAL);

    private MediaListener open(StreamLimits limits) {
        return new MediaListener(List.of(new InetSocketAddress(LOOPBACK, 0)), loops, limits);
    }

    private void reopen(StreamLimits limits) {
        listener.close();
        listener = open(limits);
    }

    @AfterEach
    void close() {
        loops.close();
        listener.close();
    }

    private FakeTransport transport(DatagramLoop loop) throws Exception {
        var opened = new CompletableFuture<FakeTransport>();
        loop.execute(now ->
                opened.complete((FakeTransport) loop.open(now, (at, transport, state, reason) -> {}, new NoMedia())));
        return opened.get(5, TimeUnit.SECONDS);
    }

    private FakeTransport transport() throws Exception {
        return transport(loops.all().get(0));
    }

    private Connection connect() throws IOException {
        return new Connection(listener.port());
    }

    private void awaitEnd(End why, int times) {
        Waiting.until(why + " is counted", PATIENCE, () -> listener.counters().endedSoFar(why) == times);
    }

    @Test
    void eachConnectionReachesTheLoopOfItsAssociation() throws Exception {
        for (DatagramLoop loop : loops.all()) {
            byte[] check = Checks.check(transport(loop).credentials.ufrag());
            try (Connection client = connect()) {
                client.send(check);
                assertThat(client.receive()).isEqualTo(check);
                client.send(MEDIA);
                assertThat(client.receive()).isEqualTo(MEDIA);
            }
            assertThat(loop.traffic().packetsIn()).isEqualTo(2);
            Waiting.until(
                    "its time is told, too", PATIENCE, () -> loop.forwarding().latency() > 0);
        }
        assertThat(listener.counters().provenSoFar()).isEqualTo(2);
        Waiting.until("closed", PATIENCE, () -> listener.counters().openNow() == 0);
    }

    @Test
    void framesAreReadHoweverTheyAreCut() throws Exception {
        var random = new Random(11);
        byte[] check = Checks.check(transport().credentials.ufrag());
        List<byte[]> sent = new ArrayList<>(List.of(check));
        var bytes = new ByteArrayOutputStream();
        bytes.write(Connection.framed(check));
        for (int n = 0; n < 400; n++) {
            byte[] datagram = Arrays.copyOf(MEDIA, 4 + random.nextInt(USUAL.frame() - 3));
            sent.add(datagram);
            bytes.write(Connection.framed(datagram));
        }
        byte[] all = bytes.toByteArray();
        try (Connection client = connect()) {
            var reader = CompletableFuture.supplyAsync(() -> {
                List<byte[]> received = new ArrayList<>();
                try {
                    while (received.size() < sent.size()) {
                        received.add(client.receive());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return received;
            });
            for (int at = 0; at < all.length; ) {
                int end = Math.min(all.length, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 5000));
                client.write(Arrays.copyOfRange(all, at, end));
                at = end;
            }
            assertThat(reader.get(30, TimeUnit.SECONDS)).containsExactlyElementsOf(sent);
        }
    }

    @Test
    void whoPresentsNoCheckOfAClientIsCutOffAtOnce() throws Exception {
        String ufrag = transport().credentials.ufrag();
        List<byte[]> first = List.of(
                Checks.check("stranger"),
                MEDIA,
                new byte[0],
                Checks.check(ufrag, FakeTransport.FORGED),
                "GET /".getBytes(US_ASCII));
        for (byte[] datagram : first) {
            try (Connection client = connect()) {
                client.send(datagram);
                assertThat(client.receive()).isNull();
            }
        }
        awaitEnd(End.STRANGER, first.size());
        assertThat(listener.counters().provenSoFar()).isZero();
    }

    @Test
    void aFrameThatIsTooLargeEndsTheConnectionBeforeItIsThere() throws Exception {
        byte[] check = Checks.check(transport().credentials.ufrag());
        try (Connection late = connect();
                Connection early = connect()) {
            early.write(new byte[] {(byte) 0xff, (byte) 0xff});
            assertThat(early.receive()).isNull();

            late.send(check);
            assertThat(late.receive()).isEqualTo(check);
            late.write(new byte[] {(byte) ((USUAL.frame() + 1) >>> 8), (byte) (USUAL.frame() + 1), 1, 2, 3});
            assertThat(late.receive()).isNull();
        }
        awaitEnd(End.MALFORMED, 2);
    }

    @Test
    void whoSaysNothingOrHalfAFrameIsCutOffAfterAWhile() throws Exception {
        reopen(with(USUAL.connections(), USUAL.unproven(), Duration.ofMillis(50)));
        byte[] half = Arrays.copyOf(Connection.framed(Checks.check("a")), 30);
        try (Connection silent = connect();
                Connection slow = connect()) {
            slow.write(half);
            assertThat(silent.receive()).isNull();
            assertThat(slow.receive()).isNull();
        }
        awaitEnd(End.LATE, 2);
    }

    private static StreamLimits with(int connections, int unproven, Duration proveWithin) {
        return new StreamLimits(
                USUAL.frame(),
                connections,
                connections,
                unproven,
                proveWithin,
                USUAL.readBytes(),
                USUAL.datagramsPerSecond(),
                USUAL.datagramBurst(),
                USUAL.queuedBytes(),
                USUAL.stuckAfter(),
                USUAL.strangers());
    }

    @Test
    void theLongestUnprovenConnectionMakesRoomForNewOnes() throws Exception {
        reopen(with(100, 3, Duration.ofMinutes(1)));
        byte[] check = Checks.check(transport().credentials.ufrag());
        try (Connection proven = connect();
                Connection oldest = connect()) {
            proven.send(check);
            assertThat(proven.receive()).isEqualTo(check);
            Waiting.until("proven", PATIENCE, () -> listener.counters().provenSoFar() == 1);
            try (Connection a = connect();
                    Connection b = connect();
                    Connection c = connect()) {
                assertThat(oldest.receive()).isNull();
                proven.send(MEDIA);
                assertThat(proven.receive()).isEqualTo(MEDIA);
                assertThat(List.of(a, b, c)).allMatch(each -> each.socket.isConnected());
            }
        }
        awaitEnd(End.GAVE_WAY, 1);
    }

    @Test
    void moreConnectionsThanAllowedAreRefused() throws Exception {
        reopen(with(2, 10, Duration.ofMinutes(1)));
        try (Connection a = connect();
                Connection b = connect();
                Connection refused = connect()) {
            assertThat(refused.receive()).isNull();
            assertThat(List.of(a, b)).allMatch(each -> each.socket.isConnected());
        }
        awaitEnd(End.TOO_MANY, 1);
    }

    @Test
    void whoDoesNotReadLosesDatagramsAndIsCutOffInTheEndWhileOthersGoOn() throws Exception {
        reopen(new StreamLimits(
                USUAL.frame(),
                10,
                10,
                10,
                PATIENCE,
                USUAL.readBytes(),
                USUAL.datagramsPerSecond(),
                USUAL.datagramBurst(),
                USUAL.queuedBytes(),
                Duration.ofMillis(100),
                USUAL.strangers()));
        DatagramLoop loop = loops.all().get(0);
        var deaf = transport();
        var other = transport();
        byte[] check = Checks.check(other.credentials.ufrag());
        byte[] large = Arrays.copyOf(MEDIA, 1200);
        try (Connection stuck = connect();
                Connection client = connect()) {
            stuck.send(Checks.check(deaf.credentials.ufrag()));
            stuck.receive();
            client.send(check);
            assertThat(client.receive()).isEqualTo(check);
            Waiting.until("cut off", PATIENCE.multipliedBy(4), () -> {
                loop.execute(now -> {
                    for (int n = 0; n < 100; n++) {
                        loop.send(large, 0, large.length, deaf.address);
                    }
                });
                return listener.counters().endedSoFar(End.STUCK) == 1;
            });
            client.send(MEDIA);
            assertThat(client.receive()).isEqualTo(MEDIA);
        }
        assertThat(loop.drops().get(DropReason.SEND_QUEUE_FULL)).isPositive();
    }

    /** Each costs a media thread as much as a large one, so TCP slows their sender down. */
    @Test
    void whoSendsManySmallDatagramsIsReadAsSlowlyAsItMaySend() throws Exception {
        reopen(new StreamLimits(
                USUAL.frame(),
                10,
                10,
                10,
                PATIENCE,
                256,
                1,
                100,
                USUAL.queuedBytes(),
                USUAL.stuckAfter(),
                USUAL.strangers()));
        byte[] check = Checks.check(transport().credentials.ufrag());
        try (Connection flood = connect();
                Connection client = connect()) {
            flood.send(check);
            flood.receive();
            client.send(check);
            client.receive();
            // 5000 of one byte, in more pieces than are read at once.
            byte[] small = {0, 1, (byte) 0x80};
            var many = new ByteArrayOutputStream();
            for (int n = 0; n < 5_000; n++) {
                many.write(small);
            }
            flood.write(many.toByteArray());
            for (int n = 0; n < 50; n++) {
                client.send(MEDIA);
                assertThat(client.receive()).isEqualTo(MEDIA);
            }
        }
        assertThat(loops.all().get(0).traffic().packetsIn()).isLessThan(1_000);
    }

    @Test
    void theConnectionEndsWithItsAssociationAfterTheLastWord() throws Exception {
        var transport = transport();
        byte[] check = Checks.check(transport.credentials.ufrag());
        try (Connection client = connect()) {
            client.send(check);
            assertThat(client.receive()).isEqualTo(check);
            loops.all().get(0).execute(transport::close);
            assertThat(client.receive()).isNull();
        }
    }

    @Test
    void anAssociationLearnsThatAConnectionEnded() throws Exception {
        var transport = transport();
        byte[] check = Checks.check(transport.credentials.ufrag());
        try (Connection client = connect()) {
            client.send(check);
            assertThat(client.receive()).isEqualTo(check);
        }
        Waiting.until("told", PATIENCE, () -> transport.lost == 1);
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() ->
                        new MediaListener(List.of(new InetSocketAddress(LOOPBACK, listener.port())), loops, USUAL))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("TCP port " + listener.port());
    }
}
