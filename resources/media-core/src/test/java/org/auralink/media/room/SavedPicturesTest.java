package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/** Which pictures somebody is sent half of, and when they are whole again. */
class SavedPicturesTest {
    private static final SavingRule RULE = new SavingRule(true, 99, 70, Long.MAX_VALUE, 100, 0);
    private static final int SPEECH = 30;
    private static final int ROOM = 90;

    private TestRoom test = new TestRoom();
    private TestClient alice = test.connected("alice");
    private TestClient eve = test.connected("eve");
    private TestClient bob = test.connected("bob");
    private SimulcastCamera first = new SimulcastCamera(test, alice);
    private SimulcastCamera second = new SimulcastCamera(test, eve);
    private List<LayeredCamera> cameras = List.of();
    private int ms;

    private void begin(SavingRule rule) {
        test = new TestRoom(new RoomTuning(
                KeyFrameSpacing.DEFAULT,
                SpeakerRule.DEFAULT,
                5_000_000_000L,
                true,
                0,
                CongestionControl.DEFAULT,
                AudioRule.DEFAULT,
                rule));
        alice = test.connected("alice");
        eve = test.connected("eve");
        bob = test.connected("bob");
        first = new SimulcastCamera(test, alice);
        second = new SimulcastCamera(test, eve);
        cameras = List.of(new LayeredCamera(first), new LayeredCamera(second));
        pass(200, ROOM, ROOM);
        for (int round = 0; round < 2; round++) {
            List.of(alice, eve, bob).forEach(TestClient::renegotiate);
        }
        shows(first, VideoQuality.LOW, 0);
        shows(second, VideoQuality.LOW, 0);
        pass(4_000, ROOM, ROOM);
    }

    private void shows(SimulcastCamera camera, VideoQuality quality, int priority) {
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), false, quality, 0, 0, 0, priority));
    }

    /** So many milliseconds, in which both are so loud, in -dBov. */
    private void pass(int millis, int aliceLevel, int eveLevel) {
        for (int end = ms + millis; ms < end; ms++) {
            if (ms * LayeredCamera.FPS / 1_000 != (ms + 1) * LayeredCamera.FPS / 1_000) {
                cameras.forEach(LayeredCamera::send);
            }
            if (ms % 20 == 0) {
                alice.sendRtp(TestClient.OPUS, SimulcastCamera.MICROPHONE, new byte[] {1}, aliceLevel);
                eve.sendRtp(TestClient.OPUS, SimulcastCamera.MICROPHONE, new byte[] {1}, eveLevel);
            }
            test.pass(1);
        }
    }

    /** Pictures that came of a camera in a second of this. */
    private long rate(SimulcastCamera camera, int aliceLevel, int eveLevel) {
        bob.receiving().rtp.clear();
        pass(1_000, aliceLevel, eveLevel);
        return pictures(camera);
    }

    private long pictures(SimulcastCamera camera) {
        int ssrc = ssrc(camera);
        return bob.receiving().rtp.stream()
                .filter(packet -> packet.ssrc() == ssrc)
                .map(RtpPacket::timestamp)
                .distinct()
                .count();
    }

    private int ssrc(SimulcastCamera camera) {
        String sdp = bob.last(ServerSignal.Offer.class).description().sdp();
        String section = sdp.substring(sdp.indexOf("|" + camera.sid().value()));
        Matcher found = Pattern.compile("a=ssrc:(\\d+) ").matcher(section);
        assertThat(found.find()).isTrue();
        return (int) Long.parseLong(Objects.requireNonNull(found.group(1)));
    }

    @Test
    void whoIsShownSmallComesWithHalfItsPicturesAndWithoutAGapInTheNumbers() {
        begin(RULE);
        assertThat(rate(first, ROOM, ROOM)).isBetween(14L, 16L);
        List<Integer> numbers = bob.receiving().rtp.stream()
                .filter(packet -> packet.ssrc() == ssrc(first))
                .map(RtpPacket::sequenceNumber)
                .toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
        assertThat(test.spared).containsKey(Spared.TEMPORAL);
    }

    @Test
    void withoutSavingItComesWithAll() {
        begin(SavingRule.OFF);
        assertThat(rate(first, ROOM, ROOM)).isBetween(29L, 31L);
        assertThat(test.spared).isEmpty();
    }

    @Test
    void whoBeginsToSpeakComesWholeAtOnceAndGoesOnDoingSoUntilSomebodyElseDoes() {
        begin(RULE);
        pass(200, SPEECH, ROOM);
        bob.receiving().rtp.clear();
        pass(500, SPEECH, ROOM);
        assertThat(pictures(first)).isBetween(14L, 16L);
        assertThat(pictures(second)).isBetween(7L, 8L);
        pass(10_000, ROOM, ROOM);
        assertThat(rate(first, ROOM, ROOM)).as("it spoke last").isBetween(29L, 31L);
        pass(5_000, ROOM, SPEECH);
        assertThat(rate(second, ROOM, SPEECH)).isBetween(29L, 31L);
        assertThat(pictures(first)).isBetween(14L, 16L);
    }

    @Test
    void whoSaysAWordWhileAnotherSpeaksComesWholeForSomeSeconds() {
        begin(RULE);
        pass(3_000, SPEECH, ROOM);
        pass(200, SPEECH, SPEECH);
        assertThat(rate(second, SPEECH, ROOM)).isBetween(29L, 31L);
        pass(4_000, SPEECH, ROOM);
        assertThat(rate(second, SPEECH, ROOM)).isBetween(14L, 16L);
    }

    @Test
    void whatIsShownLargerOrHasAPriorityComesWhole() {
        begin(RULE);
        shows(first, VideoQuality.MEDIUM, 0);
        shows(second, VideoQuality.LOW, 1);
        pass(2_000, ROOM, ROOM);
        assertThat(rate(first, ROOM, ROOM)).isBetween(29L, 31L);
        assertThat(pictures(second)).isBetween(29L, 31L);
    }

    @Test
    void whoAsksForATrackHasItWhole() {
        begin(RULE);
        bob.signal(new ClientSignal.UpdateSubscription(List.of(first.sid()), true));
        pass(2_000, ROOM, ROOM);
        assertThat(rate(first, ROOM, ROOM)).isBetween(29L, 31L);
        assertThat(pictures(second)).isBetween(14L, 16L);
    }

    @Test
    void nothingIsLeftOutBelowTheFloorNorWhereTheTargetIsReached() {
        begin(new SavingRule(true, 99, 80, Long.MAX_VALUE, 100, 0));
        assertThat(rate(first, ROOM, ROOM)).isBetween(29L, 31L);
        begin(new SavingRule(true, 50, 70, Long.MAX_VALUE, 100, 0));
        pass(20_000, ROOM, ROOM);
        assertThat(rate(first, ROOM, ROOM)).isBetween(29L, 31L);
    }

    @Test
    void whoseConnectionIsTakenForANarrowOneIsSentLessAlthoughTheTargetIsReached() {
        begin(new SavingRule(true, 50, 70, Long.MAX_VALUE, 100, 2_000_000));
        pass(20_000, ROOM, ROOM);
        assertThat(rate(first, ROOM, ROOM)).isBetween(29L, 31L);
        bob.signal(new ClientSignal.SimulateBandwidth(1_500_000));
        pass(3_000, ROOM, ROOM);
        assertThat(rate(first, ROOM, ROOM)).isBetween(14L, 16L);
    }
}
