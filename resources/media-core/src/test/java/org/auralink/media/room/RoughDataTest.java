package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.room.data.Packets;
import org.auralink.media.sctp.EndReason;
import org.auralink.media.sctp.channel.ChannelEvents;
import org.auralink.media.sctp.channel.ChannelLimits;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.sctp.channel.DataChannel;
import org.auralink.media.sctp.channel.DataChannels;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Data between clients of one room whose paths lose, reorder and delay packets, each its own: what is reliable comes whole
 * and in order to everybody, and what may be lost comes as often as the paths let it.
 */
class RoughDataTest {
    private static final long MS = RoughRoom.MS;
    private static final int SECONDS = 30;
    private static final int PER_SECOND = 20;
    /** In which everybody's channels open, also where the first packets are lost. */
    private static final int CONNECT_MS = 10_000;

    private static final int MESSAGES = SECONDS * PER_SECOND;
    private static final String PADDING = " " + "x".repeat(60);

    /** A client with one connection: the channels are its own. */
    private static final class Client implements ChannelEvents {
        private final RoughRoom rough;
        private final DataChannels channels;
        private final FakeTransports.Association association;
        private final Link<Runnable> up;
        private final Link<Runnable> down;
        private final DataChannel reliable;
        private final DataChannel lossy;
        private final List<Integer> reliably = new ArrayList<>();
        private final List<Integer> lossily = new ArrayList<>();
        private int sent;

        Client(RoughRoom rough, String identity, Conditions conditions) {
            this.rough = rough;
            TestRoom test = rough.test;
            TestClient client = test.joinSingle(identity);
            client.offer();
            association = client.sending();
            association.become(test.now, TransportState.CONNECTED, null);
            up = rough.link(conditions);
            down = rough.link(conditions);
            channels = new DataChannels(true, DataChannels.PORT, ChannelLimits.DEFAULT, new Random(7), this);
            channels.connect(test.now);
            reliable = channels.open(test.now, "_reliable", ChannelOptions.RELIABLE);
            lossy = channels.open(test.now, "_lossy", ChannelOptions.LOSSY);
            rough.timer(() -> channels.advance(test.now));
            rough.outlet(this::flush);
        }

        private void flush() {
            channels.transmit(rough.test.now, (buf, from, size) -> {
                byte[] packet = Arrays.copyOfRange(buf, from, from + size);
                rough.send(up, packet, () -> association.arriveData(rough.test.now, packet));
            });
            List<byte[]> out = List.copyOf(association.data);
            association.data.clear();
            for (byte[] packet : out) {
                rough.send(down, packet, () -> channels.receive(rough.test.now, packet, 0, packet.length));
            }
        }

        /** One message of each kind. */
        void sendBoth() {
            if (sent == MESSAGES) {
                return;
            }
            byte[] packet = Packets.user(sent + PADDING, sent + 1);
            channels.send(rough.test.now, reliable, true, packet, 0, packet.length);
            byte[] other = Packets.user(sent + PADDING, 0);
            channels.send(rough.test.now, lossy, true, other, 0, other.length);
            sent++;
        }

        @Override
        public void onMessage(long now, DataChannel channel, boolean binary, byte[] buf, int from, int size) {
            String text = Packets.userTexts(Arrays.copyOfRange(buf, from, from + size), 2)
                    .get(0);
            assertThat(text).endsWith(PADDING);
            (channel == reliable ? reliably : lossily).add(Integer.valueOf(text.substring(0, text.indexOf(' '))));
        }

        @Override
        public void onOpen(long now, DataChannel channel) {}

        @Override
        public void onBufferedAmountLow(long now, DataChannel channel) {}

        @Override
        public void onClosed(long now, DataChannel channel) {
            throw new AssertionError(channel.label() + " was closed");
        }

        @Override
        public void onEnded(long now, EndReason reason) {
            throw new AssertionError("ended: " + reason);
        }
    }

    /** Ada speaks, the others listen. */
    private static final class Call {
        private final RoughRoom rough;
        private final Client ada;
        private final Client bob;
        private final Client carol;

        Call(Conditions conditions, long seed) {
            rough = new RoughRoom(seed);
            ada = new Client(rough, "ada", conditions);
            bob = new Client(rough, "bob", conditions);
            carol = new Client(rough, "carol", conditions);
            rough.pass(CONNECT_MS);
            rough.every(MS * 1_000 / PER_SECOND, ada::sendBoth);
        }

