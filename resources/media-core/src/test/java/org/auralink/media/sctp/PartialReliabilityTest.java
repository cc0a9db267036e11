package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.netem.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that may be lost (RFC 3758): what is given up holds up nobody, and what is not arrives. */
class PartialReliabilityTest {
    private final Endpoint a = new Endpoint(SctpLimits.DEFAULT, Endpoint.beginningWith(1, 77, 0xffff_ff00));
    private final Endpoint b = new Endpoint(2);
    private final Network network = new Network(a, b, 3);

    private void connect() {
        a.association.connect(network.now());
        b.association.connect(network.now());
        assertThat(network.run(60 * Network.SECONDS, () -> a.connected + b.connected == 2))
                .isTrue();
    }

    /** Sends so many, one each 20 ms, beside a reliable one each time, and waits until nothing is under way. */
    private void send(int messages, int size, Delivery delivery) {
        for (int n = 0; n < messages; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, size), delivery);
            a.send(network.now(), 2, Endpoint.numbered(n, 100), Delivery.RELIABLE);
            network.run(20 * Network.MILLIS);
        }
        assertThat(network.run(60 * Network.SECONDS, () -> a.association.held() == 0))
                .isTrue();
        network.run(10 * Network.SECONDS);
    }

    private void assertNothingIsLeft() {
        assertThat(a.association.held()).isZero();
        assertThat(a.association.bufferedAmount(1)).isZero();
        assertThat(b.association.kept()).isZero();
        assertThat(b.allIntact()).isTrue();
        assertThat(b.numbers(1)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"true, 100", "false, 100", "true, 3000", "false, 3000", "true, 8000", "false, 8000"})
    void whatIsSentOnceIsLostAsThePathLoses(boolean ordered, int size) {
        network.lose(0.05);
        connect();
        send(300, size, Delivery.retransmitted(ordered, 0));
        double parts = Math.ceil(size / 1_132.0);
        assertThat(b.numbers(1).size() / 300.0).isBetween(0.6 * Math.pow(0.95, parts), 0.9999);
        assertThat(b.numbers(2)).hasSize(300).isSorted();
        if (ordered) {
            assertThat(b.numbers(1)).isSorted();
        }
        assertNothingIsLeft();
    }

    @Test
    void aFewRepetitionsSaveMost() {
        network.lose(0.20);
        connect();
        send(300, 1_000, Delivery.retransmitted(true, 2));
        assertThat(b.numbers(1)).isSorted().hasSizeGreaterThan(285).hasSizeLessThan(300);
        assertNothingIsLeft();
    }

    @Test
    void whatIsTooOldIsNotSentAgain() {
        network.delay(50 * Network.MILLIS);
        connect();
        network.downUntil(network.now() + 5 * Network.SECONDS);
        for (int n = 0; n < 50; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 2_000), Delivery.within(true, 1_000));
            network.run(100 * Network.MILLIS);
        }
        network.run(5 * Network.SECONDS);
        a.send(network.now(), 1, Endpoint.numbered(50, 2_000), Delivery.within(true, 1_000));
        network.run(5 * Network.SECONDS);
        assertThat(b.numbers(1)).contains(50).isSorted().doesNotContain(0, 1, 2, 10, 20, 30);
        assertNothingIsLeft();
    }

    @Test
    void aMessageGivenUpHalfSentIsEndedForThePeer() {
        connect();
        // More than the first window: some parts are acknowledged, others were never sent.
        a.send(network.now(), 1, Endpoint.numbered(1, 60_000), Delivery.within(true, 15));
        a.send(network.now(), 1, Endpoint.numbered(2, 500), Delivery.RELIABLE);
        network.run(5 * Network.SECONDS);
        assertThat(b.numbers(1)).containsExactly(2);
        assertThat(a.association.counters().abandoned()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aPeerThatCannotSkipGetsEverything() {
        // Parameters that say so are what our INIT always has; without them nothing may be given up (RFC 3758 3.3).
        var queue = new SendQueue(SctpLimits.DEFAULT, new SctpCounters());
        var outstanding = new Outstanding(1, SctpLimits.DEFAULT, queue, new SctpCounters(), false);
        queue.add(0, 1, 53, new byte[100], 0, 100, Delivery.retransmitted(true, 0));
        OutgoingMessage message = queue.next(0);
        SentChunk chunk = outstanding.add(message, 100);
        queue.sent(message, 100);
        outstanding.sent(chunk, 0);
        outstanding.loseAll(1);
        assertThat(outstanding.hasLost()).isTrue();
        assertThat(message.abandoned).isFalse();
    }

    @Test
    void skippedNumbersWrapToo() {
        connect();
        network.lose(0);
        for (int n = 0; n < 66_000; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 4), Delivery.retransmitted(true, 0));
            if (n % 200 == 0) {
                network.lose(n % 2_000 == 0 ? 0.5 : 0);
                network.run(30 * Network.MILLIS);
            }
        }
        network.lose(0);
        a.send(network.now(), 1, Endpoint.numbered(66_000, 4), Delivery.retransmitted(true, 0));
        network.run(20 * Network.SECONDS);
        assertThat(b.numbers(1)).isSorted().contains(66_000);
        assertThat(b.numbers(1).size()).isBetween(40_000, 65_999);
        assertNothingIsLeft();
    }
}
