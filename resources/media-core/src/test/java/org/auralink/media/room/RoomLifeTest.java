package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.junit.jupiter.api.Test;

class RoomLifeTest {
    private static final Permission HIDDEN =
            new Permission(true, true, true, Set.of(), true, false, false, false, false);

    private static final Permission AGENT = new Permission(true, true, true, Set.of(), false, false, true, true, false);
    private static final Permission RECORDER =
            new Permission(true, false, false, Set.of(), true, true, false, false, false);

    private final TestRoom test = new TestRoom();

    private static ServerSignal.Leave leave(DisconnectReason reason) {
        return new ServerSignal.Leave(reason, LeaveAction.DISCONNECT);
    }

    @Test
    void aRoomThatNobodyEntersClosesAfterItsTimeout() {
        test.pass(299_999);
        assertThat(test.room.closed()).isFalse();
        test.pass(1);
        assertThat(test.room.closed()).isTrue();
        assertThat(test.events).containsExactly("roomStarted", "roomFinished");
        assertThat(test.room.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
        test.pass(1_000_000);
        assertThat(test.events).hasSize(2);
    }

    @Test
    void aRoomOutlivesItsLastParticipantForAWhile() {
        TestClient alice = test.connected("alice");
        test.pass(600_000);
        assertThat(test.room.closed()).isFalse();
        alice.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(19_999);
        assertThat(test.room.closed()).isFalse();
        TestClient bob = test.connected("bob");
        test.pass(60_000);
        assertThat(test.room.closed()).isFalse();
        bob.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(20_000);
        assertThat(test.room.closed()).isTrue();
        assertThat(test.events)
                .containsExactly(
                        "roomStarted",
                        "participantJoined alice",
                        "participantLeft alice",
                        "participantJoined bob",
                        "participantLeft bob",
                        "roomFinished");
    }

    @Test
    void aRoomIsNotKeptOpenByAgentsAndRecorders() {
        TestClient alice = test.connected("alice");
        TestClient agent = test.join(TestRoom.request("agent", AGENT));
        TestClient recorder = test.join(TestRoom.request("recorder", RECORDER));
        agent.answerAndConnect();
        recorder.answerAndConnect();
        assertThat(test.room.info().participants()).isEqualTo(1);
        test.pass(60_000);
        alice.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(15_000);
        recorder.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(4_999);
        assertThat(test.room.closed()).isFalse();
        test.pass(1);
        assertThat(test.room.closed()).isTrue();
        assertThat(agent.signals).endsWith(leave(DisconnectReason.ROOM_CLOSED));
    }

    @Test
    void whoWaitsInARoomForOthersDoesNotMakeItWaitLonger() {
        test.pass(200_000);
        TestClient agent = test.join(TestRoom.request("agent", AGENT));
        agent.answerAndConnect();
        test.pass(99_999);
        assertThat(test.room.closed()).isFalse();
        test.pass(1);
        assertThat(test.room.closed()).isTrue();
    }

    @Test
    void agentsTakeNobodysPlace() {
        var small = new TestRoom(new RoomOptions(300, 20, 1, List.of("audio/opus"), ""), 1);
        small.join(TestRoom.request("agent", AGENT));
        small.join("alice");
        small.join(TestRoom.request("another", AGENT));
        JoinOutcome outcome = small.room.join(
                small.now,
                TestRoom.request("bob", Permission.ALL),
                signal -> assertThat(signal).isNull());
        assertThat(outcome).isEqualTo(new JoinOutcome.Refused(JoinOutcome.Reason.ROOM_FULL));
    }

    @Test
    void theJoinResponseComesFirstAndTellsEverythingThatIsThere() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.join("bob");
        assertThat(bob.signals.get(0)).isInstanceOf(ServerSignal.Joined.class);
        ServerSignal.Joined joined = bob.last(ServerSignal.Joined.class);
        assertThat(joined.participant().sid()).isEqualTo(bob.participant.sid());
        assertThat(joined.others()).extracting(ParticipantInfo::sid).containsExactly(alice.participant.sid());
        assertThat(joined.others().get(0).state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat(joined.enabledCodecs())
                .containsExactly(
                        "video/VP8",
                        "video/H264",
                        "video/VP9",
                        "video/AV1",
                        "audio/opus",
                        "audio/red",
                        "audio/PCMU",
                        "audio/PCMA");
        assertThat(joined.subscriberPrimary()).isTrue();
        assertThat(joined.fastPublish()).isTrue();
        assertThat(joined.room().participants()).isEqualTo(2);
    }

    @Test
    void othersLearnOfSomebodyBeforeDataOfItCanReachThemAndAgainOnceMediaCanFlow() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.join("bob");
        assertThat(lastToldTo(alice).identity()).isEqualTo(new ParticipantIdentity("bob"));
        assertThat(lastToldTo(alice).state()).isEqualTo(ParticipantState.JOINED);
        assertThat(test.events).doesNotContain("participantJoined bob");
        bob.answerAndConnect();
        assertThat(lastToldTo(alice).identity()).isEqualTo(new ParticipantIdentity("bob"));
        assertThat(lastToldTo(alice).state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat(test.events).endsWith("participantJoined bob");
        test.pass(6_000);
        assertThat(alice.last(ServerSignal.RoomUpdated.class).room().participants())
                .isEqualTo(2);
    }

    private static ParticipantInfo lastToldTo(TestClient client) {
        return client.last(ServerSignal.ParticipantsUpdated.class)
                .participants()
                .get(0);
    }

    @Test
    void whoNeverConnectsIsLetGoAndHasNotLeft() {
        TestClient alice = test.join("alice");
        alice.answer();
        test.pass(60_100);
        assertThat(alice.signals.get(alice.signals.size() - 1)).isEqualTo(leave(DisconnectReason.JOIN_FAILURE));
        assertThat(test.events).containsExactly("roomStarted", "participantConnectionAborted alice");
        assertThat(test.transports.stillOpen()).isZero();
    }

    @Test
    void whoGoesBeforeConnectingHasNotLeft() {
        TestClient alice = test.join("alice");
        test.room.signalLost(test.now, alice.participant, alice);
        assertThat(test.events).containsExactly("roomStarted", "participantConnectionAborted alice");
        assertThat(test.room.participants()).isEmpty();
    }

    @Test
    void whoLeavesIsGoneForEverybody() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.connected("bob");
        bob.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        ParticipantInfo told = alice.last(ServerSignal.ParticipantsUpdated.class)
                .participants()
                .get(0);
        assertThat(told.sid()).isEqualTo(bob.participant.sid());
        assertThat(told.state()).isEqualTo(ParticipantState.DISCONNECTED);
        assertThat(told.disconnectReason()).isEqualTo(DisconnectReason.CLIENT_INITIATED);
        assertThat(test.room.participant(new ParticipantIdentity("bob"))).isEmpty();
        assertThat(test.transports.stillOpen()).isEqualTo(1);
        int silent = bob.signals.size();
        bob.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        test.pass(60_000);
        assertThat(bob.signals).hasSize(silent);
        assertThat(test.events).containsOnlyOnce("participantLeft bob");
    }

