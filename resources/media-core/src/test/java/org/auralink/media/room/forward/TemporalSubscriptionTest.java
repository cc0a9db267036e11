package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.SequenceNumbers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras of one size and several frame rates, of which a subscriber wants fewer. */
class TemporalSubscriptionTest {
    private static final long MS = 1_000_000L;
    private static final long FRAME = 33 * MS;
    /** As libvpx has three layers, eight pictures at a time: the layer of each. */
    private static final int[] LAYERS = {0, 2, 1, 2, 0, 2, 1, 2};
    /** Those that need the base layer only. */
    private static final Set<Integer> SYNC = Set.of(1, 2);

    /** Which picture of its round each needs besides the base layer; 0 for none. */
    private static final List<Integer> NEEDED = List.of(0, 0, 0, 2, 0, 2, 2, 6);

    private final Scratch scratch = new Scratch();
    private final ForwardedTrack track = new ForwardedTrack(true);
    private final SourceStream source = new SourceStream(7, 0, Packets.VP8);
    private final Packets.Received received = new Packets.Received();
    private final Subscription subscription =
            new Subscription(track, received, new OutboundStream(0x99, 120, 0x9A, 121, 90_000), scratch);
    private long now = 1_000 * MS;
    private int sequence = 65_000;
    private int picture = 32_700;
    private int base = 250;
    private int place;

    @BeforeEach
    void subscribe() {
        track.add(subscription);
        track.add(now, source);
        subscription.ready(now);
    }

    /** The next picture, of two packets: its layer stands in the last byte, its number before that. */
    private List<RtpPacket> picture(boolean key) {
        place = key ? 0 : (place + 1) % LAYERS.length;
        int layer = LAYERS[place];
        base += layer == 0 ? 1 : 0;
        List<RtpPacket> packets = new ArrayList<>();
        for (int index = 0; index < 2; index++) {
            byte[] payload = {
                (byte) (index == 0 ? 0x90 : 0x80),
                (byte) 0xF0,
                (byte) (0x80 | picture >> 8 & 0x7f),
                (byte) picture,
                (byte) base,
                (byte) (layer << 6 | (SYNC.contains(place) ? 0x20 : 0) | 9),
                (byte) (key ? 0 : 1),
                (byte) (picture >> 16),
                (byte) (picture >> 8),
                (byte) picture,
                (byte) place
            };
            packets.add(Packets.packet(96, 7, sequence++, picture * 2_970L, payload));
        }
        picture++;
        return packets;
    }

    private void arrive(List<RtpPacket> packets) {
        packets.forEach(packet -> track.receive(now, source, packet, false));
        now += FRAME;
    }

    private void arrive(int pictures) {
        for (int i = 0; i < pictures; i++) {
            arrive(picture(source.takeKeyFrameRequest(now)));
            track.reconsider(now);
        }
    }

    private static int place(RtpPacket packet) {
        return packet.array()[packet.payloadOffset() + packet.payloadLength() - 1];
    }

    private static int pictureId(RtpPacket packet) {
        return RtpBytes.readShort(packet.array(), packet.payloadOffset() + 2) & 0x7fff;
    }

    private static int tl0(RtpPacket packet) {
        return packet.array()[packet.payloadOffset() + 4] & 0xff;
    }

    private void assertContinuous() {
        for (int i = 1; i < received.packets.size(); i++) {
            RtpPacket before = received.packets.get(i - 1);
            RtpPacket after = received.packets.get(i);
            int next = before.timestamp() == after.timestamp() ? 0 : 1;
            assertThat(after.sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xffff);
            assertThat(pictureId(after)).isEqualTo(pictureId(before) + next & 0x7fff);
            assertThat(tl0(after) - tl0(before) & 0xff)
                    .as("counts pictures of the base layer only")
                    .isEqualTo(next == 1 && LAYERS[place(after)] == 0 ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 15})
    void whoWantsFewerPicturesGetsThoseOfTheLowerLayersNumberedWithoutAHole(int fps) {
        arrive(64);
        subscription.settings(now, false, VideoQuality.HIGH, fps);
        received.packets.clear();
        arrive(64);
        assertThat(received.packets).hasSize(2 * 64 * (fps == 7 ? 1 : 2) / 4);
        assertThat(received.packets).allMatch(packet -> LAYERS[place(packet)] <= (fps == 7 ? 0 : 1));
        assertContinuous();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60})
    void whoseConnectionHasNoRoomForAllGetsThoseOfTheLowerLayersThatFit(int percent) {
        arrive(640);
        long room = track.bitsPerSecond(now, 0) * percent / 100;
        int layer = track.temporalWithin(now, 0, room);
        assertThat(track.bitsPerSecond(now, 0, layer)).isBetween(room / 2, room);
        subscription.thin(layer);
        received.packets.clear();
        arrive(64);
        assertThat(received.packets).hasSize(2 * 64 * (percent == 30 ? 1 : 2) / 4);
        assertContinuous();
        subscription.thin(track.temporalWithin(now, 0, Long.MAX_VALUE));
        arrive(16);
        received.packets.clear();
        arrive(64);
        assertThat(received.packets).hasSize(2 * 64);
    }

