package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** What is told outside of how participants' media is. */
class RoomReportTest {
    private static final byte[] SOUND = new byte[100];

    private TestRoom test = new TestRoom();
    private TestClient alice = test.connected("alice");
    private TestClient bob = test.connected("bob");

    private List<ParticipantReport> of(TestClient client) {
        return test.reports.stream()
                .filter(report -> report.sid().equals(client.participant.sid()))
                .toList();
    }

    private ParticipantReport last(TestClient client) {
        return of(client).get(of(client).size() - 1);
    }

    /** Fifty packets a second, of which each n-th is lost on the way here; 0 for none. */
    private void speak(int seconds, int lost) {
        for (int i = 1; i <= seconds * 50; i++) {
            if (lost > 0 && i % lost == 0) {
                alice.descriptions.nextSequence("mic");
            } else {
                alice.sendRtp(TestClient.OPUS, "mic", SOUND, -1);
            }
            test.pass(20);
        }
    }

    @Test
    void eachParticipantIsReportedSoonAfterJoiningAndThenEveryTenSeconds() {
        test.pass(61_000);
        assertThat(of(alice)).hasSize(7);
        assertThat(of(bob)).hasSize(7);
        assertThat(last(bob).quality()).isEqualTo(ConnectionQuality.EXCELLENT);
        assertThat(last(bob).score()).isEqualTo(4.4f);
        assertThat(last(bob).roundTripNanos()).isEqualTo(-1);
        assertThat(last(bob).published()).isEmpty();
    }

    @Test
    void nobodyIsReportedWhenNobodyWantsIt() {
        test = new TestRoom(new RoomTuning(KeyFrameSpacing.DEFAULT, SpeakerRule.DEFAULT, 5_000_000_000L, true, 0));
        alice = test.connected("alice");
        test.pass(60_000);
        assertThat(test.reports).isEmpty();
    }

    @Test
    void whoHasNotConnectedIsNotReported() {
        TestClient carol = test.join("carol");
        test.pass(12_000);
        assertThat(of(carol)).isEmpty();
    }

    @Test
    void whatComesAndGoesIsMeasuredInBothDirections() {
        TrackSid microphone = alice.publishMicrophone();
        bob.renegotiate();
        speak(25, 0);
        ParticipantReport.Published sound = last(alice).published().get(0);
        assertThat(sound.sid()).isEqualTo(microphone);
        assertThat(sound.kind()).isEqualTo(TrackKind.AUDIO);
        assertThat(sound.source()).isEqualTo(TrackSource.MICROPHONE);
        assertThat(sound.layer()).isZero();
        assertThat(sound.wanted()).isTrue();
        assertThat(sound.bitsPerSecond()).isBetween(40_000L, 60_000L);
        assertThat(last(alice).up().bitsPerSecond()).isBetween(40_000L, 60_000L);
        assertThat(last(alice).down().bitsPerSecond()).isZero();
        assertThat(last(bob).down().bitsPerSecond()).isBetween(40_000L, 60_000L);
        assertThat(last(bob).up().bitsPerSecond()).isZero();
        assertThat(last(bob).received()).as("sound has no layers").isEmpty();
    }

    @Test
    void lossIsTheMeanOfTheWorstStreamsInEachDirection() {
        alice.publishMicrophone();
        bob.renegotiate();
        speak(21, 10);
        assertThat(last(alice).up().lossPercent()).isCloseTo(10, within(1.5));
        int ssrc = bob.receiving().rtp.get(0).ssrc();
        long jitter = 480;
        for (int i = 0; i < 12; i++) {
            var block = new ReportBlock(ssrc, 64, 0, 1, jitter, 0, 0);
            bob.receiving().arrive(test.now, new ReceiverReport(1, List.of(block)));
            test.pass(1_000);
        }
        assertThat(last(bob).down().lossPercent()).isCloseTo(25, within(5.0));
        assertThat(last(bob).down().jitterNanos()).as("480 of 48000 a second").isEqualTo(10 * TestRoom.MS);
    }

    @Test
    void aJitterThatNobodyCanHaveIsBounded() {
        alice.publishMicrophone();
        bob.renegotiate();
        speak(1, 0);
        var block = new ReportBlock(bob.receiving().rtp.get(0).ssrc(), 0, 0, 1, 0xffff_ffffL, 0, 0);
        bob.receiving().arrive(test.now, new ReceiverReport(1, List.of(block)));
        test.pass(11_000);
        assertThat(last(bob).down().jitterNanos()).isEqualTo(60_000 * TestRoom.MS);
    }

    @Test
    void aTrackOfWhichNothingComesHasNoLayer() {
        alice.publishCamera();
        bob.renegotiate();
        test.pass(12_000);
        ParticipantReport.Published camera = last(alice).published().get(0);
        assertThat(camera.layer()).isEqualTo(-1);
        assertThat(camera.bitsPerSecond()).isZero();
        assertThat(last(bob).received())
                .singleElement()
                .satisfies(received -> assertThat(received.sid()).isEqualTo(camera.sid()));
    }

    @Test
    void whatChangesAtOnceIsReportedWithinASecond() {
        TrackSid microphone = alice.publishMicrophone();
        test.pass(15_000);
        int before = of(alice).size();
        alice.signal(new ClientSignal.Mute(microphone, true));
        test.pass(1_100);
        assertThat(of(alice)).hasSize(before + 1);
        assertThat(last(alice).published().get(0).muted()).isTrue();
    }

    @Test
    void whoMutesAndUnmutesWithoutEndIsReportedOnceASecond() {
        TrackSid microphone = alice.publishMicrophone();
        test.pass(15_000);
        int before = of(alice).size();
        for (int i = 0; i < 500; i++) {
            alice.signal(new ClientSignal.Mute(microphone, i % 2 == 0));
            test.pass(20);
        }
        assertThat(of(alice).size() - before).isBetween(9, 11);
    }

    @Test
    void anInterruptedConnectionIsReportedAsLostAndAResumedSessionIsCounted() {
        test.pass(15_000);
        alice.receiving().become(test.now, TransportState.DISCONNECTED, null);
        test.pass(1_100);
        assertThat(last(alice).quality()).isEqualTo(ConnectionQuality.LOST);
        assertThat(last(alice).resumptions()).isZero();
        alice.receiving().become(test.now, TransportState.CONNECTED, null);
        test.room.resume(test.now, alice.participant.sid(), alice);
        test.pass(11_000);
        assertThat(last(alice).resumptions()).isEqualTo(1);
        assertThat(last(alice).quality()).isEqualTo(ConnectionQuality.EXCELLENT);
    }

    @Test
    void aReportHasAPlaceForSixteenTracks() {
        for (int i = 0; i < 20; i++) {
            alice.announce("cam" + i, TrackKind.VIDEO, TrackSource.CAMERA);
        }
        test.pass(12_000);
        assertThat(last(alice).published().size()).isLessThanOrEqualTo(16);
    }
}
