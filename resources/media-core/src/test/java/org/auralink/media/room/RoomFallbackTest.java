package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ClientSignal.Scenario;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** Which ways a client is shown whose connection did not last, and one that wants to try them. */
class RoomFallbackTest {
    private final TestRoom test = reachable(new TestRoom(), true, true);

    private static TestRoom reachable(TestRoom room, boolean tcp, boolean relay) {
        List<IceCandidate> candidates = new ArrayList<>(room.transports.candidates);
        if (tcp) {
            candidates.add(IceCandidate.passive("192.0.2.1", 7881, 0));
        }
        room.transports.candidates = candidates;
        room.transports.relay = relay;
        return room;
    }

    private static List<String> shown(TestClient client) {
        return shown(client.last(ServerSignal.Offer.class));
    }

    private static List<String> shown(ServerSignal.Offer offer) {
        return offer.description()
                .sdp()
                .lines()
                .filter(line -> line.startsWith("a=candidate:"))
                .map(line -> line.split(" ")[2])
                .distinct()
                .toList();
    }

    private static Reach told(TestClient client) {
        return client.last(ServerSignal.Joined.class).reach();
    }

    private void fail(TestClient client) {
        client.receiving().become(test.now, TransportState.FAILED, FailureReason.CONSENT_EXPIRED);
    }

    @Test
    void whoseConnectionsDoNotLastIsShownLessEachTimeAndThenAllAgain() {
        TestClient bob = test.connected("bob");
        assertThat(told(bob)).isEqualTo(Reach.ANY);
        assertThat(shown(bob)).containsExactly("udp", "tcp");
        fail(bob);
        assertThat(bob.last(ServerSignal.Leave.class).action()).isEqualTo(LeaveAction.RECONNECT);

        bob = test.connected("bob");
        assertThat(told(bob)).isEqualTo(Reach.TCP);
        assertThat(shown(bob)).containsExactly("tcp");
        fail(bob);

        bob = test.connected("bob");
        assertThat(told(bob)).isEqualTo(Reach.RELAY);
        assertThat(shown(bob)).containsExactly("udp", "tcp");
        fail(bob);

        assertThat(told(test.connected("bob"))).isEqualTo(Reach.ANY);
        assertThat(told(test.connected("alice"))).isEqualTo(Reach.ANY);
    }

    @Test
    void whoNeverConnectedIsShownLessToo() {
        TestClient bob = test.join("bob");
        fail(bob);

        assertThat(told(test.join("bob"))).isEqualTo(Reach.TCP);
    }

    @Test
    void aConnectionThatLastedDidNotFailBecauseOfItsWay() {
        TestClient bob = test.connected("bob");
        test.pass(90_000);
        fail(bob);

        assertThat(told(test.connected("bob"))).isEqualTo(Reach.ANY);
    }

    @Test
    void whatFailedIsForgottenAfterAWhile() {
        fail(test.connected("bob"));
        // Somebody stays, so that the room does.
        test.connected("alice");
        test.pass(300_000);

        assertThat(told(test.connected("bob"))).isEqualTo(Reach.ANY);
    }

    @Test
    void whoResumesBecauseItsMediaFailedIsShownLess() {
        TestClient bob = test.connected("bob");
        bob.vanish();
        List<ServerSignal> resumed = new ArrayList<>();
        test.room.resume(test.now, bob.participant.sid(), resumed::add, true);

        assertThat(((ServerSignal.Resumed) resumed.get(0)).reach()).isEqualTo(Reach.TCP);
        assertThat(shown((ServerSignal.Offer) resumed.get(3))).containsExactly("tcp");
    }

    @Test
    void whoResumesForAnotherReasonIsShownTheSame() {
        TestClient bob = test.connected("bob");
        bob.vanish();
        List<ServerSignal> resumed = new ArrayList<>();
        test.room.resume(test.now, bob.participant.sid(), resumed::add, false);

        assertThat(((ServerSignal.Resumed) resumed.get(0)).reach()).isEqualTo(Reach.ANY);
    }

