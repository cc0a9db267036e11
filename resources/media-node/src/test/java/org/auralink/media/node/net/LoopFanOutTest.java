package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.node.Waiting;
import org.auralink.media.transport.FanOut;
import org.auralink.media.transport.PeerAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A loop's many receivers are served by all threads of the node that have time. */
class LoopFanOutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final Fingerprint FINGERPRINT = Fingerprint.of("sha-256", new byte[1]);
    /** As if each loop had no time to spare. */
    private static final NetLimits BUSY = NetLimits.DEFAULT.withHelpFrom(0);

    private static final int RECEIVERS = 48;
    /** To each receiver; together more than is worth waking another thread. */
    private static final int DATAGRAMS = 4;

    private final List<FakeTransport> transports = new ArrayList<>();
    private final List<Peer> peers = new ArrayList<>();
    private final DatagramLoops loops = open();
    private final DatagramLoop loop = loops.all().get(0);
    private final DatagramLoop other = loops.all().get(1);

    private static DatagramLoops open() {
        TransportOpener opener = (now, on, room, listener, media) -> new FakeTransport(on.routes(), on::send);
        return DatagramLoops.open(2, LOOPBACK, n -> 0, LOOPBACK, FINGERPRINT, opener, BUSY);
    }

    @BeforeEach
    void connect() throws Exception {
        for (int i = 0; i < RECEIVERS; i++) {
            var opened = new CompletableFuture<FakeTransport>();
            loop.execute(now -> opened.complete(
                    (FakeTransport) loop.open(now, (at, transport, state, reason) -> {}, new NoMedia())));
            FakeTransport transport = opened.get(5, TimeUnit.SECONDS);
            var peer = new Peer(loop.port());
            byte[] check = Checks.check(transport.credentials.ufrag());
            peer.send(check);
            assertThat(peer.receive()).isEqualTo(check);
            transports.add(transport);
            peers.add(peer);
        }
    }

    @AfterEach
    void close() {
        peers.forEach(Peer::close);
        loops.close();
    }

    private static byte[] datagram(int receiver, int number) {
        byte[] datagram = new byte[500];
        Arrays.fill(datagram, (byte) receiver);
        datagram[0] = (byte) 0x80;
        datagram[1] = (byte) (number >> 8);
        datagram[2] = (byte) number;
        return datagram;
    }

    private void send(int receiver, int first, int count) {
        PeerAddress to = transports.get(receiver).address;
        for (int number = first; number < first + count; number++) {
            loop.send(datagram(receiver, number), 0, 500, to);
        }
    }

    private void assertReceived(int from, int to) throws IOException {
        for (int receiver = 0; receiver < RECEIVERS; receiver++) {
            for (int number = from; number < to; number++) {
                assertThat(peers.get(receiver).receive())
                        .as("datagram " + number + " of receiver " + receiver)
                        .isEqualTo(datagram(receiver, number));
            }
        }
    }

    /** Serves on the loop, and returns what became of it. */
    private CompletableFuture<Void> serve(int datagrams, FanOut.Work work) {
        var served = new CompletableFuture<Void>();
        loop.execute(now -> {
            try {
                loop.helpers().setStrained(true);
                loop.fanOut().serve(RECEIVERS, datagrams, work);
                served.complete(null);
            } catch (RuntimeException e) {
                served.completeExceptionally(e);
            }
        });
        return served;
    }

    /** Has both threads wait for each other in their first parts, so that both take part, however busy the machine is. */
    private static final class Meeting {
        private final Set<Integer> lanes = ConcurrentHashMap.newKeySet();
        private final CountDownLatch both = new CountDownLatch(2);

        void arrive(int lane) {
            if (lanes.add(lane)) {
                both.countDown();
            }
            try {
                assertThat(both.await(5, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void threadsTogetherSendEachReceiverEverythingInItsOrder() throws Exception {
        var meeting = new Meeting();
        for (int round = 0; round < 5; round++) {
            int first = round * DATAGRAMS;
            // Afterwards the loop may do without for a while, as it had to wait.
            boolean begins = round == 0;
            serve(DATAGRAMS, (from, to, lane) -> {
                        if (begins) {
                            meeting.arrive(lane);
                        }
                        for (int receiver = from; receiver < to; receiver++) {
                            send(receiver, first, DATAGRAMS);
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            assertReceived(first, first + DATAGRAMS);
        }
        assertThat(meeting.lanes).containsExactlyInAnyOrder(0, 1);
        Waiting.until("counted", PATIENCE, () -> loop.traffic().packetsOut() == RECEIVERS * (1 + 5 * DATAGRAMS));
        assertThat(other.traffic().packetsOut()).isZero();
    }

    @Test
    void whatTheLoopSentBeforeArrivesBefore() throws Exception {
        var meeting = new Meeting();
        var served = new CompletableFuture<Void>();
        loop.execute(now -> {
            for (int receiver = 0; receiver < RECEIVERS; receiver++) {
                send(receiver, 0, 1);
            }
            loop.helpers().setStrained(true);
            loop.fanOut().serve(RECEIVERS, DATAGRAMS, (from, to, lane) -> {
                meeting.arrive(lane);
                for (int receiver = from; receiver < to; receiver++) {
                    send(receiver, 1, DATAGRAMS);
                }
            });
            for (int receiver = 0; receiver < RECEIVERS; receiver++) {
                send(receiver, 1 + DATAGRAMS, 1);
            }
            served.complete(null);
        });
        served.get(10, TimeUnit.SECONDS);
        assertReceived(0, 2 + DATAGRAMS);
    }

    @Test
    void helperReadsNothingFromTheSocket() throws Exception {
        threadsTogetherSendEachReceiverEverythingInItsOrder();
        for (int i = 0; i < RECEIVERS; i++) {
            byte[] media = {(byte) 0x80, 96, 0, (byte) i};
            peers.get(i).send(media);
            assertThat(peers.get(i).receive()).isEqualTo(media);
        }
        assertThat(loop.traffic().packetsIn()).isEqualTo(2 * RECEIVERS);
    }

    @Test
    void littleWorkIsDoneByTheLoopAlone() throws Exception {
        Set<Integer> lanes = ConcurrentHashMap.newKeySet();
        serve(2, (from, to, lane) -> {
                    lanes.add(lane);
                    assertThat(to - from).isEqualTo(RECEIVERS);
                })
                .get(10, TimeUnit.SECONDS);
        assertThat(lanes).containsExactly(0);
    }

    @Test
    void aLoopThatHasTimeServesAloneWhateverThereIs() throws Exception {
        Set<Integer> lanes = ConcurrentHashMap.newKeySet();
        var served = new CompletableFuture<Void>();
        loop.execute(now -> {
            loop.helpers().setStrained(false);
            loop.fanOut().serve(RECEIVERS, 1_000, (from, to, lane) -> lanes.add(lane));
            served.complete(null);
        });
        served.get(10, TimeUnit.SECONDS);
        assertThat(lanes).containsExactly(0);
    }

    @Test
    void faultOfAHelperIsTheLoops() {
        var meeting = new Meeting();
        Set<Integer> served = ConcurrentHashMap.newKeySet();
        assertThat(serve(DATAGRAMS, (from, to, lane) -> {
                    meeting.arrive(lane);
                    if (lane > 0) {
                        throw new IllegalStateException("broken on purpose");
                    }
                    served.add(from);
                }))
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .withMessage("broken on purpose");
        assertThat(served).isNotEmpty();
    }

    @Test
    void busyThreadIsNotWaitedFor() throws Exception {
        var busy = new BusyLoop(other);
        Set<Integer> lanes = ConcurrentHashMap.newKeySet();
        serve(DATAGRAMS, (from, to, lane) -> lanes.add(lane)).get(10, TimeUnit.SECONDS);
        busy.close();
        assertThat(lanes).containsExactly(0);
    }

    @Test
    void twoLoopsThatHelpEachOtherDoNotWaitForEachOther() throws Exception {
        var ended = new CountDownLatch(2);
        for (DatagramLoop each : loops.all()) {
            each.execute(now -> {
                each.helpers().setStrained(true);
                for (int round = 0; round < 2_000; round++) {
                    each.fanOut().serve(RECEIVERS, DATAGRAMS, (from, to, lane) -> Thread.onSpinWait());
                }
                ended.countDown();
            });
        }
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void portsCanBeOpenedAgainOnceClosed() throws Exception {
        threadsTogetherSendEachReceiverEverythingInItsOrder();
        int port = loop.port();
        loops.close();
        TransportOpener opener = (now, on, room, listener, media) -> new FakeTransport(on.routes(), on::send);
        try (DatagramLoops again =
                DatagramLoops.open(1, LOOPBACK, n -> port, LOOPBACK, FINGERPRINT, opener, NetLimits.DEFAULT)) {
            assertThat(again.all().get(0).port()).isEqualTo(port);
        }
    }

    @Test
    void packetsOfSoundAreServedByTheLoopAloneHoweverManyHear() throws Exception {
        var parts = new CompletableFuture<List<List<Integer>>>();
        loop.execute(now -> {
            List<List<Integer>> served = new ArrayList<>();
            loop.helpers().setStrained(true);
            loop.fanOut().serve(1000, 1, (from, to, lane) -> served.add(List.of(from, to, lane)));
            parts.complete(served);
        });
        assertThat(parts.get(5, TimeUnit.SECONDS)).containsExactly(List.of(0, 1000, 0));
    }
}
