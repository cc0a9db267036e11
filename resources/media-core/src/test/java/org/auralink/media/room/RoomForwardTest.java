package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.forward.SourceStream;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.SpeakerInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtcp.SenderReport;
import org.auralink.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/** Somebody who is in one room by itself, and in another as a guest. */
class RoomForwardTest {
    private static final ParticipantIdentity ALICE = new ParticipantIdentity("alice");

    private final TestRoom test = new TestRoom();
    private final TestRoom other = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final TestClient carol = other.connected("carol");
    private final Link link = new Link();

    /** Hands over at once what a node hands from loop to loop. */
    private final class Link implements ParticipantRelay, Guest.Origin {
        private final List<String> wanted = new ArrayList<>();
        private Guest guest;
        private boolean over;

        GuestOutcome begin() {
            ParticipantInfo info = test.room.participant(ALICE).orElseThrow();
            GuestOutcome outcome = other.room.forwarding().host(other.now, info, this);
            if (outcome instanceof GuestOutcome.Hosted hosted) {
                guest = hosted.guest();
                assertThat(test.room.forwarding().relay(ALICE, this)).isTrue();
            }
            return outcome;
        }

        @Override
        public void changed(ParticipantInfo info) {
            guest.changed(other.now, info);
        }

        @Override
        public void published(TrackSid track, ClientSignal.AddTrack announced, boolean muted) {
            guest.published(other.now, track, announced, muted);
        }

        @Override
        public void speaks(float level, boolean active) {
            guest.speaks(level, active);
        }

        @Override
        public void unpublished(TrackSid track) {
            guest.unpublished(other.now, track);
        }

        @Override
        public void packet(TrackSid track, SourceStream stream, RtpPacket packet, boolean repaired) {
            guest.packet(other.now, track, stream, packet, repaired);
        }

        @Override
        public void report(TrackSid track, SourceStream stream, SenderReport report) {
            guest.report(other.now, track, stream, report);
        }

        @Override
        public void ended() {
            guest.left(other.now);
        }

        @Override
        public void keyFrameWanted(TrackSid track, int layer) {
            wanted.add(track.value());
            test.room.forwarding().wantKeyFrame(track, layer);
        }

        @Override
        public void unwanted() {
            over = true;
            test.room.forwarding().endRelay(ALICE, this);
        }
    }

    private void pass(long millis) {
        test.pass(millis);
        other.pass(millis);
    }

    private static long received(TestClient client) {
        return client.receiving().rtp.stream()
                .filter(packet -> packet.payloadLength() > 0)
                .count();
    }

    private void send(int packets) {
        for (int i = 0; i < packets; i++) {
            alice.sendRtp(TestClient.VP8, "cam", i == 0 ? TestClient.keyFrame() : TestClient.interFrame(), -1);
            pass(20);
        }
    }

    @Test
    void itIsSeenInBothRoomsAndItsTracksAreReceivedInBoth() {
        TrackSid sid = alice.publishCamera();
        bob.renegotiate();
        assertThat(link.begin()).isInstanceOf(GuestOutcome.Hosted.class);
        assertThat(carol.last(ServerSignal.ParticipantsUpdated.class).participants())
                .singleElement()
                .satisfies(seen -> {
                    assertThat(seen.identity()).isEqualTo(ALICE);
                    assertThat(seen.sid()).isNotEqualTo(alice.participant.sid());
                    assertThat(seen.state()).isEqualTo(ParticipantState.ACTIVE);
                    assertThat(seen.tracks()).extracting(TrackInfo::sid).containsExactly(sid);
                });
        assertThat(other.events).endsWith("participantJoined alice", "trackPublished alice CAMERA");
        assertThat(test.events).doesNotContain("participantLeft alice");
        send(1);
        carol.renegotiate();
        send(10);
        assertThat(received(carol)).isGreaterThanOrEqualTo(10);
        assertThat(received(bob)).isGreaterThanOrEqualTo(10);
    }

