package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/** What is sent to a client whose connection takes less than it wants. */
class RoomBandwidthTest {
    private static final int FRAME = 33;

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient eve = test.connected("eve");
    private final TestClient bob = test.connected("bob");
    private final SimulcastCamera first = new SimulcastCamera(test, alice);
    private final SimulcastCamera second = new SimulcastCamera(test, eve);

    /** Of the lowest layer, in which each frame is a packet. */
    private long unit;

    /** Layers of one, three and nine packets a frame, so of 1, 3 and 9 units. */
    private static void frame(SimulcastCamera camera, boolean key) {
        camera.send(key, 0, 1, 2);
        camera.send(false, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2);
    }

    private void flow(int millis) {
        for (int passed = 0; passed < millis; passed += FRAME) {
            // Key frames come as soon as they are asked for.
            frame(first, passed % (10 * FRAME) == 0);
            frame(second, passed % (10 * FRAME) == 0);
            test.pass(FRAME);
        }
    }

    private void receiveBoth() {
        flow(100);
        // Without the names that the first packets carry.
        unit = first.packet(0, false).length() * 8L * 1_000 / FRAME;
        List.of(alice, eve, bob).forEach(TestClient::renegotiate);
        flow(2_000);
        bob.receiving().rtp.clear();
    }

    private void limit(long units) {
        // A little more, as the lengths of packets differ by a few bytes.
        bob.signal(new ClientSignal.SimulateBandwidth(units * unit + unit / 2));
        flow(3_000);
        bob.receiving().rtp.clear();
        flow(1_000);
    }

    /** Layers that arrived of a camera in the last second. */
    private List<Integer> layers(SimulcastCamera camera) {
        return bob.receiving().rtp.stream()
                .filter(packet -> packet.ssrc() == ssrc(camera))
                .map(packet -> (int) packet.array()[packet.payloadOffset() + 2])
                .distinct()
                .toList();
    }

    private int ssrc(SimulcastCamera camera) {
        String sdp = bob.last(ServerSignal.Offer.class).description().sdp();
        String section = sdp.substring(sdp.indexOf("|" + camera.sid().value()));
        Matcher found = Pattern.compile("a=ssrc:(\\d+) ").matcher(section);
        assertThat(found.find()).isTrue();
        return (int) Long.parseLong(found.group(1));
    }

    private List<Boolean> told(TrackSid track) {
        return bob.all(ServerSignal.StreamPaused.class).stream()
                .filter(each -> each.track().equals(track))
                .map(ServerSignal.StreamPaused::paused)
                .toList();
    }

    @Test
    void whatFitsIsSharedRoundByRound() {
        receiveBoth();
        limit(6);
        assertThat(layers(first)).containsExactly(1);
        assertThat(layers(second)).containsExactly(1);
        limit(4);
        assertThat(layers(first)).containsExactly(1);
        assertThat(layers(second)).containsExactly(0);
        limit(20);
        assertThat(layers(first)).containsExactly(2);
        assertThat(layers(second)).containsExactly(2);
        assertThat(bob.all(ServerSignal.StreamPaused.class)).isEmpty();
    }

    @Test
    void whoGetsNothingIsPausedAndIsToldSo() {
        receiveBoth();
        limit(1);
        assertThat(layers(first)).containsExactly(0);
        assertThat(layers(second)).isEmpty();
        assertThat(told(second.sid())).containsExactly(true);
        assertThat(told(first.sid())).isEmpty();
        bob.signal(new ClientSignal.SimulateBandwidth(0));
        flow(1_000);
        bob.receiving().rtp.clear();
        flow(1_000);
        assertThat(layers(first)).containsExactly(2);
        assertThat(layers(second)).containsExactly(2);
        assertThat(told(second.sid())).containsExactly(true, false);
    }

