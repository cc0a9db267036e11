package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.auralink.media.room.data.Packets;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** Somebody who is moved from one room to another of its loop. */
class RoomMoveTest {
    private static final ParticipantIdentity ALICE = new ParticipantIdentity("alice");

    private final TestRoom test = new TestRoom();
    private final TestRoom other = new TestRoom(test, RoomOptions.DEFAULT);
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final TestClient carol = other.connected("carol");

    private MoveOutcome move() {
        MoveOutcome outcome = test.room.move(test.now, ALICE, other.room);
        alice.belongsTo(other);
        return outcome;
    }

    private void pass(long millis) {
        test.pass(millis);
        other.pass(millis);
    }

    private static List<Integer> payloads(TestClient client) {
        return client.receiving().rtp.stream()
                .filter(packet -> packet.payloadLength() > 0)
                .map(RtpPacket::ssrc)
                .toList();
    }

    @Test
    void itIsToldOnceWhereItIsAndWhoIsThere() {
        ParticipantSid before = alice.participant.sid();
        assertThat(move()).isInstanceOf(MoveOutcome.Moved.class);
        var moved = alice.last(ServerSignal.RoomMoved.class);
        assertThat(moved.room().sid()).isEqualTo(other.room.sid());
        assertThat(moved.participant().identity()).isEqualTo(ALICE);
        assertThat(moved.participant().state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat(moved.participant().sid()).isNotEqualTo(before).isEqualTo(alice.participant.sid());
        assertThat(moved.others())
                .extracting(ParticipantInfo::identity)
                .containsExactly(new ParticipantIdentity("carol"));
        assertThat(alice.all(ServerSignal.Leave.class)).isEmpty();
    }

    @Test
    void theOthersSeeItLeaveTheOneRoomAndJoinTheOther() {
        alice.publishMicrophone();
        move();
        assertThat(bob.last(ServerSignal.ParticipantsUpdated.class).participants())
                .singleElement()
                .satisfies(gone -> {
                    assertThat(gone.state()).isEqualTo(ParticipantState.DISCONNECTED);
                    assertThat(gone.disconnectReason()).isEqualTo(DisconnectReason.MIGRATION);
                });
        assertThat(carol.last(ServerSignal.ParticipantsUpdated.class).participants())
                .singleElement()
                .satisfies(come -> {
                    assertThat(come.identity()).isEqualTo(ALICE);
                    assertThat(come.state()).isEqualTo(ParticipantState.ACTIVE);
                    assertThat(come.tracks()).hasSize(1);
                });
        assertThat(test.room.participant(ALICE)).isEmpty();
        assertThat(other.room.participant(ALICE)).isPresent();
        assertThat(test.events).endsWith("trackUnpublished alice MICROPHONE", "participantLeft alice");
        assertThat(other.events).endsWith("participantJoined alice", "trackPublished alice MICROPHONE");
    }

    @Test
    void itsTracksGoOnInTheOtherRoomAndInNoOther() {
        TrackSid sid = alice.publishCamera();
        bob.renegotiate();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        assertThat(payloads(bob)).isNotEmpty();
        int heard = payloads(bob).size();
        move();
        carol.renegotiate();
        for (int i = 0; i < 5; i++) {
            alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
            pass(20);
        }
        assertThat(payloads(carol)).hasSize(5);
        assertThat(payloads(bob)).hasSize(heard);
        assertThat(other.room.participant(ALICE).orElseThrow().tracks())
                .extracting(TrackInfo::sid)
                .containsExactly(sid);
        assertThat(test.transports.stillOpen()).isEqualTo(4);
    }

    @Test
    void itReceivesWhatThereIsInTheOtherRoomOverTheSameConnection() {
        bob.publishMicrophone();
        alice.renegotiate();
        bob.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(payloads(alice)).hasSize(1);
        carol.publishMicrophone();
        move();
        bob.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        other.pass(50);
        alice.answer();
        carol.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        carol.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(payloads(alice)).hasSize(3);
        assertThat(payloads(alice).get(2)).isNotEqualTo(payloads(alice).get(0));
    }

    @Test
    void itsDataReachesTheOtherRoomUnderItsNewSid() {
        alice.offer();
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        var sending = new DataPeer(test, alice.sending());
        sending.open("_reliable", ChannelOptions.RELIABLE);
        var atBob = new DataPeer(test, bob.receiving());
        var atCarol = new DataPeer(other, carol.receiving());
        move();
        sending.send("_reliable", Packets.user("hello", 1));
        atBob.exchange();
        atCarol.exchange();
        assertThat(atBob.messages).isEmpty();
        assertThat(atCarol.messages)
                .singleElement()
                .satisfies(message -> assertThat(Packets.texts(message.content(), 17))
                        .containsExactly(alice.participant.sid().value()));
    }

    @Test
    void itsDataTracksComeAlongAndThoseThatItReceivedStay() {
        TestClient dave = test.joinSingle("dave");
        TestClient erin = other.joinSingle("erin");
        for (TestClient each : List.of(dave, erin)) {
            each.offer();
            each.sending().become(test.now, TransportState.CONNECTED, null);
        }
        var atDave = new DataPeer(test, dave.sending());
        var atErin = new DataPeer(other, erin.sending());
        atDave.open("_data_track", ChannelOptions.LOSSY);
        atErin.open("_data_track", ChannelOptions.LOSSY);
        dave.signal(new ClientSignal.PublishDataTrack(1, "gps", 0, DataTrackFormat.UNKNOWN));
        TrackSid gps = dave.last(ServerSignal.DataTrackPublished.class).track().sid();
        bob.signal(new ClientSignal.PublishDataTrack(1, "left behind", 0, DataTrackFormat.UNKNOWN));
        dave.signal(wish(bob.last(ServerSignal.DataTrackPublished.class).track().sid()));
        bob.signal(wish(gps));
        pass(50);
        assertThat(bob.last(ServerSignal.DataTrackHandles.class).handles()).hasSize(1);
        assertThat(dave.last(ServerSignal.DataTrackHandles.class).handles()).hasSize(1);

        test.room.move(test.now, dave.participant.identity(), other.room);
        dave.belongsTo(other);
        pass(50);
        assertThat(bob.last(ServerSignal.DataTrackHandles.class).handles()).isEmpty();
        assertThat(dave.last(ServerSignal.DataTrackHandles.class).handles()).isEmpty();
        erin.signal(wish(gps));
        pass(50);
        atDave.send("_data_track", new byte[] {0x18, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 42});
        atErin.exchange();
        assertThat(atErin.messages).hasSize(1);
        assertThat(dave.all(ServerSignal.DataTrackUnpublished.class)).isEmpty();
    }

    private static ClientSignal wish(TrackSid track) {
        return new ClientSignal.UpdateDataSubscription(List.of(new ClientSignal.DataSubscriptionWish(track, true, 0)));
    }

    @Test
    void whoeverWasThereUnderTheSameIdentityIsLetGo() {
        TestClient older = other.connected("alice");
        move();
        assertThat(older.last(ServerSignal.Leave.class).reason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
        assertThat(other.room.participants()).hasSize(2);
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        var full = new TestRoom(test, new RoomOptions(300, 20, 1, RoomOptions.DEFAULT.enabledCodecs(), ""));
        full.connected("dave");
        int told = alice.signals.size() + bob.signals.size();
        assertThat(test.room.move(test.now, ALICE, full.room)).isEqualTo(refused(MoveOutcome.Reason.ROOM_FULL));
        assertThat(test.room.move(test.now, new ParticipantIdentity("nobody"), other.room))
                .isEqualTo(refused(MoveOutcome.Reason.NO_PARTICIPANT));
        full.room.close(full.now, DisconnectReason.ROOM_DELETED);
        assertThat(test.room.move(test.now, ALICE, full.room)).isEqualTo(refused(MoveOutcome.Reason.ROOM_CLOSED));
        test.room.signalLost(test.now, alice.participant, alice);
        assertThat(test.room.move(test.now, ALICE, other.room)).isEqualTo(refused(MoveOutcome.Reason.UNREACHABLE));
        assertThat(alice.signals.size() + bob.signals.size()).isEqualTo(told);
        assertThat(test.room.participant(ALICE)).isPresent();
    }

    private static MoveOutcome refused(MoveOutcome.Reason reason) {
        return new MoveOutcome.Refused(reason);
    }

    @Test
    void whoHasNotConnectedYetDoesSoInTheOtherRoom() {
        TestClient dave = test.join("dave");
        test.room.move(test.now, dave.participant.identity(), other.room);
        dave.belongsTo(other);
        assertThat(test.events).endsWith("participantConnectionAborted dave");
        assertThat(other.events).doesNotContain("participantJoined dave");
        dave.answerAndConnect();
        assertThat(other.events).endsWith("participantJoined dave");
    }

    @Test
    void somebodyHiddenIsMovedUnseen() {
        var hidden = new Permission(true, true, true, java.util.Set.of(), true, false, false, false, false);
        TestClient eve = test.join(TestRoom.request("eve", hidden));
        eve.answerAndConnect();
        int told = carol.signals.size();
        test.room.move(test.now, eve.participant.identity(), other.room);
        assertThat(carol.signals).hasSize(told);
    }

    @Test
    void itMayBeMovedBackAndResumesWhereItIs() {
        alice.publishMicrophone();
        move();
        other.room.move(other.now, ALICE, test.room);
        alice.belongsTo(test);
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(payloads(bob)).isNotEmpty();
        test.room.signalLost(test.now, alice.participant, alice);
        assertThat(test.room.resume(test.now, alice.participant.sid(), alice)).isPresent();
        assertThat(test.events)
                .containsSubsequence("participantJoined alice", "participantLeft alice", "participantJoined alice");
    }

    @Test
    void whoIsSentToAnotherLoopIsToldAndConnectsAnew() {
        alice.publishMicrophone();
        test.room.sendTo(test.now, ALICE, other.room.info());
        assertThat(alice.last(ServerSignal.RoomMoved.class).room().sid()).isEqualTo(other.room.sid());
        assertThat(alice.last(ServerSignal.Leave.class))
                .isEqualTo(new ServerSignal.Leave(DisconnectReason.MIGRATION, LeaveAction.RECONNECT));
        assertThat(test.events).endsWith("trackUnpublished alice MICROPHONE", "participantLeft alice");
    }

    @Test
    void nobodyIsMovedToAnotherLoopAsItIs() {
        var elsewhere = new TestRoom();
        assertThatThrownBy(() -> test.room.move(test.now, ALICE, elsewhere.room))
                .isInstanceOf(IllegalStateException.class);
    }
}
