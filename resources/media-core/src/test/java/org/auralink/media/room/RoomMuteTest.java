package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** Who is muted is not heard and not seen, also when the client goes on sending. */
class RoomMuteTest {
    private static final ParticipantIdentity ALICE = new ParticipantIdentity("alice");

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    private void speak(int packets) {
        for (int n = 0; n < packets; n++) {
            alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, 10);
            test.pass(20);
        }
    }

    /** Packets with sound in them. */
    private static long heard(TestClient client) {
        return client.receiving().rtp.stream()
                .filter(packet -> packet.payloadLength() > 0)
                .count();
    }

    private void assertNumbersGoOn() {
        List<Integer> numbers =
                bob.receiving().rtp.stream().map(RtpPacket::sequenceNumber).toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
    }

    private long keyFramesAskedFor() {
        return alice.sending().rtcp.stream()
                .filter(PictureLossIndication.class::isInstance)
                .count();
    }

    @Test
    void whomTheApplicationMutesIsNotHeardWhateverTheClientSends() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        speak(5);
        test.room.muteTrack(test.now, ALICE, sid, true);
        speak(100);
        assertThat(bob.receiving().rtp).hasSize(5);
        assertThat(bob.all(ServerSignal.SpeakersChanged.class)).isEmpty();
        test.room.muteTrack(test.now, ALICE, sid, false);
        speak(5);
        assertThat(bob.receiving().rtp).hasSize(10);
        assertNumbersGoOn();
        long before = bob.receiving().rtp.get(4).timestamp();
        long after = bob.receiving().rtp.get(5).timestamp();
        assertThat(after - before).as("the pause has passed").isBetween(48L * 2_000, 48L * 2_100);
    }

    @Test
    void whoMutesItselfIsNotHeardEither() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        alice.signal(new ClientSignal.Mute(sid, true));
        speak(5);
        assertThat(heard(bob)).isZero();
        alice.signal(new ClientSignal.Mute(sid, false));
        speak(5);
        assertThat(heard(bob)).isEqualTo(5);
    }

    @Test
    void videoGoesOnWithAKeyFrameThatIsAskedFor() {
        TrackSid sid = alice.publishCamera();
        bob.renegotiate();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
        test.room.muteTrack(test.now, ALICE, sid, true);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        long before = keyFramesAskedFor();
        test.pass(3_000);
        assertThat(bob.receiving().rtp).hasSize(2);
        assertThat(keyFramesAskedFor()).as("nobody needs one").isEqualTo(before);
        test.room.muteTrack(test.now, ALICE, sid, false);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
        test.pass(40);
        assertThat(bob.receiving().rtp).hasSize(2);
        assertThat(keyFramesAskedFor()).isEqualTo(before + 1);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
        assertThat(bob.receiving().rtp).hasSize(4);
        assertNumbersGoOn();
    }

    @Test
    void aTrackMayBePublishedMuted() {
        alice.signal(new ClientSignal.AddTrack(
                "mic",
                "",
                TrackKind.AUDIO,
                TrackSource.MICROPHONE,
                0,
                0,
                true,
                List.of(),
                List.of(),
                null,
                false,
                false,
                false,
                0,
                "",
                List.of()));
        alice.descriptions.send("audio", "mic");
        alice.offer();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(test.events).endsWith("trackPublished alice MICROPHONE");
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
        alice.signal(new ClientSignal.Mute(alice.sid("mic"), false));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).hasSize(1);
    }

    @Test
    void aMutedTrackShowsThatItIsThereAndCountsOnWhenItIsHeard() {
        TrackSid sid = alice.publishMicrophone();
        alice.signal(new ClientSignal.Mute(sid, true));
        TestClient carol = test.connected("carol");
        test.pass(10_000);
        List<RtpPacket> announced = List.copyOf(carol.receiving().rtp);
        assertThat(announced)
                .hasSizeBetween(2, 20)
                .allSatisfy(packet -> assertThat(packet.payloadLength()).isZero());
        alice.signal(new ClientSignal.Mute(sid, false));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, 10);
        RtpPacket heard = carol.receiving().rtp.get(carol.receiving().rtp.size() - 1);
        assertThat(heard.payloadLength()).isEqualTo(1);
        int last = announced.get(announced.size() - 1).sequenceNumber();
        assertThat(heard.sequenceNumber()).isEqualTo(last + 1 & 0xffff);
    }

    @Test
    void whoIsMutedBeforeAnythingWasSentIsSeenToPublishAndHeardOnceUnmuted() {
        alice.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        alice.descriptions.send("audio", "mic");
        TrackSid sid = alice.sid("mic");
        alice.signal(new ClientSignal.Mute(sid, true));
        assertThat(test.events).doesNotContain("trackPublished alice MICROPHONE");
        alice.offer();
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        assertThat(test.events).containsOnlyOnce("trackPublished alice MICROPHONE");
        assertThat(bob.last(ServerSignal.ParticipantsUpdated.class).participants())
                .singleElement()
                .satisfies(seen -> assertThat(seen.tracks()).singleElement().satisfies(track -> {
                    assertThat(track.sid()).isEqualTo(sid);
                    assertThat(track.muted()).isTrue();
                }));
        test.pass(6_000);
        alice.signal(new ClientSignal.Mute(sid, false));
        speak(1);
        bob.renegotiate();
        speak(5);
        assertThat(heard(bob)).isEqualTo(5);
        assertThat(test.events).containsOnlyOnce("trackPublished alice MICROPHONE");
        assertThat(bob.last(ServerSignal.ParticipantsUpdated.class)
                        .participants()
                        .get(0)
                        .tracks()
                        .get(0)
                        .mimeType())
                .isEqualTo("audio/opus");
    }

    @Test
    void whoIsMutedBetweenOfferAndMediaIsSeenToPublishToo() {
        alice.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        alice.descriptions.send("audio", "mic");
        alice.offer();
        assertThat(test.events).doesNotContain("trackPublished alice MICROPHONE");
        test.room.muteTrack(test.now, ALICE, alice.sid("mic"), true);
        assertThat(test.events).containsOnlyOnce("trackPublished alice MICROPHONE");
        alice.descriptions.stop("mic");
        alice.offer();
        assertThat(test.events).containsOnlyOnce("trackUnpublished alice MICROPHONE");
    }
}
