package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.SpeakerInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

class RoomMediaTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    private static Permission publishing(boolean allowed, TrackSource... sources) {
        return new Permission(true, allowed, true, Set.of(sources), false, false, false, false, false);
    }

    private RequestReason refusal(TestClient client) {
        return client.last(ServerSignal.RequestAnswered.class).reason();
    }

    private ParticipantInfo toldAbout(TestClient who, TestClient receiver) {
        List<ParticipantInfo> told = receiver.all(ServerSignal.ParticipantsUpdated.class).stream()
                .flatMap(update -> update.participants().stream())
                .filter(info -> info.sid().equals(who.participant.sid()))
                .toList();
        return told.get(told.size() - 1);
    }

    @Test
    void aTrackIsPublishedWhenItsMediaArrives() {
        alice.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        TrackInfo announced = alice.last(ServerSignal.TrackPublished.class).track();
        assertThat(announced.sid().value()).startsWith("TR_AM");
        alice.descriptions.send("audio", "mic");
        alice.offer();
        assertThat(test.events).doesNotContain("trackPublished alice MICROPHONE");
        assertThat(alice.participant.info().isPublisher()).isFalse();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(test.events).endsWith("trackPublished alice MICROPHONE");
        ParticipantInfo told = toldAbout(alice, bob);
        assertThat(told.isPublisher()).isTrue();
        assertThat(told.tracks()).hasSize(1);
        assertThat(told.tracks().get(0).sid()).isEqualTo(announced.sid());
        assertThat(told.tracks().get(0).mimeType()).isEqualToIgnoringCase("audio/opus");
        assertThat(told.version()).isGreaterThan(1);
    }

    @Test
    void mediaFlowsWithTheNumbersThatWereOffered() {
        TrackSid sid = alice.publishMicrophone();
        assertThat(alice.all(ServerSignal.TrackSubscribed.class)).isEmpty();
        bob.renegotiate();
        assertThat(alice.last(ServerSignal.TrackSubscribed.class).track()).isEqualTo(sid);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {7, 8, 9}, -1);
        assertThat(bob.receiving().rtp).hasSize(1);
        RtpPacket packet = bob.receiving().rtp.get(0);
        String offer = bob.last(ServerSignal.Offer.class).description().sdp();
        assertThat(offer).contains("a=ssrc:" + Integer.toUnsignedString(packet.ssrc()) + " cname");
        assertThat(packet.payloadType()).isEqualTo(111);
        assertThat(packet.payloadLength()).isEqualTo(3);
        assertThat(alice.receiving().rtp).as("its own").isEmpty();
    }

    @Test
    void stereoIsAskedForAndOfferedWhenThePublisherSaysSo() {
        alice.signal(new ClientSignal.AddTrack(
                "music",
                "",
                TrackKind.AUDIO,
                TrackSource.SCREEN_SHARE_AUDIO,
                0,
                0,
                false,
                List.of(),
                List.of(),
                null,
                true,
                true,
                false,
                0,
                "screen",
                List.of()));
        alice.descriptions.send("audio", "music");
        assertThat(alice.offer().sdp()).contains(";stereo=1;").doesNotContain("usedtx");
        alice.sendRtp(TestClient.OPUS, "music", new byte[] {1}, -1);
        bob.renegotiate();
        assertThat(bob.last(ServerSignal.Offer.class).description().sdp()).contains("sprop-stereo=1");
    }

    @Test
    void nothingFlowsBeforeTheClientAnswered() {
        alice.publishMicrophone();
        test.pass(50);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
    }

    @Test
    void wishesForKeyFramesReachThePublisherThrottled() {
        alice.publishCamera();
        bob.renegotiate();
        test.pass(20);
        List<PictureLossIndication> asked = only(alice.sending(), PictureLossIndication.class);
        assertThat(asked).extracting(PictureLossIndication::mediaSsrc).containsExactly(alice.descriptions.ssrc("cam"));
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
        assertThat(bob.receiving().rtp).hasSize(2);
        int ssrc = bob.receiving().rtp.get(0).ssrc();
        for (int n = 0; n < 50; n++) {
            bob.receiving().arrive(test.now, new PictureLossIndication(1, ssrc));
            test.pass(20);
        }
        assertThat(only(alice.sending(), PictureLossIndication.class)).hasSizeBetween(3, 4);
    }

    @Test
    void whatASubscriberMissedIsSentAgainAndWhatThePublisherLostIsAskedFor() {
        alice.publishCamera();
        bob.renegotiate();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        RtpPacket sent = bob.receiving().rtp.get(0);
        bob.receiving().arrive(test.now, new Nack(1, sent.ssrc(), new int[] {sent.sequenceNumber()}));
        RtpPacket again = bob.receiving().rtp.get(1);
        assertThat(again.payloadType()).isEqualTo(97);
        assertThat(RtpBytes.readShort(again.array(), again.payloadOffset())).isEqualTo(sent.sequenceNumber());
        int lost = alice.descriptions.nextSequence("cam");
        alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
        test.pass(40);
        List<Nack> asked = only(alice.sending(), Nack.class);
        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).sequences()).containsExactly(lost);
    }

    @Test
    void reportsGoBothWays() {
        alice.publishMicrophone();
        bob.renegotiate();
        for (int n = 0; n < 20; n++) {
            alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
            test.pass(20);
        }
        int ssrc = alice.descriptions.ssrc("mic");
        alice.sending().arrive(test.now, new SenderReport(ssrc, 5L << 32, 1, 1, 1, List.of()));
        test.pass(2_000);
        List<ReceiverReport> received = only(alice.sending(), ReceiverReport.class);
        assertThat(received).isNotEmpty();
        ReportBlock block = received.get(received.size() - 1).reports().get(0);
        assertThat(block.ssrc()).isEqualTo(ssrc);
        assertThat(block.lastSenderReport()).isEqualTo(5 << 16);
        SenderReport forwarded = only(bob.receiving(), SenderReport.class).get(0);
        assertThat(forwarded.ssrc()).isEqualTo(bob.receiving().rtp.get(0).ssrc());
        assertThat(forwarded.ntpTimestamp()).isEqualTo(5L << 32);
    }

    @Test
    void aTrackThatIsNoLongerSentIsUnpublished() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        alice.descriptions.stop("mic");
        alice.offer();
        assertThat(test.events).endsWith("trackUnpublished alice MICROPHONE");
        assertThat(toldAbout(alice, bob).tracks()).isEmpty();
        assertThat(test.room.muteTrack(test.now, new ParticipantIdentity("alice"), sid, true))
                .isEmpty();
    }

    @Test
    void everythingOfWhoLeavesIsUnpublishedFirst() {
        alice.publishMicrophone();
        alice.publishCamera();
        test.room.removeParticipant(test.now, new ParticipantIdentity("alice"));
        assertThat(test.events)
                .endsWith(
                        "trackUnpublished alice MICROPHONE", "trackUnpublished alice CAMERA", "participantLeft alice");
        bob.renegotiate();
        assertThat(bob.last(ServerSignal.Offer.class).description().midToTrackId())
                .isEmpty();
    }

    @Test
    void mutingIsToldToEverybody() {
        TrackSid sid = alice.publishMicrophone();
        alice.signal(new ClientSignal.Mute(sid, true));
        assertThat(toldAbout(alice, bob).tracks().get(0).muted()).isTrue();
        assertThat(alice.all(ServerSignal.MuteRequested.class)).isEmpty();
        alice.signal(new ClientSignal.Mute(sid, false));
        assertThat(toldAbout(alice, bob).tracks().get(0).muted()).isFalse();
        var muted = test.room.muteTrack(test.now, new ParticipantIdentity("alice"), sid, true);
        assertThat(muted).map(TrackInfo::muted).hasValue(true);
        assertThat(alice.last(ServerSignal.MuteRequested.class)).isEqualTo(new ServerSignal.MuteRequested(sid, true));
        bob.signal(new ClientSignal.Mute(sid, false));
        assertThat(refusal(bob)).as("somebody else's").isEqualTo(RequestReason.NOT_FOUND);
        assertThat(toldAbout(alice, bob).tracks().get(0).muted()).isTrue();
    }

    @Test
    void whatTheTokenDoesNotAllowIsNotPublished() {
        TestClient viewer = test.join(TestRoom.request("viewer", publishing(false)));
        viewer.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        assertThat(refusal(viewer)).isEqualTo(RequestReason.NOT_ALLOWED);
        TestClient speaker = test.join(TestRoom.request("speaker", publishing(true, TrackSource.MICROPHONE)));
        speaker.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        assertThat(refusal(speaker)).isEqualTo(RequestReason.NOT_ALLOWED);
        speaker.publishMicrophone();
        assertThat(test.events).endsWith("trackPublished speaker MICROPHONE");
    }

    @Test
    void announcementsAreLimited() {
        for (int n = 0; n < RoomLimits.DEFAULT.pendingTracks(); n++) {
            alice.announce("track" + n, TrackKind.AUDIO, TrackSource.MICROPHONE);
        }
        assertThat(alice.all(ServerSignal.RequestAnswered.class)).isEmpty();
        alice.announce("more", TrackKind.AUDIO, TrackSource.MICROPHONE);
        assertThat(refusal(alice)).isEqualTo(RequestReason.LIMIT_EXCEEDED);
        bob.announce("x".repeat(257), TrackKind.AUDIO, TrackSource.MICROPHONE);
        assertThat(refusal(bob)).as("what is told to everybody").isEqualTo(RequestReason.LIMIT_EXCEEDED);
        var permission = new ClientSignal.TrackPermission(null, null, true, List.of());
        bob.signal(new ClientSignal.SetSubscriptionPermission(false, Collections.nCopies(1_001, permission)));
        assertThat(bob.all(ServerSignal.RequestAnswered.class)).hasSize(2);
        bob.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        bob.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        assertThat(refusal(bob)).isEqualTo(RequestReason.QUEUED);
    }

    @Test
    void takingTheRightToPublishTakesTheTracks() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        var identity = new ParticipantIdentity("alice");
        test.room.updateParticipant(test.now, identity, null, null, Map.of(), publishing(false));
        assertThat(alice.last(ServerSignal.TrackUnpublished.class).track()).isEqualTo(sid);
        assertThat(test.events).endsWith("trackUnpublished alice MICROPHONE");
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
        assertThat(toldAbout(alice, bob).permission().canPublish()).isFalse();
    }

    @Test
    void whoSpeaksIsToldToListenersAndToTheSpeaker() {
        alice.publishMicrophone();
        bob.renegotiate();
        TestClient carol = test.connected("carol");
        carol.signal(new ClientSignal.UpdateSubscription(List.of(alice.sid("mic")), false));
        speak(10, 1_000);
        SpeakerInfo told =
                bob.last(ServerSignal.SpeakersChanged.class).speakers().get(0);
        assertThat(told.sid()).isEqualTo(alice.participant.sid());
        assertThat(told.active()).isTrue();
        assertThat(told.level()).isGreaterThan(0.2F);
        assertThat(alice.last(ServerSignal.SpeakersChanged.class).speakers()).hasSize(1);
        assertThat(carol.all(ServerSignal.SpeakersChanged.class)).isEmpty();
        int before = bob.all(ServerSignal.SpeakersChanged.class).size();
        speak(10, 2_000);
        assertThat(bob.all(ServerSignal.SpeakersChanged.class)).as("no change").hasSizeLessThan(before + 3);
        speak(60, 4_000);
        assertThat(bob.last(ServerSignal.SpeakersChanged.class)
                        .speakers()
                        .get(0)
                        .active())
                .isFalse();
    }

    private void speak(int level, int millis) {
        for (int passed = 0; passed < millis; passed += 20) {
            alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, level);
            test.pass(20);
        }
    }

    @Test
    void subscriptionsFollowTheClientsWishes() {
        TrackSid sid = alice.publishMicrophone();
        var choosy = new JoinRequest(
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
                false);
        TestClient carol = test.join(choosy);
        carol.answerAndConnect();
        test.pass(100);
        assertThat(carol.last(ServerSignal.Offer.class).description().midToTrackId())
                .isEmpty();
        carol.signal(new ClientSignal.UpdateSubscription(List.of(sid), true));
        carol.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(carol.receiving().rtp).hasSize(1);
        carol.signal(new ClientSignal.UpdateSubscription(List.of(sid), false));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(carol.receiving().rtp).hasSize(1);
        carol.signal(new ClientSignal.UpdateSubscription(List.of(new TrackSid("TR_unknown")), true));
        assertThat(carol.last(ServerSignal.SubscriptionFailed.class).error())
                .isEqualTo(ServerSignal.SubscriptionError.TRACK_NOTFOUND);
    }

    @Test
    void publishersDecideWhoMayReceive() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        var nobody = new ClientSignal.SetSubscriptionPermission(false, List.of());
        alice.signal(nobody);
        assertThat(bob.last(ServerSignal.SubscriptionPermitted.class))
                .isEqualTo(new ServerSignal.SubscriptionPermitted(alice.participant.sid(), sid, false));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
        bob.renegotiate();
        bob.signal(new ClientSignal.UpdateSubscription(List.of(sid), true));
        bob.renegotiate();
        assertThat(bob.last(ServerSignal.Offer.class).description().midToTrackId())
                .isEmpty();
        var onlyBob = new ClientSignal.TrackPermission(null, new ParticipantIdentity("bob"), true, List.of());
        alice.signal(new ClientSignal.SetSubscriptionPermission(false, List.of(onlyBob)));
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).hasSize(1);
    }

    @Test
    void aTrackThatIsShownNowhereIsNotSent() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(sid), true, VideoQuality.HIGH, 0, 0));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(sid), false, VideoQuality.HIGH, 0, 0));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).hasSize(1);
    }

    @Test
    void anInterruptedConnectionIsToldToThoseWhoReceiveItsTracks() {
        alice.publishMicrophone();
        bob.renegotiate();
        test.pass(6_000);
        alice.receiving().become(test.now, TransportState.DISCONNECTED, null);
        test.pass(6_000);
        var told = bob.last(ServerSignal.QualityChanged.class).updates();
        assertThat(told).extracting(ServerSignal.ParticipantQuality::sid).contains(alice.participant.sid());
        assertThat(told.get(0).quality()).isEqualTo(ConnectionQuality.LOST);
        alice.receiving().become(test.now, TransportState.CONNECTED, null);
        test.pass(6_000);
        assertThat(bob.last(ServerSignal.QualityChanged.class).updates().get(0).quality())
                .isEqualTo(ConnectionQuality.EXCELLENT);
    }

    @Test
    void metadataIsChangedByThoseWhoMay() {
        var mayDescribe = new Permission(true, true, true, Set.of(), false, false, true, false, false);
        TestClient carol = test.join(TestRoom.request("carol", mayDescribe));
        carol.answerAndConnect();
        carol.signal(new ClientSignal.UpdateMetadata(7, "Carol", "meta", Map.of("a", "1", "b", "2")));
        assertThat(carol.last(ServerSignal.RequestAnswered.class).reason()).isEqualTo(RequestReason.OK);
        carol.signal(new ClientSignal.UpdateMetadata(8, null, null, Map.of("a", "")));
        ParticipantInfo told = toldAbout(carol, bob);
        assertThat(told.name()).isEqualTo("Carol");
        assertThat(told.metadata()).isEqualTo("meta");
        assertThat(told.attributes()).containsExactlyEntriesOf(Map.of("b", "2"));
        carol.signal(new ClientSignal.UpdateMetadata(9, "x".repeat(257), null, Map.of()));
        assertThat(carol.last(ServerSignal.RequestAnswered.class))
                .isEqualTo(new ServerSignal.RequestAnswered(
                        9, RequestReason.LIMIT_EXCEEDED, "name: longer than 256 characters", ""));
        carol.signal(new ClientSignal.UpdateMetadata(9, null, null, Map.of("c", "x".repeat(64 * 1024))));
        assertThat(refusal(carol)).isEqualTo(RequestReason.LIMIT_EXCEEDED);
        bob.signal(new ClientSignal.UpdateMetadata(3, "Bobby", null, Map.of()));
        assertThat(refusal(bob)).isEqualTo(RequestReason.NOT_ALLOWED);
        assertThat(bob.participant.info().name()).isEqualTo("bob");
        test.room.updateMetadata(test.now, "room");
        assertThat(bob.last(ServerSignal.RoomUpdated.class).room().metadata()).isEqualTo("room");
    }

    private static <T> List<T> only(FakeTransports.Association association, Class<T> type) {
        return association.rtcp.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }
}