    @Test
    void whatMattersMoreComesFirst() {
        receiveBoth();
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(second.sid()), false, VideoQuality.HIGH, 0, 0, 0, 2));
        limit(1);
        assertThat(layers(first)).isEmpty();
        assertThat(layers(second)).containsExactly(0);
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(first.sid()), false, VideoQuality.HIGH, 0, 0, 0, 1));
        limit(4);
        assertThat(layers(first)).containsExactly(1);
        assertThat(layers(second)).containsExactly(0);
    }

    /** As {@link #flow}, while somebody speaks and the others are silent; their sound takes half a unit together. */
    private void speak(TestClient speaker, int millis) {
        for (int passed = 0; passed < millis; passed += FRAME) {
            for (TestClient client : passed / FRAME % 4 == 0 ? List.of(alice, eve) : List.<TestClient>of()) {
                client.sendRtp(
                        TestClient.OPUS, SimulcastCamera.MICROPHONE, new byte[] {1}, client == speaker ? 25 : 90);
            }
            flow(FRAME);
        }
    }

    /** Somebody speaks for so long that what is sent does not change any more; the last second of it is looked at. */
    private void settle(TestClient speaker) {
        speak(speaker, 5_000);
        bob.receiving().rtp.clear();
        speak(speaker, 1_000);
    }

    private void hear() {
        speak(bob, 200);
        List.of(alice, eve, bob).forEach(TestClient::renegotiate);
    }

    @Test
    void whoSpeaksComesBeforeOthersAndGoesOnDoingSoUntilSomebodyElseDoes() {
        receiveBoth();
        hear();
        limit(5);
        assertThat(layers(first)).containsExactly(1);
        assertThat(layers(second)).containsExactly(0);
        settle(eve);
        assertThat(layers(first)).containsExactly(0);
        assertThat(layers(second)).containsExactly(1);
        settle(bob);
        assertThat(layers(second)).as("nobody speaks now").containsExactly(1);
        settle(alice);
        assertThat(layers(first)).containsExactly(1);
        assertThat(layers(second)).containsExactly(0);
    }

    @Test
    void whoSpeaksHasItsSecondLayerFirstAndComesFirstInEachRoundThen() {
        receiveBoth();
        hear();
        limit(9);
        settle(eve);
        assertThat(layers(first)).containsExactly(1);
        assertThat(layers(second)).containsExactly(1);
        limit(12);
        settle(eve);
        assertThat(layers(first)).containsExactly(0);
        assertThat(layers(second)).containsExactly(2);
    }

    @Test
    void aCoughIsNoTurn() {
        receiveBoth();
        hear();
        limit(5);
        speak(eve, 66);
        settle(bob);
        assertThat(layers(first)).containsExactly(1);
    }

    @Test
    void whatWasPausedIsSentAgainAlthoughItWasMutedWhenTheLimitWasLifted() {
        receiveBoth();
        limit(1);
        assertThat(layers(second)).isEmpty();
        eve.signal(new ClientSignal.Mute(second.sid(), true));
        flow(1_000);
        bob.signal(new ClientSignal.SimulateBandwidth(0));
        flow(1_000);
        eve.signal(new ClientSignal.Mute(second.sid(), false));
        flow(1_000);
        bob.receiving().rtp.clear();
        flow(1_000);
        assertThat(layers(second)).containsExactly(2);
        assertThat(told(second.sid())).endsWith(false);
    }

    @Test
    void whatIsNotWantedTakesNoRoom() {
        receiveBoth();
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(first.sid()), false, VideoQuality.LOW, 0, 0));
        limit(10);
        assertThat(layers(first)).containsExactly(0);
        assertThat(layers(second)).containsExactly(2);
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(first.sid()), true, VideoQuality.LOW, 0, 0));
        limit(9);
        assertThat(layers(second)).containsExactly(2);
        assertThat(bob.all(ServerSignal.StreamPaused.class)).isEmpty();
    }

    @Test
    void numbersHaveNoGapWhateverTheLimitIs() {
        receiveBoth();
        for (long units : List.of(1, 20, 4, 2, 6, 1, 20)) {
            bob.signal(new ClientSignal.SimulateBandwidth(units * unit + unit / 2));
            flow(2_000);
        }
        for (SimulcastCamera camera : List.of(first, second)) {
            List<Integer> numbers = bob.receiving().rtp.stream()
                    .filter(packet -> packet.ssrc() == ssrc(camera))
                    .map(RtpPacket::sequenceNumber)
                    .toList();
            for (int i = 1; i < numbers.size(); i++) {
                assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
            }
        }
    }
}
