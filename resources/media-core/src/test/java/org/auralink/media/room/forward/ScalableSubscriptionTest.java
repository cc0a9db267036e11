package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.sdp.Codec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One stream of several sizes and rates, of which a subscriber gets some. */
class ScalableSubscriptionTest {
    private static final long MS = 1_000_000L;
    private static final Codec VP9 = new Codec(98, "VP9", 90_000, 1, "profile-id=0", List.of());

    private final Scratch scratch = new Scratch();
    private final ForwardedTrack track = new ForwardedTrack(true);
    private final SourceStream source = new SourceStream(7, 0, VP9);
    private final Packets.Received received = new Packets.Received();
    private final Subscription subscription =
            new Subscription(track, received, new OutboundStream(0x99, 120, 0x9A, 121, 90_000), scratch);
    private long now = 1_000 * MS;
    private int sequence = 65_000;
    private int picture;

    @BeforeEach
    void subscribe() {
        track.add(subscription);
        track.add(now, source);
        subscription.ready(now);
    }

    /** A packet whose last byte says which size it is. */
    private RtpPacket packet(int spatial, int temporal, boolean key) {
        byte[] payload = {
            (byte) (0xAC | (key ? 0 : 0x40)),
            (byte) (0x80 | picture >> 8 & 0x7f),
            (byte) picture,
            (byte) (temporal << 5 | (temporal > 0 ? 0x10 : 0) | spatial << 1),
            0,
            (byte) temporal,
            (byte) spatial
        };
        RtpPacket packet = Packets.packet(98, 7, sequence++, picture * 3_000L, payload);
        if (spatial == 2) {
            packet.array()[1] |= (byte) 0x80;
        }
        return packet;
    }

    private List<RtpPacket> picture(int temporal, boolean key) {
        List<RtpPacket> packets = IntStream.range(0, 3)
                .mapToObj(spatial -> packet(spatial, temporal, key))
                .toList();
        picture++;
        return packets;
    }

    private void arrive(List<RtpPacket> packets) {
        packets.forEach(packet -> track.receive(now, source, packet, false));
        now += 33 * MS;
    }

    private static int spatial(RtpPacket packet) {
        return packet.array()[packet.payloadOffset() + 6];
    }

    private List<Integer> sizes() {
        return received.packets.stream().map(ScalableSubscriptionTest::spatial).toList();
    }

    private void assertNoGaps() {
        List<Integer> numbers = received.sequences();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
    }

    @Test
    void qualityChoosesTheSizeAndWhatIsLeftOutLeavesNoGap() {
        arrive(picture(0, true));
        subscription.settings(now, false, VideoQuality.LOW);
        arrive(picture(0, false));
        arrive(picture(0, false));
        assertThat(sizes()).containsExactly(0, 1, 2, 0, 0);
        assertThat(received.packets.stream().map(RtpPacket::marker)).containsExactly(false, false, true, true, true);
        assertNoGaps();
        source.takeKeyFrameRequest(now);
        now += 2_000 * MS;
        arrive(picture(0, false));
        subscription.settings(now, false, VideoQuality.MEDIUM);
        assertThat(source.takeKeyFrameRequest(now))
                .as("asks for the size above")
                .isTrue();
        received.packets.clear();
        arrive(picture(0, false));
        arrive(picture(0, true));
        arrive(picture(0, false));
        assertThat(sizes()).containsExactly(0, 0, 1, 0, 1);
        assertNoGaps();
    }

    @Test
    void whoWantsFewerPicturesGetsThoseOfTheLowerLayers() {
        arrive(picture(0, true));
        for (int i = 1; i < 80; i++) {
            arrive(picture(i % 2, false));
        }
        subscription.settings(now, false, VideoQuality.HIGH, 15);
        received.packets.clear();
        for (int i = 0; i < 10; i++) {
            arrive(picture(i % 2, false));
        }
        assertThat(received.packets).hasSize(15);
        assertNoGaps();
        subscription.settings(now, false, VideoQuality.HIGH, 0);
        received.packets.clear();
        for (int i = 0; i < 10; i++) {
            arrive(picture(i % 2, false));
        }
        assertThat(received.packets).hasSize(30);
    }

    @Test
    void whatComesLateAndIsNotWantedLeavesPaddingInItsPlace() {
        subscription.settings(now, false, VideoQuality.LOW);
        arrive(picture(0, true));
        List<RtpPacket> next = picture(0, false);
        List<RtpPacket> after = picture(0, false);
        arrive(List.of(next.get(0), after.get(0), next.get(1), next.get(2)));
        assertThat(received.packets.stream().map(RtpPacket::payloadLength)).containsExactly(7, 7, 7, 0, 0);
        List<Integer> numbers = received.sequences();
        int first = numbers.get(0);
        assertThat(numbers).containsExactly(first, first + 1, first + 4, first + 2, first + 3);
    }