    @Test
    void theLaterSessionOfAnIdentityWins() {
        TestClient older = test.connected("alice");
        TestClient bob = test.connected("bob");
        TestClient newer = test.connected("alice");
        assertThat(older.signals.get(older.signals.size() - 1)).isEqualTo(leave(DisconnectReason.DUPLICATE_IDENTITY));
        assertThat(newer.participant.sid()).isNotEqualTo(older.participant.sid());
        assertThat(test.room.participants()).hasSize(2);
        assertThat(test.events)
                .containsExactly(
                        "roomStarted",
                        "participantJoined alice",
                        "participantJoined bob",
                        "participantLeft alice",
                        "participantJoined alice");
        List<ParticipantInfo> told = bob.all(ServerSignal.ParticipantsUpdated.class).stream()
                .flatMap(update -> update.participants().stream())
                .filter(info -> !info.identity().value().equals("bob"))
                .toList();
        assertThat(told)
                .extracting(ParticipantInfo::state)
                .containsExactly(ParticipantState.DISCONNECTED, ParticipantState.JOINED, ParticipantState.ACTIVE);
        test.room.signalLost(test.now, older.participant, older);
        assertThat(test.room.participants()).as("the old socket closes late").hasSize(2);
    }

    @Test
    void aFullRoomRefusesExceptWhoIsInIt() {
        var options = new RoomOptions(300, 20, 2, List.of("audio/opus"), "");
        var full = new TestRoom(options, 3);
        full.connected("alice");
        full.connected("bob");
        JoinOutcome outcome = full.room.join(
                full.now,
                TestRoom.request("carol", Permission.ALL),
                signal -> assertThat(signal).isNull());
        assertThat(outcome).isEqualTo(new JoinOutcome.Refused(JoinOutcome.Reason.ROOM_FULL));
        full.connected("bob");
        assertThat(full.room.participants()).hasSize(2);
    }

    @Test
    void aClosedRoomRefuses() {
        test.room.close(test.now, DisconnectReason.ROOM_DELETED);
        JoinOutcome outcome = test.room.join(test.now, TestRoom.request("a", Permission.ALL), signal -> {});
        assertThat(outcome).isEqualTo(new JoinOutcome.Refused(JoinOutcome.Reason.ROOM_CLOSED));
    }

