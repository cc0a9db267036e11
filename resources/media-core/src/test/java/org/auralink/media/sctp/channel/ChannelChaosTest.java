package org.auralink.media.sctp.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.auralink.media.netem.Network;
import org.auralink.media.sctp.Delivery;
import org.auralink.media.sctp.SendOutcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two peers that open, use and close channels as chance has it, on a path that changes as chance has it. Whatever they
 * did: nothing arrives twice, ordered channels are in order, reliable ones complete, and in the end nothing is kept.
 */
class ChannelChaosTest {
    private static final int STEPS = 400;

    /** What was accepted on a channel of one peer. */
    private static final class Sent {
        private final DataChannel channel;
        private final ChannelPeer by;
        private int count;

        private Sent(DataChannel channel, ChannelPeer by) {
            this.channel = channel;
            this.by = by;
        }
    }

    private final ChannelPeer a = new ChannelPeer(true, ChannelLimits.DEFAULT);
    private final ChannelPeer b = new ChannelPeer(false, ChannelLimits.DEFAULT);
    private final Map<String, Sent> sent = new TreeMap<>();
    private final List<Sent> open = new ArrayList<>();
    private int labels;

    /** Some, and those of many thousands that once found something; more with {@code -Dauralink.sctp.seeds}. */
    static IntStream seeds() {
        IntStream found = IntStream.of(185, 910, 1_003, 1_565, 1_682);
        return IntStream.concat(IntStream.range(0, Integer.getInteger("auralink.sctp.seeds", 40)), found);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostTwiceThereOrKept(int seed) {
        Random random = new Random(seed);
        Network network = new Network(a, b, seed);
        a.channels.connect(network.now());
        b.channels.connect(network.now());
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(40) == 0) {
                changePath(network, random);
            }
            act(network.now(), random);
            network.run(random.nextInt(60) * Network.MILLIS);
        }
        network.lose(0);
        network.run(120 * Network.SECONDS);
        sent.forEach(this::assertArrived);
        for (ChannelPeer peer : List.of(a, b)) {
            peer.channels.channels().forEach(peer.channels::close);
            assertThat(peer.told.stream().filter(what -> what.startsWith("ended")))
                    .isEmpty();
        }
        long timeouts = timeouts();
        network.run(60 * Network.SECONDS);
        assertThat(timeouts()).as("with nothing under way").isEqualTo(timeouts);
        for (ChannelPeer peer : List.of(a, b)) {
            assertThat(peer.channels.channels()).isEmpty();
            assertThat(peer.channels.refused()).isZero();
            assertThat(peer.channels.association().held()).isZero();
            assertThat(peer.channels.association().kept()).isZero();
        }
    }

    private long timeouts() {
        return a.channels.association().counters().timeouts()
                + b.channels.association().counters().timeouts();
    }

    private static void changePath(Network network, Random random) {
        network.lose(random.nextInt(3) == 0 ? 0.25 * random.nextDouble() : 0);
        network.duplicate(random.nextInt(3) == 0 ? 0.1 : 0);
        network.reorder(random.nextInt(3) == 0 ? 0.3 : 0);
        network.delay((1 + random.nextInt(50)) * Network.MILLIS);
        if (random.nextInt(6) == 0) {
            network.downUntil(network.now() + random.nextInt(2_000) * Network.MILLIS);
        }
    }

    private void act(long now, Random random) {
        ChannelPeer peer = random.nextBoolean() ? a : b;
        int what = random.nextInt(10);
        if (what == 0 || open.isEmpty()) {
            String label = "c" + labels++;
            DataChannel channel = peer.channels.open(now, label, new ChannelOptions(delivery(random), ""));
            if (channel != null) {
                Sent begun = new Sent(channel, peer);
                sent.put(label, begun);
                open.add(begun);
            }
        } else if (what == 1 && open.size() > 3) {
            Sent old = open.remove(random.nextInt(open.size()));
            old.by.channels.close(old.channel);
            if (random.nextBoolean()) {
                ChannelPeer other = old.by == a ? b : a;
                other.opened.stream()
                        .filter(channel -> channel.label().equals(old.channel.label()))
                        .forEach(other.channels::close);
            }
        } else {
            Sent some = open.get(random.nextInt(open.size()));
            int size = random.nextInt(8) == 0 ? random.nextInt(30_000) : random.nextInt(900);
            String text = some.count + " " + "x".repeat(size);
            if (some.by.text(now, some.channel, text) == SendOutcome.QUEUED) {
                some.count++;
            }
        }
    }

    private static Delivery delivery(Random random) {
        boolean ordered = random.nextBoolean();
        return switch (random.nextInt(4)) {
            case 0 -> Delivery.retransmitted(ordered, random.nextInt(3));
            case 1 -> Delivery.within(ordered, random.nextInt(1_000));
            default -> ordered ? Delivery.RELIABLE : Delivery.UNORDERED;
        };
    }

    private void assertArrived(String label, Sent what) {
        ChannelPeer other = what.by == a ? b : a;
        String start = label + " text ";
        List<Integer> numbers = other.told.stream()
                .filter(told -> told.startsWith(start))
                .map(told -> Integer.valueOf(told.substring(start.length()).split(" ", 2)[0]))
                .toList();
        assertThat(numbers).as(label).doesNotHaveDuplicates();
        Delivery delivery = what.channel.options().delivery();
        if (delivery.ordered()) {
            assertThat(numbers).as(label).isSorted();
        }
        if (!delivery.isLossy()) {
            assertThat(numbers).as(label).hasSize(what.count);
        }
    }
}
