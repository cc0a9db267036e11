package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** What a publisher is asked to send, and what becomes of receivers while it does so. */
class RoomDynacastTest {
    /** Rooms do what is due this often. */
    private static final int TICK = 20;

    private static final int PAUSE = 5_000;

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final SimulcastCamera camera = new SimulcastCamera(test, alice);

    private List<VideoQuality> asked() {
        return alice.all(ServerSignal.VideoDemanded.class).stream()
                .map(each -> each.codecs().get(0).highest())
                .toList();
    }

    private TestClient receiver(String identity) {
        TestClient client = test.connected(identity);
        client.renegotiate();
        test.pass(TICK);
        return client;
    }

    private void show(TestClient client, VideoQuality quality) {
        client.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), false, quality, 0, 0));
    }

    private void show(TestClient client, int width, int height) {
        client.signal(
                new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), false, VideoQuality.HIGH, width, height));
    }

    private void hide(TestClient client) {
        client.signal(new ClientSignal.UpdateTrackSettings(List.of(camera.sid()), true, VideoQuality.HIGH, 0, 0));
    }

    /** A receiver of the low layer, while the publisher was asked for that one alone and sends it alone. */
    private TestClient receiverOfLow() {
        camera.send(true, 0, 1, 2);
        TestClient bob = receiver("bob");
        camera.send(true, 0, 1, 2);
        show(bob, VideoQuality.LOW);
        camera.send(true, 0, 1, 2);
        camera.flow(PAUSE + 100, 0, 1, 2);
        assertThat(asked()).endsWith(VideoQuality.LOW);
        return bob;
    }

    @Test
    void aTrackThatNobodyReceivesIsPausedAfterAWhile() {
        camera.send(true, 0, 1, 2);
        test.pass(PAUSE - 100);
        assertThat(asked()).isEmpty();
        test.pass(200);
        ServerSignal.VideoDemanded told = alice.last(ServerSignal.VideoDemanded.class);
        assertThat(told.track()).isEqualTo(camera.sid());
        assertThat(told.codecs()).containsExactly(new ServerSignal.DemandedVideo("vp8", VideoQuality.OFF));
        test.pass(60_000);
        assertThat(asked()).as("said once").hasSize(1);
    }

    @Test
    void theFirstReceiverBringsAllLayersAndTheLastTakesThemAway() {
        camera.send(true, 0, 1, 2);
        test.pass(PAUSE + 100);
        TestClient bob = receiver("bob");
        TestClient carol = receiver("carol");
        assertThat(asked()).containsExactly(VideoQuality.OFF, VideoQuality.HIGH);
        bob.signal(new ClientSignal.UpdateSubscription(List.of(camera.sid()), false));
        test.pass(PAUSE + 100);
        assertThat(asked()).hasSize(2);
        carol.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(PAUSE - 100);
        assertThat(asked()).hasSize(2);
        test.pass(200);
        assertThat(asked()).endsWith(VideoQuality.HIGH, VideoQuality.OFF);
    }

    @Test
    void theBestThatAnybodyWantsIsAskedFor() {
        camera.send(true, 0, 1, 2);
        TestClient bob = receiver("bob");
        TestClient carol = receiver("carol");
        show(bob, 300, 170);
        show(carol, 600, 340);
        test.pass(PAUSE + 100);
        assertThat(asked()).containsExactly(VideoQuality.HIGH, VideoQuality.MEDIUM);
        hide(carol);
        test.pass(PAUSE + 100);
        assertThat(asked()).endsWith(VideoQuality.MEDIUM, VideoQuality.LOW);
        show(carol, VideoQuality.OFF);
        hide(bob);
        test.pass(PAUSE + 100);
        assertThat(asked()).endsWith(VideoQuality.LOW, VideoQuality.OFF);
        show(carol, 1_280, 720);
        test.pass(TICK);
        assertThat(asked()).as("at once").endsWith(VideoQuality.OFF, VideoQuality.HIGH);
    }

    @Test
    void aLayerIsPausedOnlyWhenNobodyWantedItForTheWholeTime() {
        camera.send(true, 0, 1, 2);
        TestClient bob = receiver("bob");
        for (int i = 0; i < 10; i++) {
            show(bob, VideoQuality.LOW);
            test.pass(PAUSE - 100);
            show(bob, VideoQuality.HIGH);
            test.pass(TICK);
        }
        assertThat(asked()).containsExactly(VideoQuality.HIGH);
        show(bob, VideoQuality.MEDIUM);
        test.pass(PAUSE / 2);
        hide(bob);
        test.pass(PAUSE / 2 + TICK);
        assertThat(asked()).as("each layer has its own time").endsWith(VideoQuality.HIGH, VideoQuality.MEDIUM);
        test.pass(PAUSE / 2 + TICK);
        assertThat(asked()).endsWith(VideoQuality.MEDIUM, VideoQuality.OFF);
    }

    @Test
    void receiversThatOthersDoNotSeeCountToo() {
        camera.send(true, 0, 1, 2);
        test.pass(PAUSE + 100);
        var unseen = new Permission(true, false, false, Set.of(), true, true, false, false, false);
        TestClient recorder = test.join(TestRoom.request("recorder", unseen));
        recorder.answerAndConnect();
        recorder.renegotiate();
        test.pass(TICK);
        assertThat(asked()).endsWith(VideoQuality.OFF, VideoQuality.HIGH);
    }

    @Test
    void aReceiverWhoseConnectionIsInterruptedKeepsItsWish() {
        camera.send(true, 0, 1, 2);
        TestClient bob = receiver("bob");
        bob.receiving().become(test.now, TransportState.DISCONNECTED, null);
        test.pass(60_000);
        assertThat(asked()).containsExactly(VideoQuality.HIGH);
    }

    @Test
    void aResumedPublisherIsToldAgain() {
        receiverOfLow();
        test.room.signalLost(test.now, alice.participant, alice);
        test.pass(1_000);
        List<ServerSignal> resumed = new ArrayList<>();
        assertThat(test.room.resume(test.now, alice.participant.sid(), resumed::add))
                .isPresent();
        test.pass(TICK);
        assertThat(resumed)
                .contains(new ServerSignal.VideoDemanded(
                        camera.sid(), List.of(new ServerSignal.DemandedVideo("vp8", VideoQuality.LOW))));
    }

    @Test
    void aKeyFrameIsAskedForAsSoonAsALayerIsWantedAgain() {
        TestClient bob = receiverOfLow();
        camera.flow(2_000, 0);
        List<Integer> before = camera.askedForKeyFrames();
        show(bob, VideoQuality.HIGH);
        test.pass(TICK);
        assertThat(asked()).endsWith(VideoQuality.LOW, VideoQuality.HIGH);
        List<Integer> after = camera.askedForKeyFrames();
        assertThat(after.subList(before.size(), after.size())).containsExactlyInAnyOrder(1, 2);
        camera.flow(3_000, 0);
        assertThat(camera.askedForKeyFrames())
                .as("nobody is asked on and on for what does not come")
                .hasSize(after.size());
        camera.send(false, 2);
        test.pass(TICK);
        assertThat(camera.askedForKeyFrames())
                .as("it begins without one")
                .endsWith(2)
                .hasSize(after.size() + 1);
    }

    @Test
    void whoWantsAPausedLayerKeepsTheBestThatIsSentUntilItComes() {
        TestClient bob = receiverOfLow();
        camera.flow(500, 0);
        show(bob, VideoQuality.HIGH);
        test.pass(TICK);
        int from = SimulcastCamera.layers(bob).size();
        camera.flow(2_000, 0);
        assertThat(SimulcastCamera.layers(bob)
                        .subList(from, SimulcastCamera.layers(bob).size()))
                .hasSizeGreaterThan(55)
                .containsOnly(0);
        camera.send(true, 1);
        camera.send(false, 0, 1);
        camera.send(true, 2);
        camera.send(false, 0, 1, 2);
        assertThat(SimulcastCamera.layers(bob)).endsWith(1, 1, 2, 2);
        List<Integer> numbers =
                bob.receiving().rtp.stream().map(RtpPacket::sequenceNumber).toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
    }

    @Test
    void aNewReceiverDoesNotWaitForALayerThatWasPausedJustNow() {
        receiverOfLow();
        // The last of it is on its way yet.
        camera.send(false, 0, 1, 2);
        TestClient carol = test.connected("carol");
        carol.renegotiate();
        camera.send(true, 0);
        camera.flow(300, 0);
        assertThat(SimulcastCamera.layers(carol)).hasSizeGreaterThan(5).containsOnly(0);
    }

    @Test
    void aPublisherThatSendsOnAllTheSameServesAtOnce() {
        TestClient bob = receiverOfLow();
        camera.flow(1_000, 0, 1, 2);
        show(bob, VideoQuality.HIGH);
        test.pass(TICK);
        camera.send(false, 0, 1, 2);
        test.pass(TICK);
        camera.send(true, 0, 1, 2);
        camera.send(false, 0, 1, 2);
        assertThat(SimulcastCamera.layers(bob)).endsWith(2, 2);
    }

    @Test
    void theLowestThatThereIsIsNotPausedWhileAnybodyReceives() {
        camera.send(true, 2);
        TestClient bob = receiver("bob");
        show(bob, VideoQuality.LOW);
        camera.flow(2 * PAUSE, 2);
        assertThat(asked()).containsExactly(VideoQuality.HIGH);
    }

    @Test
    void audioThatNobodyReceivesIsPausedAndAskedForAgain() {
        TestClient carol = test.join(new JoinRequest(
                new ParticipantIdentity("carol"),
                "",
                "",
                Map.of(),
                Permission.ALL,
                0,
                false,
                false,
                17,
                2,
                List.of(),
                false));
        carol.answerAndConnect();
        TrackSid microphone = carol.publishMicrophone();
        test.pass(TICK);
        var wanted = new ServerSignal.AudioDemanded(microphone, List.of(new ServerSignal.DemandedAudio("opus", true)));
        var unwanted =
                new ServerSignal.AudioDemanded(microphone, List.of(new ServerSignal.DemandedAudio("opus", false)));
        assertThat(carol.all(ServerSignal.AudioDemanded.class)).containsExactly(wanted);
        alice.signal(new ClientSignal.UpdateSubscription(List.of(microphone), false));
        test.pass(PAUSE + 100);
        assertThat(carol.all(ServerSignal.AudioDemanded.class)).containsExactly(wanted, unwanted);
        alice.signal(new ClientSignal.UpdateSubscription(List.of(microphone), true));
        alice.renegotiate();
        test.pass(TICK);
        assertThat(carol.all(ServerSignal.AudioDemanded.class)).containsExactly(wanted, unwanted, wanted);
        assertThat(carol.all(ServerSignal.VideoDemanded.class)).isEmpty();
    }

    @Test
    void whateverReceiversDoThePublisherKnowsWhatIsWanted() {
        var random = new Random(11);
        camera.send(true, 0, 1, 2);
        List<TestClient> receivers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            receivers.add(receiver("r" + i));
        }
        int[] wishes = {2, 2, 2, 2, 2};
        for (int step = 0; step < 2_000; step++) {
            int who = random.nextInt(wishes.length);
            wishes[who] = random.nextInt(4) - 1;
            if (wishes[who] < 0) {
                hide(receivers.get(who));
            } else {
                show(receivers.get(who), VideoQuality.values()[wishes[who]]);
            }
            test.pass(random.nextInt(10) == 0 ? PAUSE + TICK : TICK);
            int best = Arrays.stream(wishes).max().orElseThrow();
            VideoQuality last = asked().get(asked().size() - 1);
            assertThat(last == VideoQuality.OFF ? -1 : last.ordinal())
                    .as("step %d", step)
                    .isGreaterThanOrEqualTo(best);
        }
        test.pass(PAUSE + TICK);
        int best = Arrays.stream(wishes).max().orElseThrow();
        assertThat(asked()).endsWith(best < 0 ? VideoQuality.OFF : VideoQuality.values()[best]);
    }
}
