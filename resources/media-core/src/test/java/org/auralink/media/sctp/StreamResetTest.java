package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.netem.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that begin anew (RFC 6525). */
class StreamResetTest {
    private final Endpoint a = new Endpoint(1);
    private final Endpoint b = new Endpoint(2);
    private Network network = new Network(a, b, 3);

    private void connect() {
        a.association.connect(network.now());
        b.association.connect(network.now());
        assertThat(network.run(60 * Network.SECONDS, () -> a.connected + b.connected == 2))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2})
    void whatWasSentBeforeArrivesAndTheNextBeginsAtZero(double loss) {
        network.lose(loss);
        connect();
        for (int round = 1; round <= 5; round++) {
            for (int n = 0; n < 10; n++) {
                a.send(network.now(), 3, Endpoint.numbered(10 * round + n, 5_000), Delivery.RELIABLE);
            }
            a.association.resetStream(3);
            assertThat(a.send(network.now(), 3, new byte[4], Delivery.RELIABLE)).isEqualTo(SendOutcome.NOT_OPEN);
            int resets = round;
            assertThat(network.run(200 * Network.SECONDS, () -> a.outgoingResets.size() == resets))
                    .isTrue();
            assertThat(b.received).hasSize(10 * round);
        }
        assertThat(b.incomingResets).hasSizeGreaterThanOrEqualTo(5).containsOnly(3);
        assertThat(b.numbers(3)).isSorted();
        network.run(20 * Network.SECONDS);
        assertThat(a.association.held()).isZero();
    }

    @Test
    void otherStreamsGoOn() {
        connect();
        a.send(network.now(), 1, Endpoint.numbered(1, 10), Delivery.RELIABLE);
        a.send(network.now(), 2, Endpoint.numbered(2, 10), Delivery.RELIABLE);
        a.association.resetStream(2);
        a.send(network.now(), 1, Endpoint.numbered(3, 10), Delivery.RELIABLE);
        assertThat(network.run(Network.SECONDS, () -> !a.outgoingResets.isEmpty()))
                .isTrue();
        a.send(network.now(), 1, Endpoint.numbered(4, 10), Delivery.RELIABLE);
        network.run(Network.SECONDS);
        assertThat(b.numbers(1)).containsExactly(1, 3, 4);
    }

    @Test
    void bothResetAtOnce() {
        network.lose(0.1);
        connect();
        for (int stream = 0; stream < 100; stream++) {
            a.association.resetStream(stream);
            b.association.resetStream(stream);
        }
        assertThat(network.run(
                        60 * Network.SECONDS, () -> a.outgoingResets.size() == 100 && b.outgoingResets.size() == 100))
                .isTrue();
        assertThat(a.incomingResets).hasSizeGreaterThanOrEqualTo(100);
    }

    @Test
    void anOutageIsSurvivedByARequestUnderWay() {
        connect();
        network.downUntil(network.now() + 25 * Network.SECONDS);
        a.send(network.now(), 1, Endpoint.numbered(1, 10), Delivery.RELIABLE);
        a.association.resetStream(1);
        assertThat(network.run(31 * Network.SECONDS, () -> !a.outgoingResets.isEmpty()))
                .isTrue();
        assertThat(a.ended).isNull();
    }

    @Test
    void whatIsSentAfterTheRequestWaitsForTheAnswer() {
        connect();
        assertThat(a.association.resetStream(1)).isTrue();
        assertThat(a.association.resetStream(1)).as("is under way").isFalse();
        network.flush();
        assertThat(a.send(network.now(), 1, Endpoint.numbered(1, 10), Delivery.RELIABLE))
                .isEqualTo(SendOutcome.QUEUED);
        assertThat(a.association.resetStream(1)).isTrue();
        assertThat(a.send(network.now(), 1, Endpoint.numbered(2, 10), Delivery.RELIABLE))
                .isEqualTo(SendOutcome.NOT_OPEN);
        network.run(Network.SECONDS);
        assertThat(b.numbers(1)).containsExactly(1);
        assertThat(a.outgoingResets).containsExactly(1, 1);
    }

    @Test
    void allStreamsAtOnceTakeSeveralRequests() {
        connect();
        for (int stream = 0; stream < 1_024; stream++) {
            a.association.resetStream(stream);
        }
        assertThat(network.run(60 * Network.SECONDS, () -> a.outgoingResets.size() == 1_024))
                .isTrue();
        assertThat(a.outgoingResets).doesNotHaveDuplicates();
    }
}
