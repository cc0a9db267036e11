package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.auralink.media.netem.Network;
import org.auralink.media.rtp.RtpBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages over paths that lose, repeat, delay and reorder: each arrives once, in order where that was asked for. */
class RoughPathTest {
    private static final int MESSAGES = 400;

    private final Endpoint a = new Endpoint(SctpLimits.DEFAULT, Endpoint.beginningWith(1, 77, 0xffff_ff00));
    private final Endpoint b = new Endpoint(SctpLimits.DEFAULT, Endpoint.beginningWith(2, 78, 0x7fff_ff00));
    private Network network = new Network(a, b, 3);

    private void connect() {
        a.association.connect(network.now());
        b.association.connect(network.now());
        assertThat(network.run(60 * Network.SECONDS, () -> a.connected + b.connected == 2))
                .isTrue();
    }

    private void sendBothWays(long seed) {
        Random sizes = new Random(seed);
        for (int n = 0; n < MESSAGES; n++) {
            int size = sizes.nextInt(10) == 0 ? 4 + sizes.nextInt(20_000) : 4 + sizes.nextInt(1_500);
            Delivery delivery = n % 3 == 0 ? Delivery.UNORDERED : Delivery.RELIABLE;
            int stream = n % 3;
            a.send(network.now(), stream, Endpoint.numbered(n, size), delivery);
            b.send(network.now(), stream, Endpoint.numbered(n, size), delivery);
        }
    }

    private void assertAllArrived() {
        network.run(60 * Network.SECONDS);
        for (Endpoint side : new Endpoint[] {a, b}) {
            assertThat(side.received).hasSize(MESSAGES);
            assertThat(side.allIntact()).isTrue();
            assertThat(side.numbers(0)).doesNotHaveDuplicates();
            for (int stream = 1; stream < 3; stream++) {
                int first = stream;
                assertThat(side.numbers(stream))
                        .containsExactlyElementsOf(IntStream.range(0, MESSAGES)
                                .filter(n -> n % 3 == first)
                                .boxed()
                                .toList());
            }
            assertThat(side.association.held()).isZero();
            assertThat(side.association.kept()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 0,    0,    10",
        "0.20, 0,    0,    10",
        "0.20, 0.05, 0.20, 30",
        "0,    0,    0.50, 30",
        "0,    0.50, 0,    10",
        "0.05, 0.01, 0.05, 500"
    })
    void everythingArrivesOnceAndInOrder(double loss, double duplication, double reordering, long millis) {
        network.lose(loss);
        network.duplicate(duplication);
        network.reorder(reordering);
        network.delay(millis * Network.MILLIS);
        connect();
        sendBothWays(5);
        assertThat(network.run(600 * Network.SECONDS, () -> a.received.size() + b.received.size() == 2 * MESSAGES))
                .isTrue();
        assertAllArrived();
    }

    @Test
    void theNumbersOfThisTestWrap() {
        a.association.connect(network.now());
        a.transmit(network.now(), (buf, from, size) -> {
            assertThat(RtpBytes.readInt(buf, from + 16)).isEqualTo(77);
            assertThat(RtpBytes.readInt(buf, from + 28)).isEqualTo(0xffff_ff00);
        });
    }

    @Test
    void afterAnOutageItGoesOnWithinSeconds() {
        connect();
        sendBothWays(6);
        network.run(100 * Network.MILLIS);
        network.downUntil(network.now() + 20 * Network.SECONDS);
        network.run(20 * Network.SECONDS);
        assertThat(a.received.size()).isLessThan(MESSAGES);
        assertThat(network.run(15 * Network.SECONDS, () -> a.received.size() + b.received.size() == 2 * MESSAGES))
                .isTrue();
        assertAllArrived();
    }

    @Test
    void onALongAndEvenPathALateAcknowledgementIsNoLoss() {
        network.delay(500 * Network.MILLIS);
        connect();
        for (int n = 0; n < MESSAGES; n++) {
            a.send(network.now(), 1, Endpoint.numbered(n, 100), Delivery.RELIABLE);
            network.run(20 * Network.MILLIS);
        }
        network.run(5 * Network.SECONDS);
        long before = a.association.counters().timeouts();
        // One alone is acknowledged later than those that came in pairs.
        a.send(network.now(), 1, Endpoint.numbered(MESSAGES, 100), Delivery.RELIABLE);
        network.run(5 * Network.SECONDS);
        assertThat(b.received).hasSize(MESSAGES + 1);
        assertThat(a.association.counters().timeouts()).isEqualTo(before);
    }

    @Test
    void aPathThatStaysSilentEndsTheAssociation() {
        connect();
        sendBothWays(7);
        network.downUntil(Long.MAX_VALUE);
        assertThat(network.run(60 * Network.SECONDS, () -> a.ended != null)).isTrue();
        assertThat(a.ended).isEqualTo(EndReason.UNREACHABLE);
        assertThat(a.association.held()).isZero();
    }

    @Test
    void anIdlePeerThatIsGoneIsNoticedByHeartbeats() {
        connect();
        network.run(300 * Network.SECONDS);
        assertThat(a.ended).isNull();
        network.downUntil(Long.MAX_VALUE);
        assertThat(network.run(120 * Network.SECONDS, () -> a.ended != null && b.ended != null))
                .isTrue();
    }

    @Test
    void theSameSeedSendsTheSameBytes() {
        assertThat(traceOf(9)).isEqualTo(traceOf(9)).isNotEqualTo(traceOf(10));
    }

    private static long traceOf(long seed) {
        RoughPathTest run = new RoughPathTest();
        run.network = new Network(run.a, run.b, seed);
        run.network.lose(0.1);
        run.network.reorder(0.1);
        run.connect();
        run.sendBothWays(seed);
        run.network.run(60 * Network.SECONDS);
        return run.network.trace();
    }

    @Test
    void sequenceNumbersOfStreamsWrap() {
        network.delay(Network.MILLIS);
        network.lose(0.01);
        connect();
        a.keepsMessages = false;
        int messages = 70_000;
        int sent = 0;
        while (sent < messages) {
            while (sent < messages
                    && a.send(network.now(), 1, Endpoint.numbered(sent, 4), Delivery.RELIABLE) == SendOutcome.QUEUED) {
                sent++;
            }
            network.run(100 * Network.MILLIS);
        }
        assertThat(network.run(600 * Network.SECONDS, () -> b.received.size() == messages))
                .isTrue();
        assertThat(b.numbers(1)).isSorted().doesNotHaveDuplicates();
    }
}