    @Test
    void aRetransmissionIsWhatWasSent() {
        subscription.settings(now, false, VideoQuality.LOW);
        arrive(picture(0, true));
        arrive(picture(0, false));
        RtpPacket sent = received.last();
        assertThat(subscription.repeat(now, new int[] {sent.sequenceNumber()})).isEqualTo(1);
        RtpPacket repeated = received.last();
        assertThat(repeated.ssrc()).isEqualTo(0x9A);
        assertThat(repeated.marker()).as("it still ends the picture").isTrue();
        assertThat(repeated.payloadLength()).isEqualTo(sent.payloadLength() + 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noNumberIsLeftOutOrUsedTwiceWhateverIsWantedAndLost(long seed) {
        var random = new Random(seed);
        List<RtpPacket> held = new ArrayList<>();
        arrive(picture(0, true));
        for (int i = 1; i < 70_000; i++) {
            if (random.nextInt(5) == 0) {
                VideoQuality quality = VideoQuality.values()[random.nextInt(3)];
                subscription.settings(now, false, quality, random.nextInt(2) * 15);
            }
            for (RtpPacket packet : picture(i % 2, source.takeKeyFrameRequest(now))) {
                // Some overtake others by up to a few pictures, and all come in the end.
                if (random.nextInt(20) == 0) {
                    held.add(packet);
                } else {
                    track.receive(now, source, packet, false);
                }
            }
            if (random.nextInt(4) == 0) {
                held.forEach(packet -> track.receive(now, source, packet, true));
                held.clear();
            }
            now += 33 * MS;
            track.reconsider(now);
        }
        held.forEach(packet -> track.receive(now, source, packet, true));
        List<Long> numbers = new ArrayList<>();
        long newest = received.packets.get(0).sequenceNumber();
        for (RtpPacket packet : received.packets) {
            newest += (short) (packet.sequenceNumber() - newest);
            numbers.add(newest);
        }
        List<Long> sorted = numbers.stream().sorted().toList();
        assertThat(sorted).doesNotHaveDuplicates();
        assertThat(sorted.get(sorted.size() - 1) - sorted.get(0)).isEqualTo(sorted.size() - 1L);
        assertThat(sorted).hasSizeGreaterThan(65_536);
    }

    @Test
    void anAv1SubscriberGetsTheDependencyDescriptorOfWhatItGets() {
        var av1 = new SourceStream(8, 0, new Codec(45, "AV1", 90_000, 1, "", List.of()), KeyFrameSpacing.DEFAULT, 12);
        var other = new ForwardedTrack(true);
        var out = new Packets.Received();
        var receiver = new Subscription(other, out, new OutboundStream(0x55, 104, 0x56, 105, 90_000, 1), scratch);
        other.add(receiver);
        other.add(now, av1);
        receiver.ready(now);
        receiver.settings(now, false, VideoQuality.LOW);
        other.receive(now, av1, described(1, org.auralink.media.codec.DependencyDescriptors.keyFrame(1)), false);
        other.receive(now, av1, described(2, org.auralink.media.codec.DependencyDescriptors.frame(3, 2)), false);
        other.receive(now, av1, described(3, org.auralink.media.codec.DependencyDescriptors.frame(1, 3)), false);
        assertThat(out.packets).hasSize(2);
        assertThat(out.packets).allSatisfy(packet -> {
            assertThat(packet.extensionLength(1)).isGreaterThan(3);
            assertThat(packet.payloadLength()).isEqualTo(3);
            assertThat(packet.marker()).isTrue();
        });
        receiver.repeat(now, new int[] {out.last().sequenceNumber()});
        assertThat(out.last().ssrc()).isEqualTo(0x56);
        assertThat(out.last().extensionLength(1)).isEqualTo(out.packets.get(1).extensionLength(1));
        assertThat(out.last().payloadLength()).isEqualTo(5);
    }

    private RtpPacket described(int number, byte[] dependencies) {
        byte[] buf = new byte[300];
        var writer = new RtpWriter(buf).begin(false, 45, number, now / 11_111, 8);
        writer.extension(12, dependencies, 0, dependencies.length);
        return Packets.view(buf, writer.payload(new byte[] {0x18, 1, 2}, 0, 3).length());
    }
}
