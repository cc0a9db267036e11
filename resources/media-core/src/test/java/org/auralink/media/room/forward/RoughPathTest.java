package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.netem.Timeline;
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

    /** What the payload says about itself. */
    private record Received(int layer, int frame, int index, int count, boolean key, int picture, long timestamp) {}

    private final Scratch scratch = new Scratch();
    private final ForwardedTrack track = new ForwardedTrack(true);
    private final List<SourceStream> sources = List.of(
            new SourceStream(1, 0, Packets.VP8),
            new SourceStream(2, 1, Packets.VP8),
            new SourceStream(3, 2, Packets.VP8));
    private final Subscription subscription =
            new Subscription(track, this::sent, new OutboundStream(OUT, 120, REPAIR, 121, 90_000), scratch);
    private final Timeline timeline = new Timeline(1_000 * MS);
    private final int[] sequence = {65_500, 10, 40_000};
    private final int[] picture = {32_760, 120, 0};
    private final int[] frames = new int[3];
    private final boolean[] silent = new boolean[3];
    private final boolean[] keyWanted = new boolean[3];
    private final List<TreeMap<Integer, RtpPacket>> sent = List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    private final NackGenerator wanted = new NackGenerator();
    private final TreeMap<Long, Received> stream = new TreeMap<>();
    private Random random = new Random();
    private Link<Runnable> uplink = link(0, Conditions.PERFECT);
    private Link<Runnable> repairs = uplink;
    private Link<Runnable> requests = uplink;
    private Link<Runnable> downlink = uplink;
    private long highest = 1 << 20;
    private boolean started;
    private int retransmissions;
    private boolean calm;

    /** What is sent on it is done when it arrives. */
    private Link<Runnable> link(long seed, Conditions conditions) {
        var link = new Link<Runnable>(new Random(seed), conditions);
        timeline.deliver(link, Runnable::run);
        return link;
    }

    private void openLinks(long seed) {
        Conditions overtaking = Conditions.PERFECT.delayed(20 * MS).reordering(0.67, 2 * MS);
        uplink = link(seed, overtaking.losing(0.05).duplicating(0.02));
        repairs = link(seed + 1, Conditions.PERFECT.delayed(40 * MS).losing(0.1));
        requests = link(seed + 2, Conditions.PERFECT.delayed(20 * MS).losing(0.1));
        downlink = link(seed + 3, overtaking.losing(0.05));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20_261_124})
    void theSubscriberGetsOneDecodableStream(long seed) {
        random = new Random(seed);
        openLinks(seed);
        track.add(subscription);
        sources.forEach(source -> track.add(timeline.now(), source));
        subscription.ready(timeline.now());
        for (int layer = 0; layer < 3; layer++) {
            int each = layer;
            timeline.after(each * MS, () -> publish(each));
        }
        timeline.every(20 * MS, this::tick);
        timeline.after(0, this::changeOfMind);
        timeline.run(118_000 * MS);
        calm = true;
        downlink.become(downlink.conditions().losing(0));
        timeline.run(2_000 * MS);
        verify();
    }

    /** One frame of a layer, thirty a second; a key frame when one was asked for. */
    private void publish(int layer) {
        timeline.after(33 * MS, () -> publish(layer));
        if (random.nextInt(300) == 0) {
            silent[layer] = !calm && layer > 0 && !silent[layer];
        }
        if (silent[layer]) {
            return;
        }
        boolean key = keyWanted[layer] || frames[layer] == 0;
        keyWanted[layer] = false;
        int count = key ? 6 : 1 + random.nextInt(3);
        long timestamp = layer * 777_777L + timeline.now() / 1_000 * 90 / 1_000;
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
            uplink.send(timeline.now(), () -> receive(layer, packet, false), packet.length());
        }
        frames[layer]++;
        picture[layer] = picture[layer] + 1 & 0x7fff;
    }

    private void receive(int layer, RtpPacket packet, boolean repaired) {
        track.receive(timeline.now(), sources.get(layer), packet, repaired);
    }

    /** The room's and the receiver's timers. */
    private void tick() {
        long now = timeline.now();
        track.reconsider(now);
        for (int layer = 0; layer < 3; layer++) {
            int each = layer;
            for (int missing : sources.get(layer).missing(now)) {
                RtpPacket packet = sent.get(layer).get(missing);
                if (packet != null) {
                    repairs.send(now, () -> receive(each, packet, true), packet.length());
                }
            }
            if (sources.get(layer).takeKeyFrameRequest(now)) {
                requests.send(now, () -> keyWanted[each] = true, 0);
            }
        }
        int[] missing = wanted.toRequest(now);
        if (missing.length > 0) {
            requests.send(now, () -> subscription.repeat(timeline.now(), missing), 0);
        }
    }

    private void changeOfMind() {
        timeline.after(random.nextInt(3_000) * MS, this::changeOfMind);
        boolean disabled = !calm && random.nextInt(5) == 0;
        subscription.settings(timeline.now(), disabled, VideoQuality.values()[random.nextInt(3)]);
    }

    private boolean sent(long when, byte[] buf, int from, int size) {
        byte[] copy = new byte[size];
        System.arraycopy(buf, from, copy, 0, size);
        downlink.send(when, () -> received(Packets.view(copy, copy.length)), size);
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
        wanted.onPacket(timeline.now(), packet.sequenceNumber());
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