    @Test
    void whatIsAboveTheConnectionsLimitIsNotRepeatedNorWhatIsOnItsWay() {
        arrive(64);
        int[] last = {received.last().sequenceNumber()};
        assertThat(subscription.repeat(now, last, 200 * MS)).isEqualTo(1);
        now += 150 * MS;
        assertThat(subscription.repeat(now, last, 200 * MS)).isZero();
        now += 51 * MS;
        assertThat(subscription.repeat(now, last, 200 * MS)).isEqualTo(1);
        now += 201 * MS;
        subscription.limit(now, -1);
        assertThat(subscription.repeat(now, last, 200 * MS)).isZero();
    }

    @Test
    void moreComeAgainWithAPictureThatNeedsTheBaseLayerOnlyWithoutAKeyFrame() {
        arrive(64);
        subscription.settings(now, false, VideoQuality.HIGH, 7);
        arrive(10);
        subscription.settings(now, false, VideoQuality.HIGH, 0);
        received.packets.clear();
        arrive(16);
        assertThat(source.takeKeyFrameRequest(now)).isFalse();
        assertContinuous();
        assertThat(received.packets.stream()
                        .map(TemporalSubscriptionTest::place)
                        .distinct())
                .contains(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void onlyWholePicturesAreLeftOut() {
        arrive(64);
        List<RtpPacket> packets = picture(false);
        track.receive(now, source, packets.get(0), false);
        subscription.settings(now, false, VideoQuality.HIGH, 7);
        track.receive(now, source, packets.get(1), false);
        assertThat(received.packets).as("what was begun is ended").hasSize(130);
    }

    @Test
    void aStreamThatGoesOnElsewhereGoesOnInAllNumbers() {
        arrive(64);
        subscription.settings(now, false, VideoQuality.HIGH, 7);
        arrive(20);
        subscription.settings(now, true, VideoQuality.HIGH, 7);
        arrive(5);
        subscription.settings(now, false, VideoQuality.HIGH, 7);
        arrive(picture(true));
        RtpPacket first = received.packets.get(received.packets.size() - 2);
        RtpPacket last = received.packets.get(received.packets.size() - 3);
        assertThat(pictureId(first)).isEqualTo(pictureId(last) + 1 & 0x7fff);
        assertThat(tl0(first)).isEqualTo(tl0(last) + 1 & 0xff);
        assertThat(first.array()[first.payloadOffset() + 5] & 0x1f)
                .as("another key frame")
                .isEqualTo(10);
    }

    @Test
    void aRetransmissionHasTheNumbersOfWhatWasSent() {
        arrive(64);
        subscription.settings(now, false, VideoQuality.HIGH, 7);
        arrive(32);
        RtpPacket sent = received.packets.get(received.packets.size() - 3);
        assertThat(subscription.repeat(now, new int[] {sent.sequenceNumber()})).isEqualTo(1);
        RtpPacket repeated = received.last();
        assertThat(RtpBytes.readShort(repeated.array(), repeated.payloadOffset() + 4) & 0x7fff)
                .isEqualTo(pictureId(sent));
    }

    /** A receiver as libwebrtc's: it takes a picture when it has those that it needs, and no picture number is missing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 20_261_129})
    void whateverIsWantedAndComesLateIsOneStreamThatCanBeDecoded(long seed) {
        var random = new Random(seed);
        var held = new ArrayDeque<RtpPacket>();
        arrive(32);
        for (int i = 0; i < 40_000; i++) {
            if (random.nextInt(10) == 0) {
                subscription.settings(
                        now, false, VideoQuality.HIGH, List.of(0, 7, 15).get(random.nextInt(3)));
            }
            for (RtpPacket packet : picture(source.takeKeyFrameRequest(now) || random.nextInt(1_000) == 0)) {
                if (random.nextInt(20) == 0) {
                    held.add(packet);
                } else {
                    track.receive(now, source, packet, false);
                }
            }
            while (!held.isEmpty() && random.nextInt(3) == 0) {
                track.receive(now, source, held.poll(), true);
            }
            now += FRAME;
            track.reconsider(now);
        }
        held.forEach(packet -> track.receive(now, source, packet, true));
        verify();
    }

    private void verify() {
        var byNumber = new TreeMap<Long, RtpPacket>();
        long newest = 1 << 20;
        for (RtpPacket packet : received.packets) {
            long number = SequenceNumbers.unwrap(newest, packet.sequenceNumber());
            newest = Math.max(newest, number);
            assertThat(byNumber.put(number, packet))
                    .as("number %d again", number)
                    .isNull();
        }
        assertThat(byNumber.lastKey() - byNumber.firstKey() + 1).isEqualTo(byNumber.size());
        assertThat(byNumber.size()).as("packets, beyond a wrap").isGreaterThan(30_000);
        Map<Integer, Integer> packetsOf = new HashMap<>();
        List<RtpPacket> pictures = new ArrayList<>();
        for (RtpPacket packet : byNumber.values()) {
            if (packet.payloadLength() > 0 && packetsOf.merge(original(packet), 1, Integer::sum) == 1) {
                pictures.add(packet);
            }
        }
        assertThat(packetsOf.values()).as("packets of a picture").containsOnly(2);
        verify(pictures);
    }

    /** In the order of their numbers; what one needs has to come before it. */
    private static void verify(List<RtpPacket> pictures) {
        Set<Integer> there = new HashSet<>();
        int holes = 0;
        int lastId = -1;
        int last0 = -1;
        for (RtpPacket packet : pictures) {
            int layer = LAYERS[place(packet)];
            int number = original(packet);
            if (lastId >= 0) {
                int step = pictureId(packet) - lastId & 0x7fff;
                assertThat(step).as("numbers of pictures").isBetween(1, 4);
                holes += step - 1;
                assertThat(tl0(packet) - last0 & 0xff).isEqualTo(layer == 0 ? 1 : 0);
            }
            lastId = pictureId(packet);
            last0 = tl0(packet);
            there.add(number);
            int needed = NEEDED.get(place(packet));
            assertThat(needed == 0 || there.contains(number - place(packet) + needed))
                    .as("what picture %d of a round needs", place(packet))
                    .isTrue();
        }
        assertThat(holes).as("late pictures that nobody waits for").isLessThan(pictures.size() / 100);
    }

    private static int original(RtpPacket packet) {
        byte[] array = packet.array();
        int at = packet.payloadOffset() + packet.payloadLength() - 4;
        return (array[at] & 0xff) << 16 | RtpBytes.readShort(array, at + 1);
    }

    @Test
    void ofH264ThePicturesAreLeftOutThatNoOtherNeeds() {
        var h264 = new SourceStream(8, 0, Packets.H264);
        var other = new ForwardedTrack(true);
        var out = new Packets.Received();
        var receiver = new Subscription(other, out, new OutboundStream(0x55, 104, 0x56, 105, 90_000), scratch);
        other.add(receiver);
        other.add(now, h264);
        receiver.ready(now);
        arriveH264(other, h264, 0, 64);
        receiver.settings(now, false, VideoQuality.HIGH, 15);
        out.packets.clear();
        arriveH264(other, h264, 64, 64);
        assertThat(out.packets).hasSize(64);
        assertThat(out.packets).allMatch(packet -> (packet.array()[packet.payloadOffset()] & 0x60) != 0);
        for (int i = 1; i < out.packets.size(); i++) {
            assertThat(out.sequences().get(i)).isEqualTo(out.sequences().get(i - 1) + 1 & 0xffff);
        }
        receiver.settings(now, false, VideoQuality.HIGH, 0);
        out.packets.clear();
        arriveH264(other, h264, 128, 64);
        assertThat(out.packets).hasSize(128);
    }

    /** Pictures of two packets, of which every other one is needed by nobody. */
    private void arriveH264(ForwardedTrack to, SourceStream h264, int from, int count) {
        for (int i = from; i < from + count; i++) {
            int needed = i % 2 == 0 ? 0x60 : 0;
            byte[] parameters = {0x67, 0x42};
            byte[] slice = {(byte) (needed | 1), 1, 2};
            to.receive(now, h264, Packets.packet(102, 8, 2 * i, i * 2_970L, i == 0 ? parameters : slice), false);
            to.receive(now, h264, Packets.packet(102, 8, 2 * i + 1, i * 2_970L, slice), false);
            now += FRAME;
        }
    }
}
