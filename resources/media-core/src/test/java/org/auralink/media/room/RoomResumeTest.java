package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

class RoomResumeTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final List<ServerSignal> resumed = new ArrayList<>();

    @Test
    void whoseSignallingIsLostStaysWhileMediaFlows() {
        test.room.signalLost(test.now, bob.participant, bob);
        test.pass(3_600_000);
        assertThat(test.room.participants()).hasSize(2);
        assertThat(test.events).doesNotContain("participantLeft bob");
    }

    @Test
    void whoseMediaIsInterruptedStaysWhileSignallingIsThere() {
        bob.receiving().become(test.now, TransportState.DISCONNECTED, null);
        test.pass(60_000);
        assertThat(test.room.participants()).hasSize(2);
    }

    @Test
    void whoIsReachedByNothingLeavesSoon() {
        bob.vanish();
        test.pass(4_900);
        assertThat(test.room.participants()).hasSize(2);
        test.pass(200);
        assertThat(test.room.participants()).hasSize(1);
        assertThat(test.events).endsWith("participantLeft bob");
        ParticipantInfo told = alice.last(ServerSignal.ParticipantsUpdated.class)
                .participants()
                .get(0);
        assertThat(told.disconnectReason()).isEqualTo(DisconnectReason.SIGNAL_CLOSE);
    }

    @Test
    void aResumedSessionLearnsWhatHappenedMeanwhile() {
        TestClient carol = test.connected("carol");
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        bob.vanish();
        int silent = bob.signals.size();
        carol.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        String before = bob.receiving().localCredentials().ufrag();
        test.pass(3_000);
        assertThat(test.room.resume(test.now, bob.participant.sid(), resumed::add))
                .hasValue(bob.participant);

        assertThat(bob.signals).as("nothing goes to the old socket").hasSize(silent);
        assertThat(resumed.get(0)).isEqualTo(new ServerSignal.Resumed(bob.participant.sid(), 0, Reach.ANY));
        List<ParticipantInfo> told = ((ServerSignal.ParticipantsUpdated) resumed.get(1)).participants();
        assertThat(told).extracting(ParticipantInfo::state).contains(ParticipantState.DISCONNECTED);
        assertThat(told)
                .extracting(ParticipantInfo::sid)
                .containsExactlyInAnyOrder(carol.participant.sid(), bob.participant.sid(), alice.participant.sid());
        assertThat(resumed.get(2)).isInstanceOf(ServerSignal.RoomUpdated.class);
        SessionDescription offer = ((ServerSignal.Offer) resumed.get(3)).description();
        assertThat(offer.midToTrackId()).containsEntry("0", sid.value());
        assertThat(offer.sdp()).doesNotContain("a=ice-ufrag:" + before + "\r\n");

        var answer = new SessionDescription(bob.descriptions.answer(offer.sdp()), offer.id(), Map.of());
        test.room.signal(test.now, bob.participant, ClientSignal.answer(answer));
        bob.receiving().become(test.now, TransportState.CONNECTED, null);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isNotEmpty();
        test.pass(60_000);
        assertThat(test.room.participants()).hasSize(2);
        assertThat(test.events).doesNotContain("participantLeft bob");
    }

    @Test
    void anOldSocketThatClosesLateHarmsNothing() {
        test.room.resume(test.now, bob.participant.sid(), resumed::add);
        test.room.signalLost(test.now, bob.participant, bob);
        int before = resumed.size();
        alice.publishMicrophone();
        test.pass(50);
        assertThat(resumed).hasSizeGreaterThan(before);
    }

    @Test
    void aSessionThatIsOverIsNotResumed() {
        bob.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        for (ParticipantSid sid : List.of(bob.participant.sid(), new ParticipantSid("PA_unknown"))) {
            resumed.clear();
            assertThat(test.room.resume(test.now, sid, resumed::add)).isEmpty();
            assertThat(resumed)
                    .containsExactly(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
        }
    }

    @Test
    void aClientThatBelievesInOtherTracksConnectsAnew() {
        TrackSid sid = alice.publishMicrophone();
        alice.signal(new ClientSignal.SyncState(List.of(sid), List.of(), List.of(), Map.of()));
        assertThat(alice.all(ServerSignal.Leave.class)).isEmpty();
        alice.signal(new ClientSignal.SyncState(List.of(sid, new TrackSid("TR_gone")), List.of(), List.of(), Map.of()));
        assertThat(alice.last(ServerSignal.Leave.class))
                .isEqualTo(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
    }

    @Test
    void tracksThatWereShownNowhereStayOff() {
        TrackSid sid = alice.publishMicrophone();
        bob.renegotiate();
        bob.signal(new ClientSignal.SyncState(List.of(), List.of(), List.of(sid), Map.of()));
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
    }
}