    @Test
    void closingLetsEverybodyGoWithTheReason() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.join("bob");
        test.room.close(test.now, DisconnectReason.SERVER_SHUTDOWN);
        for (TestClient client : List.of(alice, bob)) {
            assertThat(client.signals.get(client.signals.size() - 1))
                    .isEqualTo(leave(DisconnectReason.SERVER_SHUTDOWN));
        }
        test.room.close(test.now, DisconnectReason.SERVER_SHUTDOWN);
        assertThat(test.events)
                .containsExactly(
                        "roomStarted",
                        "participantJoined alice",
                        "participantLeft alice",
                        "participantConnectionAborted bob",
                        "roomFinished");
        assertThat(test.transports.stillOpen()).isZero();
    }

    @Test
    void closingReachesEverybodyWhateverFailsForOne() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.connected("bob");
        alice.publishMicrophone();
        bob.renegotiate();
        alice.failing = true;
        test.failing = "trackUnpublished";
        int toldBefore = bob.all(ServerSignal.ParticipantsUpdated.class).size();
        test.room.close(test.now, DisconnectReason.ROOM_CLOSED);
        assertThat(bob.signals.get(bob.signals.size() - 1)).isEqualTo(leave(DisconnectReason.ROOM_CLOSED));
        assertThat(bob.all(ServerSignal.ParticipantsUpdated.class))
                .as("nobody is told of departures who departs as well")
                .hasSize(toldBefore);
        assertThat(test.room.closed()).isTrue();
        assertThat(test.transports.stillOpen()).isZero();
        assertThat(test.room.participants()).isEmpty();
        assertThat(test.events).endsWith("participantLeft bob", "roomFinished");
    }

    @Test
    void theApplicationRemovesWhomItNames() {
        TestClient alice = test.connected("alice");
        assertThat(test.room.removeParticipant(test.now, new ParticipantIdentity("bob")))
                .isFalse();
        assertThat(test.room.removeParticipant(test.now, new ParticipantIdentity("alice")))
                .isTrue();
        assertThat(alice.signals.get(alice.signals.size() - 1)).isEqualTo(leave(DisconnectReason.PARTICIPANT_REMOVED));
        assertThat(test.events).endsWith("participantLeft alice");
    }

    @Test
    void hiddenParticipantsAreSeenByNobody() {
        TestClient alice = test.connected("alice");
        int before = alice.signals.size();
        TestClient ghost = test.join(TestRoom.request("ghost", HIDDEN));
        ghost.answerAndConnect();
        assertThat(ghost.last(ServerSignal.Joined.class).others()).hasSize(1);
        assertThat(test.room.info().participants()).isEqualTo(1);
        assertThat(test.room.participants()).as("for the application").hasSize(2);
        test.pass(10_000);
        ghost.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        assertThat(alice.signals.subList(before, alice.signals.size()))
                .doesNotHaveAnyElementsOfTypes(ServerSignal.ParticipantsUpdated.class);
        TestClient bob = test.join(TestRoom.request("bob", HIDDEN));
        assertThat(test.join("carol").last(ServerSignal.Joined.class).others()).hasSize(1);
        assertThat(bob.participant.state()).isEqualTo(ParticipantState.JOINED);
    }

    @Test
    void whoseMediaFailsConnectsAnew() {
        TestClient alice = test.connected("alice");
        alice.fail();
        assertThat(alice.signals.get(alice.signals.size() - 1))
                .isEqualTo(new ServerSignal.Leave(DisconnectReason.CONNECTION_TIMEOUT, LeaveAction.RECONNECT));
        assertThat(test.events).endsWith("participantLeft alice");
    }

    /** Clients close both connections in one instant, and datagrams are read sooner. */
    @Test
    void whoClosesItsMediaMaySayWhyBeforeItIsGone() {
        TestClient alice = test.connected("alice");
        TestClient bob = test.connected("bob");
        alice.closeMedia();
        bob.closeMedia();
        alice.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        assertThat(bob.last(ServerSignal.ParticipantsUpdated.class)
                        .participants()
                        .get(0)
                        .disconnectReason())
                .isEqualTo(DisconnectReason.CLIENT_INITIATED);
        test.pass(900);
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
        test.pass(200);
        assertThat(bob.last(ServerSignal.Leave.class))
                .isEqualTo(new ServerSignal.Leave(DisconnectReason.CONNECTION_TIMEOUT, LeaveAction.RECONNECT));
        assertThat(test.events).endsWith("participantLeft bob");
    }

    @Test
    void whoClosesEverythingIsGone() {
        TestClient alice = test.connected("alice");
        alice.closeMedia();
        test.room.signalLost(test.now, alice.participant, alice);
        test.pass(40);
        assertThat(test.events).endsWith("participantLeft alice");
    }

    @Test
    void whoMayNotSubscribeHasNoReceivingConnection() {
        var permission = new Permission(false, true, true, Set.of(), false, false, false, false, false);
        TestClient alice = test.join(TestRoom.request("alice", permission));
        assertThat(alice.last(ServerSignal.Joined.class).subscriberPrimary()).isFalse();
        test.pass(1_000);
        assertThat(alice.all(ServerSignal.Offer.class)).isEmpty();
        alice.publishMicrophone();
        assertThat(test.events).as("its sending connection decides").contains("participantJoined alice");
    }
}