        void assertReliable() {
            assertThat(ada.sent).isEqualTo(MESSAGES);
            List<Integer> all = IntStream.range(0, MESSAGES).boxed().toList();
            for (Client each : List.of(bob, carol)) {
                assertThat(each.reliably).isEqualTo(all);
            }
            assertThat(rough.test.refusedData).isEmpty();
        }
    }

    static Stream<Arguments> paths() {
        Conditions near = Conditions.PERFECT.delayed(20 * MS);
        return Stream.of(
                Arguments.of("5 % lost", near.losing(0.05), 0.90),
                Arguments.of("20 % lost", near.losing(0.20), 0.64),
                Arguments.of("bursts of ten", near.losing(new Conditions.Bursts(0.01, 0.1, 1)), 0.82),
                // Who is overtaken by three others is taken for lost (RFC 9260 7.2.4), and not waited for.
                Arguments.of("reordered", near.reordering(0.3, 80 * MS), 0.95),
                Arguments.of("repeated", near.duplicating(0.3), 1.0),
                Arguments.of("500 ms", Conditions.PERFECT.delayed(500 * MS), 1.0),
                Arguments.of(
                        "500 ms, 5 % lost", Conditions.PERFECT.delayed(500 * MS).losing(0.05), 0.90),
                Arguments.of("Wi-Fi", Conditions.WIFI, 1.0),
                Arguments.of("cellular", Conditions.CELLULAR, 0.93),
                Arguments.of("satellite", Conditions.SATELLITE, 0.98));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void whatIsReliableComesWholeAndInOrderAndTheRestAsThePathLetsIt(String name, Conditions path, double share) {
        var call = new Call(path, 20_261_128);
        call.rough.pass(SECONDS * 1_000);
        call.rough.become(Conditions.PERFECT.delayed(20 * MS));
        call.rough.pass(20_000);
        call.assertReliable();
        for (Client each : List.of(call.bob, call.carol)) {
            assertThat(each.lossily).doesNotHaveDuplicates();
            assertThat(each.lossily.size() / (double) MESSAGES)
                    .as("of %d messages, half by chance", MESSAGES)
                    .isGreaterThan(share - 0.06);
        }
    }

    @Test
    void whoWasAwayGetsAllThatIsReliableWhenItIsBackAndTheOthersGetItMeanwhile() {
        var call = new Call(Conditions.PERFECT.delayed(20 * MS).losing(0.02), 5);
        call.rough.pass(10_000);
        int before = call.bob.reliably.size();
        long back = call.rough.test.now + 8_000 * MS;
        call.bob.up.downUntil(back);
        call.bob.down.downUntil(back);
        call.rough.pass(8_000);
        assertThat(call.bob.reliably.size()).isLessThan(before + 5);
        assertThat(call.carol.reliably.size()).as("nobody else waits").isGreaterThan(before + 7 * PER_SECOND);
        call.rough.pass(42_000);
        call.assertReliable();
        assertThat(call.bob.lossily.size())
                .isBetween(call.carol.lossily.size() - 9 * PER_SECOND, call.carol.lossily.size());
        assertThat(call.bob.lossily).endsWith(call.carol.lossily.get(call.carol.lossily.size() - 1));
    }

    @Test
    void aSenderThatWasAwayLosesNothingReliable() {
        var call = new Call(Conditions.PERFECT.delayed(20 * MS), 6);
        call.rough.pass(5_000);
        long back = call.rough.test.now + 8_000 * MS;
        call.ada.up.downUntil(back);
        call.ada.down.downUntil(back);
        call.rough.pass(55_000);
        call.assertReliable();
    }

    @Test
    void theSameSeedSendsTheSameBytes() {
        assertThat(traceOf(3)).isEqualTo(traceOf(3)).isNotEqualTo(traceOf(4));
    }

    private static long traceOf(long seed) {
        var call = new Call(Conditions.CELLULAR.reordering(0.1, 100 * MS), seed);
        call.rough.pass(5_000);
        assertThat(call.bob.reliably).hasSizeGreaterThan(50);
        assertThat(call.rough.lost()).isPositive();
        return call.rough.trace();
    }
}