    @Test
    void whatItPublishesLaterComesToo() {
        link.begin();
        alice.publishMicrophone();
        assertThat(other.events).contains("trackPublished alice MICROPHONE");
        carol.renegotiate();
        for (int i = 0; i < 5; i++) {
            alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        }
        assertThat(received(carol)).isEqualTo(5);
        alice.descriptions.stop("mic");
        alice.offer();
        assertThat(other.events).endsWith("trackUnpublished alice MICROPHONE");
    }

    @Test
    void whoJoinsTheOtherRoomLaterGetsAKeyFrameOfThePublisher() {
        alice.publishCamera();
        link.begin();
        send(3);
        pass(5_000);
        alice.sending().rtcp.clear();
        TestClient dave = other.connected("dave");
        dave.renegotiate();
        for (int i = 0; i < 5; i++) {
            alice.sendRtp(TestClient.VP8, "cam", TestClient.interFrame(), -1);
            pass(20);
        }
        assertThat(link.wanted).isNotEmpty();
        assertThat(alice.sending().rtcp).anyMatch(PictureLossIndication.class::isInstance);
        send(3);
        assertThat(received(dave)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void mutesAndDescriptionsAreThoseOfThePublisher() {
        TrackSid sid = alice.publishMicrophone();
        link.begin();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        carol.renegotiate();
        long before = received(carol);
        alice.signal(new ClientSignal.Mute(sid, true));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(received(carol)).isEqualTo(before);
        test.room.updateParticipant(test.now, ALICE, "Alice L.", "{}", Map.of("hand", "up"), null);
        ParticipantInfo seen = carol.last(ServerSignal.ParticipantsUpdated.class)
                .participants()
                .get(0);
        assertThat(seen.name()).isEqualTo("Alice L.");
        assertThat(seen.metadata()).isEqualTo("{}");
        assertThat(seen.attributes()).containsEntry("hand", "up");
        assertThat(seen.tracks())
                .singleElement()
                .satisfies(track -> assertThat(track.muted()).isTrue());
        alice.signal(new ClientSignal.Mute(sid, false));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(received(carol)).isEqualTo(before + 1);
    }

    @Test
    void whoSpeaksIsToldToThoseWhoReceiveItInTheOtherRoomToo() {
        alice.publishMicrophone();
        speak(10, 1_000);
        assertThat(link.begin()).isInstanceOf(GuestOutcome.Hosted.class);
        speak(10, 40);
        carol.renegotiate();
        speak(10, 1_000);
        ParticipantSid guest = other.room.participant(ALICE).orElseThrow().sid();
        SpeakerInfo here =
                bob.last(ServerSignal.SpeakersChanged.class).speakers().get(0);
        assertThat(carol.last(ServerSignal.SpeakersChanged.class).speakers())
                .as("also of who began before it was forwarded")
                .containsExactly(new SpeakerInfo(guest, here.level(), true));
        speak(127, 4_000);
        assertThat(carol.last(ServerSignal.SpeakersChanged.class).speakers())
                .containsExactly(new SpeakerInfo(guest, 0, false));
    }

    private void speak(int level, int millis) {
        for (int passed = 0; passed < millis; passed += 20) {
            alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, level);
            pass(20);
        }
    }

    @Test
    void anAgentIsAnAgentInTheOtherRoomToo() {
        var everything = new Permission(true, true, true, Set.of(), false, false, false, true, false);
        var third = new TestRoom();
        third.join(new JoinRequest(ALICE, "Alice", "", Map.of(), everything, 4, true, false, 16, 0, List.of(), false));
        ParticipantInfo agent = third.room.participant(ALICE).orElseThrow();
        assertThat(other.room.forwarding().host(other.now, agent, link)).isInstanceOf(GuestOutcome.Hosted.class);
        ParticipantInfo seen = other.room.participant(ALICE).orElseThrow();
        assertThat(seen.kind()).isEqualTo(4);
        assertThat(seen.permission().agent()).isTrue();
    }

    @Test
    void itLeavesTheOtherRoomWhenItLeavesItsOwnOrIsMoved() {
        alice.publishMicrophone();
        link.begin();
        alice.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        assertThat(other.events).endsWith("trackUnpublished alice MICROPHONE", "participantLeft alice");
        assertThat(other.room.participant(ALICE)).isEmpty();
        assertThat(link.over).isTrue();

        TestClient again = test.connected("alice");
        var second = new Link();
        second.begin();
        var third = new TestRoom(test, RoomOptions.DEFAULT);
        test.room.move(test.now, again.participant.identity(), third.room);
        assertThat(other.room.participant(ALICE)).isEmpty();
    }

    @Test
    void whoRemovesItFromTheOtherRoomEndsThatAndNothingElse() {
        alice.publishMicrophone();
        link.begin();
        other.room.removeParticipant(other.now, ALICE);
        assertThat(link.over).isTrue();
        assertThat(other.events).endsWith("participantLeft alice");
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(test.room.participant(ALICE)).isPresent();
        assertThat(alice.all(ServerSignal.Leave.class)).isEmpty();
        var again = new Link();
        assertThat(again.begin()).isInstanceOf(GuestOutcome.Hosted.class);
        other.room.close(other.now, DisconnectReason.ROOM_DELETED);
        assertThat(again.over).isTrue();
    }

    @Test
    void itIsAGuestOnceAndTakesNobodysNameOrPlace() {
        link.begin();
        assertThat(new Link().begin()).isEqualTo(new GuestOutcome.Present());
        var taken = new TestRoom();
        taken.connected("alice");
        ParticipantInfo info = test.room.participant(ALICE).orElseThrow();
        assertThat(taken.room.forwarding().host(taken.now, info, link))
                .isEqualTo(new GuestOutcome.Refused(GuestOutcome.Reason.IDENTITY_TAKEN));
        var full = new TestRoom(new RoomOptions(300, 20, 1, RoomOptions.DEFAULT.enabledCodecs(), ""), 1);
        full.connected("dave");
        assertThat(full.room.forwarding().host(full.now, info, link))
                .isEqualTo(new GuestOutcome.Refused(GuestOutcome.Reason.ROOM_FULL));
        full.room.close(full.now, DisconnectReason.ROOM_DELETED);
        assertThat(full.room.forwarding().host(full.now, info, link))
                .isEqualTo(new GuestOutcome.Refused(GuestOutcome.Reason.ROOM_CLOSED));
    }

    @Test
    void aGuestIsNeitherMovedNorForwardedFromWhereItIsAGuest() {
        link.begin();
        var third = new TestRoom(other, RoomOptions.DEFAULT);
        assertThat(other.room.move(other.now, ALICE, third.room))
                .isEqualTo(new MoveOutcome.Refused(MoveOutcome.Reason.UNREACHABLE));
        assertThat(other.room.forwarding().relay(ALICE, new Link())).isFalse();
        assertThat(other.room.participant(ALICE)).isPresent();
    }

    @Test
    void somebodyHiddenIsAHiddenGuest() {
        test.room.updateParticipant(
                test.now,
                ALICE,
                null,
                null,
                Map.of(),
                new Permission(true, true, true, Set.of(), true, false, false, false, false));
        alice.publishMicrophone();
        int told = carol.signals.size();
        link.begin();
        assertThat(carol.signals).hasSize(told);
    }

    @Test
    void aPublisherIsAskedForAllLayersWhileAnotherRoomMayWantThem() {
        alice.publishCamera();
        link.begin();
        test.pass(10_000);
        assertThat(alice.all(ServerSignal.VideoDemanded.class))
                .noneMatch(demanded -> demanded.codecs().get(0).highest() == VideoQuality.OFF);
    }

    @Test
    void aGuestStaysWhileNothingHappens() {
        link.begin();
        pass(120_000);
        assertThat(other.room.participant(ALICE)).isPresent();
    }
}
