package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.auralink.media.netem.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages over a path that loses nothing (RFC 9260 6). */
class TransferTest {
    private final Endpoint a = new Endpoint(1);
    private final Endpoint b = new Endpoint(2);
    private final Network network = new Network(a, b, 3);

    private void connect() {
        a.association.connect(network.now());
        b.association.connect(network.now());
        assertThat(network.run(Network.SECONDS, () -> a.connected + b.connected == 2))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 1_131, 1_132, 1_133, 1_200, 2_264, 15_000, 65_535, 65_536})
    void aMessageOfAnySizeArrivesWhole(int size) {
        connect();
        byte[] message = Endpoint.numbered(7, size);
        assertThat(a.send(network.now(), 1, message, Delivery.RELIABLE)).isEqualTo(SendOutcome.QUEUED);
        assertThat(network.run(Network.SECONDS, () -> !b.received.isEmpty())).isTrue();
        assertThat(b.received.get(0).bytes()).isEqualTo(message);
        network.run(Network.SECONDS);
        assertThat(a.association.held()).isZero();
        assertThat(b.association.kept()).isZero();
    }

    /** Of one packet and of three: acknowledging every second packet alone leaves the last one to the delay. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 3_000})
    void aSenderThatWaitsForEachMessageToBeAcknowledgedIsNotHeldUp(int size) {
        connect();
        int messages = 0;
        long end = network.now() + Network.SECONDS;
        while (network.now() < end) {
            a.send(network.now(), 1, Endpoint.numbered(messages, size), Delivery.RELIABLE);
            assertThat(network.run(Network.SECONDS, () -> a.association.held() == 0))
                    .isTrue();
            messages++;
        }
        assertThat(messages).isGreaterThan(20);
    }

    @Test
    void anEmptyOrTooLargeMessageIsRefused() {
        connect();
        assertThat(a.association.send(network.now(), 1, 53, new byte[0], 0, 0, Delivery.RELIABLE))
                .isEqualTo(SendOutcome.BAD_SIZE);
        assertThat(a.send(network.now(), 1, new byte[65_537], Delivery.RELIABLE))
                .isEqualTo(SendOutcome.BAD_SIZE);
    }

    @Test
    void messagesSentBeforeTheHandshakeFollowIt() {
        a.send(network.now(), 0, Endpoint.numbered(1, 100), Delivery.RELIABLE);
        connect();
        assertThat(network.run(Network.SECONDS, () -> !b.received.isEmpty())).isTrue();
    }

    @Test
    void aLargeMessageHoldsUpOtherStreamsForOneMessageOnly() {
        connect();
        for (int n = 0; n < 4; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 60_000), Delivery.RELIABLE);
        }
        a.send(network.now(), 2, Endpoint.numbered(100, 10), Delivery.RELIABLE);
        assertThat(network.run(10 * Network.SECONDS, () -> b.received.size() == 5))
                .isTrue();
        assertThat(b.received.stream().map(Endpoint.Message::number)).containsExactly(0, 100, 1, 2, 3);
    }

    @Test
    void smallMessagesAreNotHeldUpByHowManyLargeOnesWait() {
        connect();
        for (int n = 0; n < 30; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 60_000), Delivery.RELIABLE);
        }
        for (int n = 0; n < 200; n++) {
            a.send(network.now(), 2, Endpoint.numbered(n, 1_000), Delivery.RELIABLE);
        }
        assertThat(network.run(20 * Network.SECONDS, () -> b.numbers(2).size() == 200))
                .isTrue();
        assertThat(b.numbers(1).size()).as("as many bytes").isBetween(3, 6);
    }

    @Test
    void whatTheApplicationHasNotDoneWithSlowsThePeer() {
        connect();
        b.association.unread(SctpLimits.DEFAULT.receiveBuffer());
        for (int n = 0; n < 30; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 30_000), Delivery.RELIABLE);
        }
        network.run(20 * Network.SECONDS);
        assertThat(b.receivedBytes)
                .as("the first window, and what asks for more")
                .isLessThan(90_000);
        assertThat(a.ended).isNull();
        b.association.unread(SctpLimits.DEFAULT.receiveBuffer() / 2 + 1);
        network.run(100 * Network.MILLIS);
        assertThat(b.receivedBytes).isLessThan(60_000);
        b.association.unread(0);
        assertThat(network.run(Network.SECONDS, () -> b.received.size() == 30)).isTrue();
    }

    @Test
    void everySecondPacketIsAcknowledgedAtOnceAndASingleOneAfterAWhile() {
        connect();
        network.run(Network.SECONDS);
        long before = network.sent();
        a.send(network.now(), 1, Endpoint.numbered(1, 100), Delivery.RELIABLE);
        network.run(25 * Network.MILLIS);
        assertThat(network.sent() - before).isEqualTo(1);
        network.run(25 * Network.MILLIS);
        assertThat(network.sent() - before).isEqualTo(2);
        assertThat(a.association.held()).isZero();
        a.send(network.now(), 1, Endpoint.numbered(2, 1_100), Delivery.RELIABLE);
        a.send(network.now(), 1, Endpoint.numbered(3, 1_100), Delivery.RELIABLE);
        network.run(30 * Network.MILLIS);
        assertThat(a.association.held()).isZero();
        assertThat(network.sent() - before).isEqualTo(5);
    }

    @Test
    void aFullSendBufferRefusesReliableMessagesAndSaysSo() {
        connect();
        int taken = 0;
        while (a.send(network.now(), 1, Endpoint.numbered(taken, 50_000), Delivery.RELIABLE) == SendOutcome.QUEUED) {
            taken++;
        }
        assertThat(a.association.held()).isLessThanOrEqualTo(SctpLimits.DEFAULT.sendBuffer());
        assertThat(taken).isGreaterThan(35);
        int expected = taken;
        assertThat(network.run(60 * Network.SECONDS, () -> b.received.size() == expected))
                .isTrue();
        assertThat(a.send(network.now(), 1, Endpoint.numbered(0, 50_000), Delivery.RELIABLE))
                .isEqualTo(SendOutcome.QUEUED);
    }

    @Test
    void tinyMessagesCountWithWhatTheyTakeBesides() {
        int taken = 0;
        while (a.send(network.now(), 1, new byte[4], Delivery.RELIABLE) == SendOutcome.QUEUED) {
            taken++;
        }
        assertThat(taken).isLessThan(SctpLimits.DEFAULT.sendBuffer() / 128);
        connect();
        int expected = taken;
        assertThat(network.run(60 * Network.SECONDS, () -> b.received.size() == expected))
                .isTrue();
    }

    @Test
    void lossyMessagesMakeRoomForNewOnes() {
        IntStream.range(0, 1_000)
                .forEach(n -> assertThat(
                                a.send(network.now(), 1, Endpoint.numbered(n, 1_000), Delivery.retransmitted(false, 0)))
                        .isEqualTo(SendOutcome.QUEUED));
        assertThat(a.association.bufferedAmount(1)).isLessThanOrEqualTo(SctpLimits.DEFAULT.lossyBuffer());
        connect();
        network.run(10 * Network.SECONDS);
        assertThat(b.numbers(1)).contains(999).doesNotContain(0).hasSizeBetween(200, 262);
        assertThat(a.association.held()).isZero();
    }

    @Test
    void itSaysWhenLittleWaits() {
        connect();
        a.association.bufferedAmountLowThreshold(1, 10_000);
        for (int n = 0; n < 10; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 20_000), Delivery.RELIABLE);
        }
        assertThat(a.association.bufferedAmount(1)).isEqualTo(200_000);
        assertThat(network.run(10 * Network.SECONDS, () -> !a.low.isEmpty())).isTrue();
        assertThat(a.association.bufferedAmount(1)).isBetween(0L, 10_000L);
        network.run(10 * Network.SECONDS);
        assertThat(a.low).containsExactly(1);
        assertThat(b.received).hasSize(10);
    }
}
