package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtp.NackGenerator;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.Rtx;
import org.auralink.media.rtp.SequenceNumbers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Simulcast from a publisher to a subscriber over paths that lose, repeat and reorder packets, while the subscriber
 * changes its mind and layers come and go. What the subscriber ends up with must be one stream that can be decoded.
 */
class RoughPathTest {
    private static final long MS = 1_000_000L;
    private static final int OUT = 0x99;
    private static final int REPAIR = 0x9A;

    private record Event(long at, int order, Runnable action) {}

    /** What the payload says about itself. */
    private record Received(int layer, int frame, int index, int count, boolean key, int picture, long timestamp) {}

    private final Scratch scratch = new Scratch();
    private final ForwardedTrack track = new ForwardedTrack(true, scratch);
    private final List<SourceStream> sources = List.of(
            new SourceStream(1, 0, Packets.VP8),
            new SourceStream(2, 1, Packets.VP8),
            new SourceStream(3, 2, Packets.VP8));
    private final Subscription subscription =
            new Subscription(track, this::downlink, new OutboundStream(OUT, 120, REPAIR, 121, 90_000), scratch);
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingInt(Event::order));
    private final int[] sequence = {65_500, 10, 40_000};
    private final int[] picture = {32_760, 120, 0};
    private final int[] frames = new int[3];
    private final boolean[] silent = new boolean[3];
    private final boolean[] keyWanted = new boolean[3];
    private final List<TreeMap<Integer, RtpPacket>> sent = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    private final NackGenerator wanted = new NackGenerator();
    private final TreeMap<Long, Received> stream = new TreeMap<>();
    private Random random = new Random();
    private long now = 1_000 * MS;
    private int order;
    private long highest = 1 << 20;
    private boolean started;
    private int retransmissions;
    private boolean calm;

    private void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, order++, action));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_124})
    void theSubscriberGetsOneDecodableStream(long seed) {
        random = new Random(seed);
        track.add(subscription);
        sources.forEach(source -> track.add(now, source));
        subscription.ready(now);
        for (int layer = 0; layer < 3; layer++) {
            int each = layer;
            after(each * MS, () -> publish(each));
        }
        after(0, this::tick);
        after(0, this::changeOfMind);
        long end = now + 120_000 * MS;
        while (now < end) {
            Event event = events.remove();
            now = event.at();
            calm = end - now < 2_000 * MS;
            event.action().run();
        }
        verify();
    }

    /** One frame of a layer, thirty a second; a key frame when one was asked for. */
    private void publish(int layer) {
        after(33 * MS, () -> publish(layer));
        if (random.nextInt(300) == 0) {
            silent[layer] = !calm && layer > 0 && !silent[layer];
        }
        if (silent[layer]) {
            return;
        }
        boolean key = keyWanted[layer] || frames[layer] == 0;
        keyWanted[layer] = false;
        int count = key ? 6 : 1 + random.nextInt(3);
        long timestamp = layer * 777_777L + now / 1_000 * 90 / 1_000;
        for (int index = 0; index < count; index++) {
            byte[] payload = {
                (byte) (index == 0 ? 0x90 : 0x80),
                (byte) 0x80,
                (byte) (0x80 | picture[layer] >> 8),
                (byte) picture[layer],
                (byte) (key ? 0 : 1),
                (byte) layer,
                (byte) (frames[layer] >> 8),
                (byte) frames[layer],
                (byte) index,
                (byte) count
            };
            int number = sequence[layer]++ & 0xffff;
            RtpPacket packet = Packets.packet(96, layer + 1, number, timestamp, payload);
            sent.get(layer).put(number, packet);
            if (random.nextInt(20) != 0) {
                after(20 * MS + random.nextInt(3) * MS, () -> uplink(layer, packet, false));
            }
            if (random.nextInt(50) == 0) {
                after(22 * MS, () -> uplink(layer, packet, false));
            }
        }
        frames[layer]++;
        picture[layer] = picture[layer] + 1 & 0x7fff;
    }

    private void uplink(int layer, RtpPacket packet, boolean repaired) {
        track.receive(now, sources.get(layer), packet, repaired);
    }

    /** The room's and the receiver's timers. */
    private void tick() {
        after(20 * MS, this::tick);
        track.reconsider(now);
        for (int layer = 0; layer < 3; layer++) {
            int each = layer;
            for (int missing : sources.get(layer).missing(now)) {
                RtpPacket packet = sent.get(layer).get(missing);
                if (packet != null && random.nextInt(10) != 0) {
                    after(40 * MS, () -> uplink(each, packet, true));
                }
            }
            if (sources.get(layer).takeKeyFrameRequest(now) && random.nextInt(10) != 0) {
                after(20 * MS, () -> keyWanted[each] = true);
            }
        }
        int[] missing = wanted.toRequest(now);
        if (missing.length > 0 && random.nextInt(10) != 0) {
            after(20 * MS, () -> subscription.repeat(now, missing));
        }
    }

    private void changeOfMind() {
        after(random.nextInt(3_000) * MS, this::changeOfMind);
        boolean disabled = !calm && random.nextInt(5) == 0;
        subscription.settings(now, disabled, VideoQuality.values()[random.nextInt(3)]);
    }

    private boolean downlink(long when, byte[] buf, int from, int size) {
        byte[] copy = new byte[size];
        System.arraycopy(buf, from, copy, 0, size);
        if (calm || random.nextInt(20) != 0) {
            after(20 * MS + random.nextInt(3) * MS, () -> received(Packets.view(copy, copy.length)));
        }
        return true;
    }

    private void received(RtpPacket packet) {
        if (packet.ssrc() == REPAIR) {
            assertThat(packet.payloadType()).isEqualTo(121);
            assertThat(Rtx.unwrap(packet, 120, OUT)).isTrue();
            retransmissions++;
        }
        assertThat(packet.ssrc()).isEqualTo(OUT);
        assertThat(packet.payloadType()).isEqualTo(120);
        wanted.onPacket(now, packet.sequenceNumber());
        if (!started) {
            started = true;
            highest = (1 << 20) + packet.sequenceNumber();
        }
        long index = SequenceNumbers.unwrap(highest, packet.sequenceNumber());
        highest = Math.max(highest, index);
        byte[] p = packet.array();
        int at = packet.payloadOffset();
        int number = RtpBytes.readShort(p, at + 2) & 0x7fff;
        boolean key = p[at + 4] == 0;
        int frame = RtpBytes.readShort(p, at + 6);
        var what = new Received(p[at + 5], frame, p[at + 8], p[at + 9], key, number, packet.timestamp());
        Received before = stream.put(index, what);
        if (before != null) {
            assertThat(what).as("the same packet again").isEqualTo(before);
        }
    }

    private void verify() {
        assertThat(retransmissions).isGreaterThan(100);
        assertThat(stream).hasSizeGreaterThan(2_500);
        List<Long> numbers = new ArrayList<>(stream.keySet());
        int holes = 0;
        int switches = 0;
        boolean decodable = false;
        long frozenSince = -1;
        for (int i = 0; i < numbers.size(); i++) {
            Received here = stream.get(numbers.get(i));
            Received before = i == 0 ? null : stream.get(numbers.get(i - 1));
            boolean adjacent = before != null && numbers.get(i) == numbers.get(i - 1) + 1;
            holes += before != null && !adjacent ? 1 : 0;
            if (before != null) {
                boolean sameFrame = before.layer() == here.layer() && before.frame() == here.frame();
                long clock = (int) (here.timestamp() - before.timestamp());
                int pictures = here.picture() - before.picture() & 0x7fff;
                if (sameFrame) {
                    assertThat(clock).isZero();
                    assertThat(pictures).isZero();
                } else {
                    assertThat(clock).as("the clock goes on").isPositive();
                    assertThat(pictures).as("pictures count on").isBetween(1, adjacent ? 1 : 5);
                }
                boolean continues = before.layer() == here.layer()
                        && (sameFrame
                                ? here.index() > before.index()
                                : here.frame() == before.frame() + 1 || !adjacent);
                if (!continues) {
                    assertThat(here.key() && here.index() == 0)
                            .as("a change begins with a key frame")
                            .isTrue();
                    switches++;
                }
            }
            if (here.key() && here.index() == 0) {
                decodable = true;
            } else if (!adjacent) {
                decodable = false;
            }
            frozenSince = decodable ? -1 : frozenSince < 0 ? here.timestamp() : frozenSince;
            if (frozenSince >= 0) {
                assertThat((int) (here.timestamp() - frozenSince)).as("frozen").isLessThan(90_000 / 2);
            }
        }
        assertThat(switches).isGreaterThan(20);
        assertThat(holes).as("losses that nobody repaired").isLessThan(switches);
    }
}
