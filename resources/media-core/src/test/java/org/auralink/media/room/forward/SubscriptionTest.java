package org.auralink.media.room.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final long MS = 1_000_000L;
    private static final int LOW = 0x10;
    private static final int HIGH = 0x20;

    private final Scratch scratch = new Scratch();
    private final ForwardedTrack track = new ForwardedTrack(true);
    private final SourceStream low = new SourceStream(LOW, 0, Packets.VP8);
    private final SourceStream high = new SourceStream(HIGH, 2, Packets.VP8);
    private final Packets.Received received = new Packets.Received();
    private final Subscription subscription =
            new Subscription(track, received, new OutboundStream(0x99, 120, 0x9A, 121, 90_000), scratch);
    private long now = 1_000 * MS;

    @BeforeEach
    void subscribe() {
        track.add(subscription);
    }

    private void arrive(SourceStream source, int sequence, long timestamp, int picture, int tl0, boolean key) {
        track.receive(now, source, Packets.vp8(source.ssrc(), sequence, timestamp, picture, tl0, key), false);
    }

    @Test
    void nothingIsSentBeforeTheSubscriberIsReady() {
        track.add(now, low);
        arrive(low, 1, 0, 1, 1, true);
        assertThat(received.packets).isEmpty();
    }

    @Test
    void aStreamBeginsWithAKeyFrameAndOneIsRequested() {
        track.add(now, low);
        subscription.ready(now);
        assertThat(low.takeKeyFrameRequest(now)).isTrue();
        arrive(low, 1, 0, 1, 1, false);
        assertThat(received.packets).isEmpty();
        arrive(low, 2, 3_000, 2, 2, true);
        arrive(low, 3, 6_000, 3, 3, false);
        assertThat(received.packets).hasSize(2);
        assertThat(low.takeKeyFrameRequest(now + 2_000 * MS)).as("satisfied").isFalse();
        RtpPacket last = received.last();
        assertThat(last.ssrc()).isEqualTo(0x99);
        assertThat(last.payloadType()).isEqualTo(120);
    }

    @Test
    void keyFrameRequestsAreThrottled() {
        track.add(now, low);
        subscription.ready(now);
        assertThat(low.takeKeyFrameRequest(now)).isTrue();
        subscription.keyFrameWanted();
        assertThat(low.takeKeyFrameRequest(now + 499 * MS)).isFalse();
        assertThat(low.takeKeyFrameRequest(now + 500 * MS)).isTrue();
    }

    @Test
    void aSwitchOfLayersLeavesNoGapInSequenceNumbersAndPictureIds() {
        track.add(now, low);
        subscription.ready(now);
        arrive(low, 65_534, 900, 100, 7, true);
        arrive(low, 65_535, 900 + 3_000, 101, 8, false);
        track.add(now, high);
        now += 33 * MS;
        arrive(high, 40, 777_000, 5_000, 200, false);
        track.reconsider(now);
        assertThat(high.takeKeyFrameRequest(now)).isTrue();
        arrive(low, 0, 900 + 6_000, 102, 9, false);
        now += 33 * MS;
        arrive(high, 41, 780_000, 5_001, 201, true);
        now += 33 * MS;
        arrive(low, 1, 900 + 9_000, 103, 10, false);
        arrive(high, 42, 783_000, 5_002, 202, false);

        assertThat(received.sequences()).containsExactly(32_766, 32_767, 32_768, 32_769, 32_770);
        assertThat(received.packets.stream().map(SubscriptionTest::picture)).containsExactly(100, 101, 102, 103, 104);
        assertThat(received.packets.stream().map(SubscriptionTest::tl0)).containsExactly(7, 8, 9, 10, 11);
        List<Long> times = received.packets.stream().map(RtpPacket::timestamp).toList();
        assertThat(times).isSorted().doesNotHaveDuplicates();
        assertThat(times.get(4) - times.get(3)).isEqualTo(3_000);
    }

    @Test
    void packetsFromBeforeTheSwitchAreLate() {
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 100, 3_000, 1, 1, true);
        arrive(high, 99, 0, 0, 0, false);
        assertThat(received.sequences()).containsExactly(100);
    }

    @Test
    void reorderedPacketsKeepTheirPlace() {
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 100, 3_000, 1, 1, true);
        arrive(high, 102, 9_000, 3, 3, false);
        arrive(high, 101, 6_000, 2, 2, false);
        assertThat(received.sequences()).containsExactly(100, 102, 101);
    }

    @Test
    void aLayerThatFellSilentIsReplacedByALowerOne() {
        track.add(now, low);
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 1, 0, 1, 1, true);
        now += 2_000 * MS;
        arrive(low, 1, 0, 1, 1, false);
        track.reconsider(now);
        assertThat(low.takeKeyFrameRequest(now)).isTrue();
        arrive(low, 2, 3_000, 2, 2, true);
        assertThat(received.sequences()).containsExactly(1, 2);
    }

    @Test
    void aLayerThatIsNeverSentIsNotWaitedFor() {
        track.add(now, low);
        subscription.ready(now);
        subscription.settings(now, false, VideoQuality.HIGH);
        arrive(low, 1, 0, 1, 1, true);
        assertThat(received.packets).hasSize(1);
    }

    @Test
    void aHigherLayerThatBeginsToBeSentIsTakenWithItsFirstKeyFrame() {
        track.add(now, low);
        subscription.ready(now);
        arrive(low, 1, 0, 1, 1, true);
        track.add(now, high);
        now += 33 * MS;
        arrive(high, 700, 0, 1, 1, true);
        now += 33 * MS;
        arrive(low, 2, 6_000, 2, 2, false);
        arrive(high, 701, 6_000, 2, 2, false);
        assertThat(received.sequences()).containsExactly(1, 2, 3);
        assertThat(received.last().timestamp() - received.packets.get(1).timestamp())
                .isEqualTo(6_000);
    }

    @Test
    void aMutedTrackDoesNotChangeItsLayerAndAsksNobody() {
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 1, 0, 1, 1, true);
        track.add(now, low);
        now += 60_000 * MS;
        track.reconsider(now);
        assertThat(low.takeKeyFrameRequest(now)).isFalse();
        assertThat(high.takeKeyFrameRequest(now)).isFalse();
        arrive(high, 2, 90_000 * 120, 2, 2, false);
        assertThat(received.sequences()).containsExactly(1, 2);
    }

    @Test
    void aKeyFrameWhoseFirstPacketComesLateIsSentWhole() {
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 65_535, 3_000, 5, 5, false);
        arrive(high, 0, 3_000, 5, 5, false);
        arrive(high, 1, 6_000, 6, 6, false);
        track.receive(now, high, Packets.vp8(HIGH, 65_534, 3_000, 5, 5, true), true);
        arrive(high, 2, 9_000, 7, 7, false);
        assertThat(received.sequences()).containsExactly(32_766, 32_767, 32_768, 32_769, 32_770);
        assertThat(received.packets.stream().map(SubscriptionTest::picture)).containsExactly(5, 5, 5, 6, 7);
    }

    @Test
    void aStreamThatReplacesALayersStreamBeginsWithAKeyFrame() {
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 100, 3_000, 1, 1, true);
        arrive(high, 101, 6_000, 2, 2, false);
        var successor = new SourceStream(0x30, 2, Packets.VP8);
        track.add(now, successor);
        assertThat(successor.takeKeyFrameRequest(now)).isTrue();
        now += 33 * MS;
        arrive(successor, 60_000, 1, 900, 9, false);
        arrive(successor, 60_001, 1, 901, 10, true);
        assertThat(received.sequences()).containsExactly(100, 101, 102);
        assertThat(picture(received.last())).isEqualTo(3);
        RtpPacket late = Packets.vp8(HIGH, 102, 9_000, 3, 3, false);
        assertThat(track.receive(now, high, late, false))
                .as("the stream before")
                .isFalse();
        assertThat(subscription.repeat(now, new int[] {100}))
                .as("from a history that is gone")
                .isZero();
    }

    @Test
    void theWantedQualityDecidesTheLayer() {
        track.add(now, low);
        track.add(now, high);
        arrive(low, 1, 0, 1, 1, true);
        arrive(high, 1, 0, 1, 1, true);
        subscription.settings(now, false, VideoQuality.LOW);
        subscription.ready(now);
        arrive(high, 2, 3_000, 2, 2, true);
        assertThat(received.packets).isEmpty();
        arrive(low, 2, 3_000, 2, 2, true);
        assertThat(received.packets).hasSize(1);
    }

    @Test
    void aDisabledTrackIsNotSentAndComesBackWithAKeyFrameAndWithoutAGap() {
        track.add(now, high);
        subscription.ready(now);
        arrive(high, 1, 0, 1, 1, true);
        subscription.settings(now, true, VideoQuality.HIGH);
        arrive(high, 2, 3_000, 2, 2, false);
        subscription.settings(now, false, VideoQuality.HIGH);
        arrive(high, 3, 6_000, 3, 3, false);
        now += 100 * MS;
        arrive(high, 4, 9_000, 4, 4, true);
        assertThat(received.sequences()).containsExactly(1, 2);
        assertThat(picture(received.last())).isEqualTo(2);
    }

    @Test
    void missedPacketsAreRepeatedAsRetransmissionsOfWhatWasSent() {
        track.add(now, low);
        subscription.ready(now);
        arrive(low, 10, 0, 1, 1, true);
        track.add(now, high);
        arrive(high, 500, 90_000, 900, 90, true);
        now += 10 * MS;
        track.reconsider(now);
        arrive(high, 501, 93_000, 901, 91, true);
        RtpPacket sent = received.last();
        byte[] expected = payload(sent);

        assertThat(subscription.repeat(now, new int[] {sent.sequenceNumber(), 4_711}))
                .isEqualTo(1);
        RtpPacket repeated = received.last();
        assertThat(repeated.ssrc()).isEqualTo(0x9A);
        assertThat(repeated.payloadType()).isEqualTo(121);
        assertThat(repeated.timestamp()).isEqualTo(sent.timestamp());
        assertThat(RtpBytes.readShort(repeated.array(), repeated.payloadOffset()))
                .isEqualTo(sent.sequenceNumber());
        byte[] inside = new byte[repeated.payloadLength() - 2];
        System.arraycopy(repeated.array(), repeated.payloadOffset() + 2, inside, 0, inside.length);
        assertThat(inside).isEqualTo(expected);
        assertThat(subscription.repeat(now, new int[] {sent.sequenceNumber()}))
                .as("again at once")
                .isZero();
    }

    @Test
    void senderReportsMapThePublishersClockToTheSubscribersTimestamps() {
        track.add(now, low);
        subscription.ready(now);
        arrive(low, 10, 1_000, 1, 1, true);
        assertThat(subscription.senderReport(now)).isNull();
        track.receive(now, low, new SenderReport(LOW, 77L << 32, 1_500, 1, 1, List.of()));
        SenderReport report = subscription.senderReport(now);
        assertThat(report).isNotNull();
        assertThat(report.ssrc()).isEqualTo(0x99);
        assertThat(report.ntpTimestamp()).isEqualTo(77L << 32);
        assertThat(report.rtpTimestamp()).isEqualTo(1_500);
        assertThat(report.packetCount()).isEqualTo(1);
    }

    @Test
    void aPacketWithAnotherCodecIsNotForwarded() {
        track.add(now, low);
        subscription.ready(now);
        RtpPacket other = Packets.packet(100, LOW, 1, 0, new byte[] {0x10, 0, 0, 0});
        assertThat(track.receive(now, low, other, false)).isFalse();
    }

    @Test
    void audioBeginsAnywhere() {
        var audio = new ForwardedTrack(false);
        var stream = new SourceStream(7, 0, Packets.OPUS);
        audio.add(now, stream);
        var out = new Packets.Received();
        var listener = new Subscription(audio, out, new OutboundStream(0x55, 111, 0x56, -1, 48_000), scratch);
        audio.add(listener);
        listener.ready(now);
        audio.receive(now, stream, Packets.packet(111, 7, 9, 960, new byte[] {1, 2, 3}), false);
        assertThat(out.sequences()).containsExactly(9);
        assertThat(listener.repeat(now, new int[] {9})).isEqualTo(1);
        assertThat(out.last().ssrc()).as("repeated as it was").isEqualTo(0x55);
    }

    @Test
    void sequenceNumbersStayContinuousOverManySwitchesAndWraps() {
        track.add(now, low);
        track.add(now, high);
        subscription.ready(now);
        var random = new Random(20261124);
        int[] sequence = {65_000, 30_000};
        int[] picture = {32_700, 5};
        for (int frame = 0; frame < 20_000; frame++) {
            now += 5 * MS;
            boolean key = random.nextInt(40) == 0;
            if (random.nextInt(100) == 0) {
                subscription.settings(now, false, VideoQuality.values()[random.nextInt(3)]);
            }
            arrive(low, sequence[0]++ & 0xffff, frame * 450L, picture[0]++ & 0x7fff, frame, key);
            arrive(high, sequence[1]++ & 0xffff, 1_000_000 + frame * 450L, picture[1]++ & 0x7fff, frame, key);
        }
        List<RtpPacket> packets = received.packets;
        assertThat(packets).hasSizeGreaterThan(19_000);
        for (int i = 1; i < packets.size(); i++) {
            RtpPacket before = packets.get(i - 1);
            RtpPacket after = packets.get(i);
            assertThat(after.sequenceNumber()).isEqualTo(before.sequenceNumber() + 1 & 0xffff);
            assertThat(picture(after)).isEqualTo(picture(before) + 1 & 0x7fff);
            assertThat((int) (after.timestamp() - before.timestamp())).isPositive();
        }
    }

    private static int picture(RtpPacket packet) {
        return RtpBytes.readShort(packet.array(), packet.payloadOffset() + 2) & 0x7fff;
    }

    private static int tl0(RtpPacket packet) {
        return packet.array()[packet.payloadOffset() + 4] & 0xff;
    }

    private static byte[] payload(RtpPacket packet) {
        byte[] payload = new byte[packet.payloadLength()];
        System.arraycopy(packet.array(), packet.payloadOffset(), payload, 0, payload.length);
        return payload;
    }
}