    @Test
    void stepsThatTheNodeDoesNotOfferAreLeftOut() {
        for (boolean relay : new boolean[] {false, true}) {
            TestRoom room = reachable(new TestRoom(), false, relay);
            TestClient bob = room.connected("bob");
            bob.receiving().become(room.now, TransportState.FAILED, FailureReason.CONSENT_EXPIRED);
            assertThat(told(room.connected("bob"))).isEqualTo(relay ? Reach.RELAY : Reach.ANY);
        }
    }

    @Test
    void aClientWithoutTcpIsSentToTheRelay() {
        var request = new JoinRequest(
                new ParticipantIdentity("gopher"),
                "",
                "",
                Map.of(),
                Permission.ALL,
                0,
                true,
                true,
                17,
                2,
                List.of(),
                false,
                true,
                false);
        TestClient gopher = test.join(request);
        gopher.answerAndConnect();
        fail(gopher);

        assertThat(told(test.join(request))).isEqualTo(Reach.RELAY);
    }

    @Test
    void whereItIsSwitchedOffAllIsShownHoweverOftenItFails() {
        var tuning = new RoomTuning(KeyFrameSpacing.DEFAULT, SpeakerRule.DEFAULT, 5_000_000_000L, false);
        TestRoom room = reachable(new TestRoom(tuning), true, true);
        for (int n = 0; n < 3; n++) {
            TestClient bob = room.connected("bob");
            assertThat(told(bob)).isEqualTo(Reach.ANY);
            bob.receiving().become(room.now, TransportState.FAILED, FailureReason.CONSENT_EXPIRED);
        }
    }

    @Test
    void whoWantsToTryTcpResumesAndIsShownNothingElse() {
        TestClient bob = test.connected("bob");
        bob.signal(new ClientSignal.Simulate(Scenario.FORCE_TCP));
        assertThat(bob.last(ServerSignal.Leave.class).action()).isEqualTo(LeaveAction.RESUME);
        List<ServerSignal> resumed = new ArrayList<>();
        test.room.resume(test.now, bob.participant.sid(), resumed::add);

        assertThat(shown((ServerSignal.Offer) resumed.get(3))).containsExactly("tcp");
    }

    @Test
    void whoWantsToTryTlsConnectsAnewAndIsSentThroughTheRelay() {
        TestClient bob = test.connected("bob");
        bob.signal(new ClientSignal.Simulate(Scenario.FORCE_RELAY));
        assertThat(bob.last(ServerSignal.Leave.class).action()).isEqualTo(LeaveAction.RECONNECT);

        assertThat(told(test.connected("bob"))).isEqualTo(Reach.RELAY);
    }

    /** LiveKit's Go SDK closes its connections at once after it has asked, and comes back by itself. */
    @Test
    void whoClosesItsMediaBeforeItsWishIsReadIsSentThroughTheRelayToo() {
        TestClient bob = test.connected("bob");
        bob.closeMedia();
        bob.signal(new ClientSignal.Simulate(Scenario.FORCE_RELAY));

        assertThat(told(test.connected("bob"))).isEqualTo(Reach.RELAY);
    }

    @Test
    void aWayThatIsNotThereIsRefusedInWords() {
        TestRoom room = new TestRoom();
        TestClient bob = room.connected("bob");
        bob.signal(new ClientSignal.Simulate(Scenario.FORCE_TCP));
        assertThat(bob.last(ServerSignal.RequestAnswered.class).message())
                .startsWith("simulate.switch_candidate_protocol: ")
                .contains("rtc.tcp_port");
        bob.signal(new ClientSignal.Simulate(Scenario.FORCE_RELAY));
        assertThat(bob.last(ServerSignal.RequestAnswered.class).message()).contains("turn.tls_port");
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
    }
}
