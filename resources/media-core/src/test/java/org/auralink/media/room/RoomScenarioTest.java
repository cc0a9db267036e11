package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.SpeakerInfo;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ClientSignal.Scenario;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;
import org.junit.jupiter.api.Test;

class RoomScenarioTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    /** A new signalling connection of somebody who comes back. */
    private static final class Connection implements SignalSink {
        private final List<ServerSignal> signals = new ArrayList<>();
        private boolean open = true;

        @Override
        public void send(ServerSignal signal) {
            signals.add(signal);
        }

        @Override
        public void hangUp() {
            open = false;
        }
    }

    private Connection resume(TestClient client) {
        var connection = new Connection();
        test.room.resume(test.now, client.participant.sid(), connection);
        return connection;
    }

    private static void simulate(TestClient client, Scenario scenario) {
        client.signal(new ClientSignal.Simulate(scenario));
    }

    private ServerSignal last(TestClient client) {
        return client.signals.get(client.signals.size() - 1);
    }

    @Test
    void afterAFailureOfItsNodeTheSessionIsNotKnown() {
        simulate(bob, Scenario.NODE_FAILURE);
        assertThat(bob.hungUp).isTrue();
        assertThat(bob.all(ServerSignal.Leave.class)).as("nobody says goodbye").isEmpty();
        ParticipantInfo told = alice.last(ServerSignal.ParticipantsUpdated.class)
                .participants()
                .get(0);
        assertThat(told.state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(resume(bob).signals)
                .containsExactly(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
        assertThat(test.connected("bob").participant.sid()).isNotEqualTo(bob.participant.sid());
        assertThat(alice.all(ServerSignal.Leave.class)).isEmpty();
    }

    @Test
    void whoMigratesResumesItsSession() {
        TestClient carol = test.connected("carol");
        simulate(bob, Scenario.MIGRATION);
        assertThat(last(bob)).isEqualTo(new ServerSignal.Leave(DisconnectReason.MIGRATION, LeaveAction.RESUME));
        int silent = bob.signals.size();
        carol.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        assertThat(bob.signals).as("a leave is the last message").hasSize(silent);
        Connection back = resume(bob);
        assertThat(back.signals.get(0)).isInstanceOf(ServerSignal.Resumed.class);
        assertThat(((ServerSignal.ParticipantsUpdated) back.signals.get(1)).participants())
                .as("who left meanwhile")
                .extracting(ParticipantInfo::state)
                .contains(ParticipantState.DISCONNECTED);
        test.pass(10_000);
        assertThat(test.events).doesNotContain("participantLeft bob");
    }

    @Test
    void whoIsNotConnectedYetHasNothingToMigrate() {
        TestClient carol = test.join("carol");
        simulate(carol, Scenario.MIGRATION);
        assertThat(last(carol)).isEqualTo(new ServerSignal.Leave(DisconnectReason.MIGRATION, LeaveAction.RECONNECT));
    }

    @Test
    void theServerSaysWhetherToComeBack() {
        simulate(alice, Scenario.SERVER_LEAVE);
        simulate(bob, Scenario.FULL_RECONNECT);
        assertThat(last(alice))
                .isEqualTo(new ServerSignal.Leave(DisconnectReason.SERVER_SHUTDOWN, LeaveAction.DISCONNECT));
        assertThat(last(bob)).isEqualTo(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
        assertThat(test.room.participants()).isEmpty();
    }

    @Test
    void theNextResumeIsLostOnce() {
        simulate(bob, Scenario.SIGNAL_LOST_AFTER_RESUME);
        Connection lost = resume(bob);
        assertThat(lost.signals.get(0)).isInstanceOf(ServerSignal.Resumed.class);
        assertThat(lost.open).isFalse();
        int told = lost.signals.size();
        alice.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        assertThat(lost.signals).hasSize(told);
        Connection kept = resume(bob);
        assertThat(kept.open).isTrue();
        assertThat(((ServerSignal.ParticipantsUpdated) kept.signals.get(1)).participants())
                .extracting(ParticipantInfo::sid)
                .containsExactlyInAnyOrder(alice.participant.sid(), bob.participant.sid());
    }

    @Test
    void theNextResumeIsLostBeforeAWordIsSaid() {
        simulate(bob, Scenario.SIGNAL_LOST_AT_RESUME);
        Connection lost = resume(bob);
        assertThat(lost.signals).isEmpty();
        assertThat(lost.open).isFalse();
        Connection kept = resume(bob);
        assertThat(kept.open).isTrue();
        assertThat(kept.signals.get(0)).isInstanceOf(ServerSignal.Resumed.class);
    }

    @Test
    void aResumeThatComesLateIsKept() {
        simulate(alice, Scenario.SIGNAL_LOST_AFTER_RESUME);
        simulate(bob, Scenario.SIGNAL_LOST_AT_RESUME);
        test.pass(5_000);
        assertThat(resume(alice).open).isTrue();
        assertThat(resume(bob).open).isTrue();
    }

    @Test
    void whoPretendsToSpeakDoesSoForItsTime() {
        alice.publishMicrophone();
        bob.renegotiate();
        test.pass(1_000);
        alice.signal(new ClientSignal.SimulateSpeaking(3));
        test.pass(500);
        var speaking = new ServerSignal.SpeakersChanged(List.of(new SpeakerInfo(alice.participant.sid(), 0.9f, true)));
        assertThat(alice.last(ServerSignal.SpeakersChanged.class)).isEqualTo(speaking);
        assertThat(bob.last(ServerSignal.SpeakersChanged.class)).isEqualTo(speaking);
        test.pass(2_300);
        assertThat(bob.last(ServerSignal.SpeakersChanged.class)).isEqualTo(speaking);
        test.pass(800);
        assertThat(bob.last(ServerSignal.SpeakersChanged.class)
                        .speakers()
                        .get(0)
                        .active())
                .isFalse();
        alice.signal(new ClientSignal.SimulateSpeaking(Integer.MIN_VALUE));
        bob.signal(new ClientSignal.SimulateSpeaking(Integer.MAX_VALUE));
        test.pass(500);
        assertThat(alice.last(ServerSignal.SpeakersChanged.class)
                        .speakers()
                        .get(0)
                        .active())
                .isFalse();
        assertThat(bob.last(ServerSignal.SpeakersChanged.class).speakers())
                .containsExactly(new SpeakerInfo(bob.participant.sid(), 0.9f, true));
    }

    @Test
    void iceBeginsAnewOnRequest() {
        String before = bob.receiving().localCredentials().ufrag();
        simulate(bob, Scenario.ICE_RESTART);
        assertThat(bob.last(ServerSignal.Offer.class).description().sdp())
                .doesNotContain("a=ice-ufrag:" + before + "\r\n");
    }
}
