package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.netem.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How two sides come together, again, and apart (RFC 9260 5, 9). */
class HandshakeTest {
    private final Endpoint a = new Endpoint(1);
    private final Endpoint b = new Endpoint(2);
    private final Network network = new Network(a, b, 3);

    private boolean connected() {
        return a.connected == 1 && b.connected == 1;
    }

    private void connect() {
        a.association.connect(network.now());
        b.association.connect(network.now());
        assertThat(network.run(Network.SECONDS, this::connected)).isTrue();
    }

    private void exchange(Endpoint first, Endpoint second) {
        int before = first.received.size();
        int other = second.received.size();
        first.send(network.now(), 1, Endpoint.numbered(1, 3_000), Delivery.RELIABLE);
        second.send(network.now(), 1, Endpoint.numbered(1, 3_000), Delivery.RELIABLE);
        assertThat(network.run(
                        20 * Network.SECONDS, () -> first.received.size() > before && second.received.size() > other))
                .isTrue();
    }

    @Test
    void oneSideCalls() {
        a.association.connect(network.now());
        assertThat(network.run(Network.SECONDS, this::connected)).isTrue();
        exchange(a, b);
    }

    @Test
    void bothSidesCallAtOnce() {
        connect();
        exchange(a, b);
        network.run(100 * Network.SECONDS);
        assertThat(a.connected + b.connected).isEqualTo(2);
        assertThat(a.restarted + b.restarted).isZero();
    }

