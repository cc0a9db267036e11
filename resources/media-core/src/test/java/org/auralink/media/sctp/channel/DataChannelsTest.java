package org.auralink.media.sctp.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.auralink.media.netem.Network;
import org.auralink.media.sctp.Delivery;
import org.auralink.media.sctp.SctpLimits;
import org.auralink.media.sctp.SendOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data channels from their opening to their end (RFC 8831, RFC 8832). */
class DataChannelsTest {
    private static final ChannelLimits FEW = new ChannelLimits(3, 20, SctpLimits.DEFAULT);

    private ChannelPeer a = new ChannelPeer(true, ChannelLimits.DEFAULT);
    private ChannelPeer b = new ChannelPeer(false, ChannelLimits.DEFAULT);
    private Network network = new Network(a, b, 3);

    private void connect() {
        a.channels.connect(network.now());
        b.channels.connect(network.now());
    }

    private void settle() {
        network.run(5 * Network.SECONDS);
    }

    static Stream<ChannelOptions> everyKind() {
        return Stream.of(
                        Delivery.RELIABLE,
                        Delivery.UNORDERED,
                        Delivery.retransmitted(true, 0),
                        Delivery.retransmitted(false, 7),
                        Delivery.within(true, 1_000),
                        Delivery.within(false, 1))
                .map(delivery -> new ChannelOptions(delivery, "chat.v1"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void aChannelOpensAsItWasAskedFor(ChannelOptions options) {
        connect();
        DataChannel ours = a.channels.open(network.now(), "_räume", options);
        assertThat(ours.state()).isEqualTo(DataChannel.State.CONNECTING);
        settle();
        assertThat(ours.state()).isEqualTo(DataChannel.State.OPEN);
        DataChannel theirs = b.opened("_räume");
        assertThat(theirs.id()).isEqualTo(ours.id());
        assertThat(theirs.options()).isEqualTo(options);
        b.text(network.now(), theirs, "back");
        settle();
        assertThat(a.told).containsExactly("open _räume", "_räume text back");
    }

    @Test
    void numbersAreEvenForTheClientOfDtlsAndOddForItsServer() {
        connect();
        for (int n = 0; n < 3; n++) {
            a.channels.open(network.now(), "a" + n, ChannelOptions.RELIABLE);
            b.channels.open(network.now(), "b" + n, ChannelOptions.RELIABLE);
        }
        settle();
        assertThat(a.channels.channels().stream().map(channel -> channel.id() + channel.label()))
                .containsExactly("0a0", "1b0", "2a1", "3b1", "4a2", "5b2");
    }

    @Test
    void textAndBytesAndNothingArriveAsWhatTheyAre() {
        connect();
        DataChannel channel = a.channels.open(network.now(), "x", ChannelOptions.RELIABLE);
        assertThat(a.text(network.now(), channel, "grüße")).isEqualTo(SendOutcome.QUEUED);
        a.channels.send(network.now(), channel, true, new byte[] {65, 66, 67}, 1, 2);
        a.channels.send(network.now(), channel, true, new byte[0], 0, 0);
        a.text(network.now(), channel, "");
        settle();
        assertThat(b.told).containsExactly("open x", "x text grüße", "x binary BC", "x binary ", "x text ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingOvertakesTheOpening(long seed) {
        network = new Network(a, b, seed);
        network.reorder(0.7);
        network.lose(0.2);
        connect();
        DataChannel channel = a.channels.open(network.now(), "x", new ChannelOptions(Delivery.UNORDERED, ""));
        for (int n = 0; n < 50; n++) {
            a.text(network.now(), channel, "m" + n);
            network.run(5 * Network.MILLIS);
        }
        network.run(60 * Network.SECONDS);
        assertThat(b.told).hasSize(51);
        assertThat(b.told.get(0)).isEqualTo("open x");
        assertThat(b.channels.refused()).isZero();
    }

    @Test
    void whatWasSentBeforeTheConfirmationIsNotSkipped() {
        network.lose(0.3);
        connect();
        DataChannel channel = a.channels.open(network.now(), "x", ChannelOptions.LOSSY);
        for (int n = 0; n < 30; n++) {
            a.text(network.now(), channel, "m" + n);
        }
        network.run(30 * Network.SECONDS);
        assertThat(b.told).hasSize(31).startsWith("open x", "x text m0");
        for (int n = 0; n < 30; n++) {
            a.text(network.now(), channel, "later");
            network.run(100 * Network.MILLIS);
        }
        network.run(10 * Network.SECONDS);
        assertThat(b.told).hasSizeBetween(40, 60);
    }

    @Test
    void aChannelAgreedOnElsewhereIsOpenAtOnce() {
        connect();
        DataChannel ours = a.channels.negotiated(100, "n", ChannelOptions.LOSSY);
        b.channels.negotiated(100, "n", ChannelOptions.LOSSY);
        assertThat(a.channels.negotiated(100, "again", ChannelOptions.LOSSY)).isNull();
        assertThat(a.channels.negotiated(1_024, "too high", ChannelOptions.LOSSY))
                .isNull();
        assertThat(a.channels.negotiated(-1, "too low", ChannelOptions.LOSSY)).isNull();
        a.text(network.now(), ours, "hello");
        settle();
        assertThat(b.told).containsExactly("n text hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "both"})
    void closingLosesNothingAndFreesTheNumber(String who) {
        connect();
        DataChannel ours = a.channels.open(network.now(), "x", ChannelOptions.RELIABLE);
        settle();
        DataChannel theirs = b.opened("x");
        for (int n = 0; n < 5; n++) {
            a.channels.send(network.now(), ours, true, new byte[50_000], 0, 50_000);
            b.channels.send(network.now(), theirs, true, new byte[50_000], 0, 50_000);
        }
        if (!who.equals("b")) {
            a.channels.close(ours);
            assertThat(a.text(network.now(), ours, "late")).isEqualTo(SendOutcome.NOT_OPEN);
        }
        if (!who.equals("a")) {
            b.channels.close(theirs);
        }
        settle();
        for (ChannelPeer side : List.of(a, b)) {
            assertThat(side.told).hasSize(7);
            assertThat(side.told.get(6)).isEqualTo("closed x");
            assertThat(side.channels.channels()).isEmpty();
            assertThat(side.channels.association().held()).isZero();
        }
        assertThat(ours.state()).isEqualTo(DataChannel.State.CLOSED);
        DataChannel again = a.channels.open(network.now(), "y", ChannelOptions.RELIABLE);
        a.text(network.now(), again, "new");
        settle();
        assertThat(again.id()).as("not at once the same").isEqualTo(ours.id() + 2);
        assertThat(b.told).endsWith("open y", "y text new");
    }

    @Test
    void oneChannelTooManyIsClosedAndTheOthersGoOn() {
        b = new ChannelPeer(false, FEW);
        network = new Network(a, b, 3);
        connect();
        List<DataChannel> ours = new ArrayList<>();
        for (int n = 0; n < 10; n++) {
            ours.add(a.channels.open(network.now(), "c" + n, ChannelOptions.RELIABLE));
        }
        settle();
        assertThat(b.opened).hasSize(3);
        assertThat(b.channels.refused()).isEqualTo(7);
        assertThat(a.told).filteredOn(what -> what.startsWith("closed")).hasSize(7);
        a.text(network.now(), ours.get(2), "still here");
        settle();
        assertThat(b.told).contains("c2 text still here");
        assertThat(b.channels.open(network.now(), "mine", ChannelOptions.RELIABLE))
                .isNull();
        b.channels.close(b.opened("c0"));
        settle();
        assertThat(b.channels.open(network.now(), "mine", ChannelOptions.RELIABLE))
                .isNotNull();
    }

    @Test
    void namesThatAreTooLongAreRefused() {
        b = new ChannelPeer(false, FEW);
        network = new Network(a, b, 3);
        connect();
        a.channels.open(network.now(), "x".repeat(21), ChannelOptions.RELIABLE);
        assertThat(b.channels.open(network.now(), "x".repeat(21), ChannelOptions.RELIABLE))
                .isNull();
        settle();
        assertThat(b.opened).isEmpty();
        assertThat(a.told).containsExactly("closed " + "x".repeat(21));
    }

    @Test
    void aFloodOfChannelsCostsNoMoreThanThePeersOwnStreams() {
        connect();
        for (int round = 0; round < 50; round++) {
            List<DataChannel> some = new ArrayList<>();
            for (int n = 0; n < 128; n++) {
                some.add(a.channels.open(network.now(), "f", ChannelOptions.RELIABLE));
            }
            network.run(100 * Network.MILLIS);
            some.stream().filter(channel -> channel != null).forEach(a.channels::close);
            network.run(Network.SECONDS);
        }
        settle();
        assertThat(b.channels.channels()).isEmpty();
        assertThat(b.channels.association().held()).isZero();
        assertThat(Collections.frequency(b.told, "open f")).isGreaterThan(1_000);
    }

    @Test
    void whatIsNoOpeningClosesTheStream() {
        assertThat(OpenMessage.read(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0}, 0, 12, 100))
                .isNull();
        assertThat(OpenMessage.read(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 11, 100))
                .isNull();
        assertThat(OpenMessage.read(new byte[] {3, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 12, 100))
                .isNull();
        assertThat(OpenMessage.read(new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0, 12, 100))
                .isNull();
        assertThat(OpenMessage.read(new byte[] {9, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 1, 12, 100))
                .isNotNull();
    }

    @Test
    void anOpeningIsReadAsItWasWritten() {
        everyKind().forEach(options -> {
            OpenMessage open = new OpenMessage("labél", options);
            byte[] bytes = open.encode();
            assertThat(OpenMessage.read(bytes, 0, bytes.length, 100)).isEqualTo(open);
            IntStream.range(0, bytes.length)
                    .forEach(size -> assertThat(OpenMessage.read(Arrays.copyOf(bytes, size), 0, size, 100))
                            .isNull());
        });
    }

    @Test
    void theEndOfTheAssociationIsTheEndOfItsChannels() {
        connect();
        DataChannel ours = a.channels.open(network.now(), "x", ChannelOptions.RELIABLE);
        settle();
        b.channels.abort(network.now(), "out of order");
        settle();
        assertThat(a.told).containsExactly("open x", "closed x", "ended PEER_ABORTED");
        assertThat(b.told).containsExactly("open x", "closed x", "ended ABORTED");
        assertThat(a.text(network.now(), ours, "late")).isEqualTo(SendOutcome.NOT_OPEN);
        assertThat(a.channels.open(network.now(), "y", ChannelOptions.RELIABLE)).isNull();
    }

    @Test
    void itSaysWhenLittleWaitsOnAChannel() {
        connect();
        DataChannel ours = a.channels.open(network.now(), "x", ChannelOptions.RELIABLE);
        a.channels.bufferedAmountLowThreshold(ours, 50_000);
        for (int n = 0; n < 5; n++) {
            a.channels.send(network.now(), ours, true, new byte[40_000], 0, 40_000);
        }
        assertThat(a.channels.bufferedAmount(ours)).isGreaterThanOrEqualTo(200_000);
        settle();
        assertThat(a.told).containsOnlyOnce("low x");
        assertThat(a.channels.bufferedAmount(ours)).isZero();
    }
}
