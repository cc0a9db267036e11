package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.MediaSectionsRequired;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.sdp.Direction;
import org.auralink.media.sdp.Media;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** A client that receives over the connection on which it publishes: it offers, the room answers and asks for sections. */
class RoomSingleConnectionTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");

    private static Session parsed(SessionDescription description) {
        try {
            return Session.parse(description.sdp());
        } catch (SdpException e) {
            throw new AssertionError("the room's answer is malformed", e);
        }
    }

    private static Media section(SessionDescription description, String mid) {
        return parsed(description).section(mid).orElseThrow();
    }

    /** Joins as livekit-client does, with sections to receive in from the start. */
    private TestClient bob(int audios, int videos) {
        TestClient bob = test.joinSingle("bob");
        bob.descriptions.receive("audio", audios);
        bob.descriptions.receive("video", videos);
        return bob;
    }

    private void connect(TestClient client) {
        client.sending().become(test.now, TransportState.CONNECTED, null);
    }

    @Test
    void theJoinSaysThatThereIsNoOtherConnection() {
        TestClient bob = bob(1, 1);
        assertThat(bob.last(ServerSignal.Joined.class).subscriberPrimary()).isFalse();
        bob.offer();
        connect(bob);
        assertThat(bob.participant.state()).isEqualTo(ParticipantState.ACTIVE);
        test.pass(1_000);
        assertThat(bob.all(ServerSignal.Offer.class)).isEmpty();
        assertThat(bob.all(MediaSectionsRequired.class)).isEmpty();
        assertThat(test.transports.opened).hasSize(2);
    }

    @Test
    void tracksThatAreThereAlreadyAreInTheFirstAnswer() {
        TrackSid mic = alice.publishMicrophone();
        TrackSid cam = alice.publishCamera();
        TestClient bob = bob(2, 2);
        SessionDescription answer = bob.offer();
        assertThat(answer.midToTrackId())
                .containsExactlyInAnyOrderEntriesOf(Map.of("0", mic.value(), "2", cam.value()));
        assertThat(section(answer, "0").direction()).isEqualTo(Direction.SENDONLY);
        assertThat(section(answer, "1").direction()).isEqualTo(Direction.INACTIVE);
        String stream = alice.participant.sid().value() + "|" + cam.value();
        assertThat(section(answer, "2").stream()).isEqualTo(stream);
        assertThat(section(answer, "2").track()).isEqualTo(cam.value());
        assertThat(section(answer, "2").ssrcs()).hasSize(1);
        connect(bob);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1, 2, 3}, -1);
        assertThat(bob.sending().rtp).singleElement().satisfies(packet -> {
            assertThat(packet.payloadType()).isEqualTo(111);
            assertThat(packet.ssrc()).isEqualTo(section(answer, "0").ssrcs().get(0));
        });
    }

    @Test
    void whatNeedsMoreSectionsThanThereAreIsAskedFor() {
        TestClient bob = bob(1, 0);
        bob.offer();
        connect(bob);
        TrackSid mic = alice.publishMicrophone();
        test.pass(100);
        assertThat(bob.all(MediaSectionsRequired.class)).containsExactly(new MediaSectionsRequired(0, 0));
        TrackSid cam = alice.publishCamera();
        test.pass(100);
        assertThat(bob.all(MediaSectionsRequired.class)).hasSize(1);
        bob.offer();
        test.pass(100);
        assertThat(bob.last(MediaSectionsRequired.class)).isEqualTo(new MediaSectionsRequired(0, 1));
        bob.descriptions.receive("video", 1);
        assertThat(bob.offer().midToTrackId())
                .containsExactlyInAnyOrderEntriesOf(Map.of("0", mic.value(), "1", cam.value()));
        test.pass(5_000);
        assertThat(bob.all(MediaSectionsRequired.class)).hasSize(2);
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
    }

    @Test
    void aSectionWhoseTrackIsGoneCarriesTheNext() {
        TrackSid mic = alice.publishMicrophone();
        TestClient bob = bob(1, 0);
        assertThat(bob.offer().midToTrackId()).containsEntry("0", mic.value());
        connect(bob);
        alice.descriptions.stop("mic");
        alice.offer();
        test.pass(100);
        assertThat(bob.all(MediaSectionsRequired.class)).containsExactly(new MediaSectionsRequired(0, 0));
        SessionDescription answer = bob.offer();
        assertThat(answer.midToTrackId()).isEmpty();
        assertThat(section(answer, "0").direction()).isEqualTo(Direction.INACTIVE);
        TestClient carol = test.connected("carol");
        TrackSid next = carol.publishMicrophone();
        test.pass(100);
        assertThat(bob.offer().midToTrackId()).containsEntry("0", next.value());
    }

    @Test
    void aSectionCanCarryBothDirections() {
        TrackSid mic = alice.publishMicrophone();
        TestClient bob = bob(1, 0);
        bob.announce("voice", TrackKind.AUDIO, TrackSource.MICROPHONE);
        bob.descriptions.send(0, "voice");
        SessionDescription answer = bob.offer();
        assertThat(section(answer, "0").direction()).isEqualTo(Direction.SENDRECV);
        assertThat(section(answer, "0").track()).isEqualTo(mic.value());
        connect(bob);
        bob.sendRtp(TestClient.OPUS, "voice", new byte[] {1, 2, 3}, -1);
        assertThat(bob.participant.info().tracks()).hasSize(1);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1, 2, 3}, -1);
        assertThat(bob.sending().rtp).hasSize(1);
    }

    @Test
    void bothDirectionsAreReportedAndHeardOf() {
        alice.publishMicrophone();
        TestClient bob = bob(1, 0);
        bob.offer();
        connect(bob);
        bob.publishCamera();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1, 2, 3}, -1);
        int ssrc = alice.descriptions.ssrc("mic");
        alice.sending().arrive(test.now, new SenderReport(ssrc, 5L << 32, 1, 1, 1, List.of()));
        test.pass(1_100);
        List<RtcpPacket> sent = bob.sending().rtcp;
        assertThat(sent).hasAtLeastOneElementOfType(SenderReport.class);
        assertThat(sent).hasAtLeastOneElementOfType(ReceiverReport.class);
    }

    @Test
    void aSendersReportAlsoTellsWhatItReceived() {
        alice.publishMicrophone();
        TestClient bob = bob(1, 0);
        bob.offer();
        connect(bob);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1, 2, 3}, -1);
        int ssrc = bob.sending().rtp.get(0).ssrc();
        var lost = new ReportBlock(ssrc, 128, 1, 1, 0, 0, 0);
        bob.sending().arrive(test.now, new SenderReport(7, 5L << 32, 1, 1, 1, List.of(lost)));
        test.pass(6_000);
        assertThat(bob.last(ServerSignal.QualityChanged.class).updates())
                .anySatisfy(update -> assertThat(update.sid()).isEqualTo(bob.participant.sid()))
                .filteredOn(update -> update.sid().equals(bob.participant.sid()))
                .allSatisfy(update -> assertThat(update.quality()).isEqualTo(ConnectionQuality.POOR));
    }

    @Test
    void aTrackThatNoOfferedCodecTakesIsRefusedInWords() {
        TrackSid cam = alice.publishCamera();
        TestClient bob = test.joinSingle("bob");
        bob.descriptions.receiveOnlyH264();
        bob.descriptions.receive("video", 1);
        bob.offer();
        assertThat(bob.last(ServerSignal.SubscriptionFailed.class))
                .isEqualTo(new ServerSignal.SubscriptionFailed(cam, ServerSignal.SubscriptionError.CODEC_UNSUPPORTED));
        test.pass(5_000);
        assertThat(bob.all(MediaSectionsRequired.class)).isEmpty();
    }

    @Test
    void aClientThatStopsReceivingInASectionIsNotSentTheTrack() {
        TrackSid mic = alice.publishMicrophone();
        TestClient bob = bob(1, 0);
        bob.offer();
        connect(bob);
        bob.descriptions.receiveNothing(0);
        assertThat(bob.offer().midToTrackId()).isEmpty();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1, 2, 3}, -1);
        assertThat(bob.sending().rtp).isEmpty();
        assertThat(bob.last(ServerSignal.SubscriptionFailed.class).track()).isEqualTo(mic);
    }

    @Test
    void whoDoesNotOfferWhenAskedConnectsAnew() {
        TestClient bob = bob(0, 0);
        bob.descriptions.receive("audio", 1);
        bob.offer();
        connect(bob);
        alice.publishMicrophone();
        test.pass(20_000);
        ServerSignal.Leave leave = bob.last(ServerSignal.Leave.class);
        assertThat(leave.reason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
        assertThat(leave.action()).isEqualTo(LeaveAction.RECONNECT);
    }

    @Test
    void afterAResumeWhatWasAskedForIsAskedForAgain() {
        TestClient bob = bob(1, 0);
        bob.offer();
        connect(bob);
        alice.publishMicrophone();
        test.pass(100);
        assertThat(bob.all(MediaSectionsRequired.class)).hasSize(1);
        test.room.signalLost(test.now, bob.participant, bob);
        test.pass(5_000);
        assertThat(test.room.resume(test.now, bob.participant.sid(), bob)).isPresent();
        test.pass(100);
        assertThat(bob.all(MediaSectionsRequired.class)).hasSize(2);
        bob.descriptions.restartIce();
        assertThat(bob.offer().midToTrackId()).hasSize(1);
        assertThat(test.transports.stillOpen()).isEqualTo(3);
    }
}