    @Test
    void theSecondCallsWhileTheFirstWaits() {
        a.association.connect(network.now());
        network.run(15 * Network.MILLIS);
        b.association.connect(network.now());
        assertThat(network.run(Network.SECONDS, this::connected)).isTrue();
        exchange(a, b);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theyComeTogetherOnAPathThatLosesHalf(long seed) {
        Network rough = new Network(a, b, seed);
        rough.lose(0.5);
        rough.duplicate(0.2);
        rough.reorder(0.5);
        a.association.connect(rough.now());
        b.association.connect(rough.now());
        assertThat(rough.run(300 * Network.SECONDS, this::connected)).isTrue();
        rough.lose(0);
        a.send(rough.now(), 1, Endpoint.numbered(1, 3_000), Delivery.RELIABLE);
        assertThat(rough.run(60 * Network.SECONDS, () -> b.received.size() == 1))
                .isTrue();
        assertThat(a.restarted + b.restarted).isZero();
    }

    @Test
    void aPeerThatNeverAnswersIsGivenUpAfterHalfAMinute() {
        network.lose(1);
        a.association.connect(network.now());
        a.send(network.now(), 1, new byte[1_000], Delivery.RELIABLE);
        assertThat(network.run(60 * Network.SECONDS, () -> a.ended != null)).isTrue();
        assertThat(a.ended).isEqualTo(EndReason.UNREACHABLE);
        assertThat(network.now()).isGreaterThan(30 * Network.SECONDS);
        assertThat(a.association.held()).isZero();
        assertThat(a.association.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anInitLeavesNothingBehindButAnAnswer() {
        for (int n = 1; n < 1_000; n++) {
            int tag = n;
            byte[] init = Chunks.packet(
                    0,
                    packet -> new InitChunk(tag, 100_000, 10, 10, 1, true, true, null, List.of())
                            .write(packet, ChunkType.INIT));
            a.receive(network.now(), init);
        }
        List<byte[]> answers = new ArrayList<>();
        a.transmit(network.now(), (buf, from, size) -> answers.add(Arrays.copyOfRange(buf, from, from + size)));
        assertThat(answers).hasSize(1);
        assertThat(a.association.state()).isEqualTo(AssociationState.CONNECTING);
        assertThat(a.association.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aCookieComesBackInTimeOrIsRefusedAndTheCallBeginsAnew() {
        a.association.connect(network.now());
        // INIT arrives, INIT ACK too, and the cookie takes longer than it lives.
        network.run(25 * Network.MILLIS);
        network.delay(70 * Network.SECONDS);
        network.run(10 * Network.MILLIS);
        network.delay(10 * Network.MILLIS);
        network.run(200 * Network.SECONDS, () -> b.association.counters().get(SctpDrop.BAD_COOKIE) > 0);
        assertThat(network.run(10 * Network.SECONDS, this::connected)).isTrue();
    }

    @Test
    void aForgedCookieIsDropped() {
        byte[] forged = Chunks.packet(77, packet -> {
            packet.open(ChunkType.COOKIE_ECHO, 0);
            packet.putBytes(new byte[78], 0, 78);
            packet.close();
        });
        a.receive(network.now(), forged);
        assertThat(a.connected).isZero();
        assertThat(a.association.counters().get(SctpDrop.BAD_COOKIE)).isEqualTo(1);
    }

    @Test
    void aPacketWithAnotherTagOrPortIsDropped() {
        connect();
        byte[] abort = Chunks.packet(12_345, packet -> {
            packet.open(ChunkType.ABORT, 0);
            packet.close();
        });
        a.receive(network.now(), abort);
        byte[] reflected = Chunks.packet(12_345, packet -> {
            packet.open(ChunkType.ABORT, ChunkType.REFLECTED_TAG);
            packet.close();
        });
        a.receive(network.now(), reflected);
        assertThat(a.ended).isNull();
        assertThat(a.association.counters().get(SctpDrop.WRONG_TAG)).isEqualTo(2);
    }

    @Test
    void aPeerThatLostItsStateBeginsAnew() {
        connect();
        exchange(a, b);
        a.send(network.now(), 1, Endpoint.numbered(9, 500_000 / 10), Delivery.RELIABLE);
        network.flush();
        Endpoint again = new Endpoint(99);
        Network other = new Network(a, again, 4);
        other.run(network.now() - other.now());
        again.association.connect(other.now());
        assertThat(other.run(10 * Network.SECONDS, () -> a.restarted == 1 && again.connected == 1))
                .isTrue();
        assertThat(a.association.held()).isZero();
        again.send(other.now(), 1, Endpoint.numbered(5, 3_000), Delivery.RELIABLE);
        a.send(other.now(), 1, Endpoint.numbered(6, 3_000), Delivery.RELIABLE);
        assertThat(other.run(Network.SECONDS, () -> again.received.size() == 1)).isTrue();
        assertThat(again.received.get(0).number()).isEqualTo(6);
        assertThat(a.received.get(a.received.size() - 1).number()).isEqualTo(5);
    }

    @Test
    void anOrderlyEndLosesNothing() {
        connect();
        for (int n = 0; n < 10; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 20_000), Delivery.RELIABLE);
            b.send(network.now(), 1, Endpoint.numbered(n, 20_000), Delivery.RELIABLE);
        }
        a.association.shutdown(network.now());
        assertThat(a.send(network.now(), 1, new byte[4], Delivery.RELIABLE)).isEqualTo(SendOutcome.NOT_OPEN);
        assertThat(network.run(20 * Network.SECONDS, () -> a.ended != null && b.ended != null))
                .isTrue();
        assertThat(a.ended).isEqualTo(EndReason.SHUTDOWN);
        assertThat(b.ended).isEqualTo(EndReason.SHUTDOWN);
        assertThat(a.received).hasSize(10);
        assertThat(b.received).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bothEndItAtOnceOnARoughPath(long seed) {
        Network rough = new Network(a, b, seed);
        rough.lose(0.3);
        a.association.connect(rough.now());
        assertThat(rough.run(100 * Network.SECONDS, this::connected)).isTrue();
        a.send(rough.now(), 1, Endpoint.numbered(1, 5_000), Delivery.RELIABLE);
        a.association.shutdown(rough.now());
        b.association.shutdown(rough.now());
        assertThat(rough.run(200 * Network.SECONDS, () -> a.ended != null && b.ended != null))
                .isTrue();
        assertThat(b.received).hasSize(1);
        assertThat(List.of(a.ended, b.ended)).contains(EndReason.SHUTDOWN);
    }

    @Test
    void anAbortInTheMiddleEndsBothAndLeavesNothing() {
        connect();
        for (int n = 0; n < 20; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 50_000), Delivery.RELIABLE);
        }
        network.run(40 * Network.MILLIS);
        b.association.abort(network.now(), "enough");
        assertThat(network.run(Network.SECONDS, () -> a.ended != null)).isTrue();
        assertThat(a.ended).isEqualTo(EndReason.PEER_ABORTED);
        assertThat(b.ended).isEqualTo(EndReason.ABORTED);
        for (Endpoint side : new Endpoint[] {a, b}) {
            assertThat(side.association.held()).isZero();
            assertThat(side.association.kept()).isZero();
            assertThat(side.association.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
        }
    }
}
