package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.transport.FanOut;
import org.auralink.media.transport.LoopBatch;
import org.auralink.media.transport.ReadBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read together goes to one receiver after the other, and is what it would be one by one. */
class GatheredTest {
    private static final long MS = 1_000_000L;
    private static final int LAYERS = 3;

    private final LoopBatch batch = new LoopBatch();

    /** Who got what, in the order of sending. */
    private record Sent(int receiver, RtpPacket packet) {
        List<Object> content() {
            byte[] array = packet.array();
            int from = packet.payloadOffset();
            byte[] payload = Arrays.copyOfRange(array, from, from + packet.payloadLength());
            return List.of(
                    packet.ssrc(),
                    packet.sequenceNumber(),
                    packet.timestamp(),
                    packet.marker(),
                    packet.payloadType(),
                    Arrays.toString(payload));
        }
    }

    /** A camera in three layers, and those who receive it. */
    private static final class Room {
        final ForwardedTrack track;
        final SourceStream[] sources = new SourceStream[LAYERS];
        final List<Sent> sent = Collections.synchronizedList(new ArrayList<>());
        final List<Subscription> subscriptions = new ArrayList<>();
        long now = 1_000 * MS;

        Room(int receivers, int repairPayloadType) {
            this(receivers, repairPayloadType, FanOut.ALONE);
        }

        Room(int receivers, int repairPayloadType, FanOut threads) {
            track = new ForwardedTrack(true, threads);
            var scratch = new Scratch();
            for (int layer = 0; layer < LAYERS; layer++) {
                sources[layer] = new SourceStream(layer + 1, layer, Packets.VP8);
                track.add(now, sources[layer]);
            }
            for (int receiver = 0; receiver < receivers; receiver++) {
                int who = receiver;
                var out = new OutboundStream(100 + who, 120, 200 + who, repairPayloadType, 90_000);
                PacketOut sink = (at, buf, from, size) ->
                        sent.add(new Sent(who, Packets.view(Arrays.copyOfRange(buf, from, from + size), size)));
                var subscription = new Subscription(track, sink, out, scratch);
                track.add(subscription);
                subscription.ready(now);
                subscriptions.add(subscription);
            }
        }

        void arrive(int layer, RtpPacket packet, boolean repaired, ReadBatch of) {
            track.receive(now, sources[layer], packet, repaired, of);
        }

        List<Integer> receivers() {
            return sent.stream().map(Sent::receiver).toList();
        }

        List<List<Object>> of(int receiver) {
            return sent.stream()
                    .filter(each -> each.receiver == receiver)
                    .map(Sent::content)
                    .toList();
        }
    }

    private static RtpPacket packet(int layer, int sequence, int picture, boolean key, int size, boolean marker) {
        byte[] payload = new byte[size];
        payload[0] = (byte) (key ? 0x90 : 0x80);
        payload[1] = (byte) 0x80;
        payload[2] = (byte) (0x80 | picture >> 8);
        payload[3] = (byte) picture;
        payload[4] = (byte) (key ? 0 : 1);
        payload[size - 1] = (byte) sequence;
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(marker, 96, sequence & 0xffff, picture * 3_000L, layer + 1);
        return Packets.view(buf, writer.payload(payload, 0, size).length());
    }

    private Room begun(int receivers, int repairPayloadType) {
        var room = new Room(receivers, repairPayloadType);
        for (int layer = 0; layer < LAYERS; layer++) {
            room.arrive(layer, packet(layer, 1, 1, true, 100, true), false, batch);
        }
        room.sent.clear();
        return room;
    }

    @Test
    void eachReceiverGetsAllOfABatchBeforeTheNextGetsAny() {
        Room room = begun(3, 121);
        batch.begin();
        room.arrive(2, packet(2, 2, 2, false, 500, false), false, batch);
        room.arrive(2, packet(2, 3, 2, false, 500, true), false, batch);
        assertThat(room.sent).isEmpty();
        batch.end(room.now);
        assertThat(room.receivers()).containsExactly(0, 0, 1, 1, 2, 2);
    }

    @Test
    void packetsThatDifferBySomeBytesLeaveInOneSize() {
        Room room = begun(1, 121);
        batch.begin();
        int[] sizes = {500, 500, 501, 508, 499, 300};
        for (int i = 0; i < sizes.length; i++) {
            room.arrive(2, packet(2, 2 + i, 2, false, sizes[i], false), false, batch);
        }
        batch.end(room.now);
        assertThat(room.sent.stream().map(each -> each.packet().length() - RtpPacket.FIXED_HEADER))
                .as("nine bytes are too many, and so are two hundred")
                .containsExactly(508, 508, 508, 508, 499, 300);
        assertThat(room.sent.stream().map(each -> each.packet().payloadLength()))
                .as("padding is no payload")
                .containsExactly(500, 500, 501, 508, 499, 300);
    }

    @Test
    void whatIsRepeatedUnderItsNumberIsTheSameWithItsPadding() {
        Room room = begun(1, -1);
        batch.begin();
        room.arrive(2, packet(2, 2, 2, false, 500, false), false, batch);
        room.arrive(2, packet(2, 3, 2, false, 503, true), false, batch);
        batch.end(room.now);
        RtpPacket first = room.sent.get(0).packet();
        room.subscriptions.get(0).repeat(room.now + 1_000 * MS, new int[] {first.sequenceNumber()});
        RtpPacket again = room.sent.get(2).packet();
        assertThat(bytes(again)).isEqualTo(bytes(first));
    }

    @Test
    void aRetransmissionOfItsOwnNeedsNoPadding() {
        Room room = begun(1, 121);
        batch.begin();
        room.arrive(2, packet(2, 2, 2, false, 500, false), false, batch);
        room.arrive(2, packet(2, 3, 2, false, 503, true), false, batch);
        batch.end(room.now);
        int number = room.sent.get(0).packet().sequenceNumber();
        room.subscriptions.get(0).repeat(room.now + 1_000 * MS, new int[] {number});
        assertThat(room.sent.get(2).packet().payloadLength())
                .as("the number and the payload")
                .isEqualTo(2 + 500);
    }

    @Test
    void whatIsMutedBeforeTheEndOfItsBatchGoesToNobody() {
        Room room = begun(2, 121);
        batch.begin();
        room.arrive(2, packet(2, 2, 2, false, 500, true), false, batch);
        room.track.setMuted(room.now, true);
        batch.end(room.now);
        room.track.setMuted(room.now, false);
        assertThat(room.sent).isEmpty();
    }

    @Test
    void whatIsReplacedBeforeTheEndOfItsBatchGoesToNobody() {
        Room room = begun(2, 121);
        batch.begin();
        room.arrive(2, packet(2, 2, 2, false, 500, true), false, batch);
        room.track.add(room.now, new SourceStream(9, 2, Packets.VP8));
        batch.end(room.now);
        assertThat(room.sent).isEmpty();
    }

    @Test
    void moreThanWaitAtMostAreSentInTheirOrder() {
        Room room = begun(2, 121);
        batch.begin();
        for (int i = 0; i < 50; i++) {
            room.arrive(2, packet(2, 2 + i, 2, false, 500, false), false, batch);
        }
        batch.end(room.now);
        List<Integer> numbers = room.sent.stream()
                .filter(each -> each.receiver() == 1)
                .map(each -> each.packet().sequenceNumber())
                .toList();
        assertThat(numbers).hasSize(50);
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
        }
    }

    @Test
    void batchesAreForwardedAsTheirPacketsWouldBeAlone() {
        for (long seed = 1; seed <= 200; seed++) {
            var together = new Room(3, 121);
            var alone = new Room(3, 121);
            run(together, new Random(seed), batch);
            run(alone, new Random(seed), null);
            for (int receiver = 0; receiver < 3; receiver++) {
                assertThat(together.of(receiver)).as("seed " + seed).isEqualTo(alone.of(receiver));
            }
            assertThat(together.sent.size()).isGreaterThan(100);
        }
    }

    @Test
    void severalThreadsForwardWhatOneWould() {
        try (var threads = new Threads(3)) {
            for (long seed = 1; seed <= 30; seed++) {
                var shared = new Room(9, 121, threads);
                var alone = new Room(9, 121);
                run(shared, new Random(seed), batch);
                run(alone, new Random(seed), batch);
                for (int receiver = 0; receiver < 9; receiver++) {
                    assertThat(shared.of(receiver)).as("seed " + seed).isEqualTo(alone.of(receiver));
                }
            }
        }
    }

    /** Serves the receivers in as many parts, each by a thread of its own. */
    private static final class Threads implements FanOut, AutoCloseable {
        private final ExecutorService pool;
        private final int parts;

        Threads(int parts) {
            this.parts = parts;
            pool = Executors.newFixedThreadPool(parts);
        }

        @Override
        public void serve(int receivers, int datagrams, Work work) {
            List<Future<?>> parting = new ArrayList<>();
            for (int part = 0; part < parts; part++) {
                int lane = part;
                parting.add(
                        pool.submit(() -> work.serve(receivers * lane / parts, receivers * (lane + 1) / parts, lane)));
            }
            for (Future<?> part : parting) {
                try {
                    part.get();
                } catch (InterruptedException | ExecutionException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void close() {
            pool.shutdown();
        }
    }

    /** Frames in three layers with loss, disorder, retransmissions and key frames; receivers that change their mind. */
    private void run(Room room, Random random, @Nullable LoopBatch of) {
        int[] sequence = {65_500, 10, 40_000};
        int[] picture = {5, 700, 32_700};
        for (int frame = 0; frame < 60; frame++) {
            room.now += 33 * MS;
            if (random.nextInt(4) == 0) {
                room.subscriptions
                        .get(random.nextInt(room.subscriptions.size()))
                        .settings(room.now, random.nextInt(8) == 0, VideoQuality.values()[random.nextInt(LAYERS)]);
            }
            if (of != null) {
                of.begin();
            }
            for (int layer = 0; layer < LAYERS; layer++) {
                boolean key = random.nextInt(6) == 0;
                List<RtpPacket> packets = new ArrayList<>();
                int count = 1 + random.nextInt(8);
                for (int i = 0; i < count; i++) {
                    boolean first = key && i == 0;
                    int size = 200 + random.nextInt(3);
                    packets.add(packet(layer, sequence[layer]++, picture[layer], first, size, i == count - 1));
                }
                picture[layer] = picture[layer] + 1 & 0x7fff;
                if (!key && count > 2 && random.nextInt(4) == 0) {
                    packets.remove(random.nextInt(count));
                }
                if (!key && packets.size() > 2 && random.nextInt(4) == 0) {
                    packets.add(packets.remove(0));
                }
                boolean repaired = random.nextInt(10) == 0;
                ReadBatch readIn = of == null ? ReadBatch.NONE : of;
                packets.forEach(each -> room.arrive(layerOf(each), each, repaired, readIn));
            }
            if (of != null) {
                of.end(room.now);
            }
        }
    }

    private static int layerOf(RtpPacket packet) {
        return packet.ssrc() - 1;
    }

    private static byte[] bytes(RtpPacket packet) {
        return Arrays.copyOfRange(packet.array(), packet.offset(), packet.offset() + packet.length());
    }
}
