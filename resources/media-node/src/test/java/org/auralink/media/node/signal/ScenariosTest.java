package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.OFFER;
import static livekit.LivekitRtc.SignalResponse.MessageCase.RECONNECT;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REQUEST_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.CandidateProtocol;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SimulateScenario;
import livekit.LivekitRtc.UpdateVideoLayers;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client's WebSocket goes through when it asks for it. */
@Timeout(60)
class ScenariosTest {
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void simulate(RawClient client, UnaryOperator<SimulateScenario.Builder> scenario) {
        client.send(SignalRequest.newBuilder()
                .setSimulate(scenario.apply(SimulateScenario.newBuilder()))
                .build());
    }

    private static RawClient resume(String identity, String room, String sid) {
        return RawClient.connect(node.port(), Tokens.join(identity, room), "&reconnect=1&sid=" + sid);
    }

    @Test
    void afterAFailureOfItsNodeAClientConnectsAnew() throws Exception {
        try (RawClient ada = node.join("ada", "failure")) {
            String sid = ada.next(JOIN).getJoin().getParticipant().getSid();
            simulate(ada, scenario -> scenario.setNodeFailure(true));
            assertThat(ada.closeCode()).isEqualTo(1001);
            try (RawClient back = resume("ada", "failure", sid)) {
                assertThat(back.next().getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
            }
            try (RawClient anew = node.join("ada", "failure")) {
                assertThat(anew.next(JOIN).getJoin().getParticipant().getSid()).isNotEqualTo(sid);
            }
        }
    }

    @Test
    void theServerSaysGoodbyeAndCloses() throws Exception {
        try (RawClient ada = node.join("ada", "leave");
                RawClient bob = node.join("bob", "leave")) {
            simulate(ada, scenario -> scenario.setServerLeave(true));
            LeaveRequest leave = ada.next(LEAVE).getLeave();
            assertThat(leave.getReason()).isEqualTo(DisconnectReason.SERVER_SHUTDOWN);
            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
            assertThat(leave.getCanReconnect()).isFalse();
            assertThat(ada.closeCode()).isEqualTo(1000);
            simulate(bob, scenario -> scenario.setLeaveRequestFullReconnect(true));
            assertThat(bob.next(LEAVE).getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
            assertThat(bob.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void theConnectionOfTheNextResumeIsLost() throws Exception {
        try (RawClient ada = node.join("ada", "resume")) {
            String sid = ada.next(JOIN).getJoin().getParticipant().getSid();
            simulate(ada, scenario -> scenario.setDisconnectSignalOnResumeNoMessages(true));
            settled(ada);
            try (RawClient silent = resume("ada", "resume", sid)) {
                assertThat(silent.closeCode()).isEqualTo(1001);
                assertThat(silent.received()).isZero();
            }
            try (RawClient back = resume("ada", "resume", sid)) {
                assertThat(back.next().getMessageCase()).isEqualTo(RECONNECT);
                simulate(back, scenario -> scenario.setDisconnectSignalOnResume(true));
                settled(back);
                try (RawClient lost = resume("ada", "resume", sid)) {
                    assertThat(lost.next().getMessageCase()).isEqualTo(RECONNECT);
                    assertThat(lost.closeCode()).isEqualTo(1001);
                }
            }
        }
    }

    /** For livekit-client in Firefox, one that is closed in the same instant was never open. */
    @Test
    void aConnectionThatIsOverAtOnceIsOpenForAMoment() throws Exception {
        try (RawClient lost = resume("ada", "unknown", "PA_unknown")) {
            long open = System.nanoTime();
            assertThat(lost.next().getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
            assertThat(lost.closeCode()).isEqualTo(1000);
            assertThat(System.nanoTime() - open).isGreaterThan(50_000_000L);
        }
    }

    /** What was sent before has reached the room: an offer is answered there. */
    private static void settled(RawClient client) throws InterruptedException {
        client.send(SignalRequest.newBuilder()
                .setSimulate(SimulateScenario.newBuilder().setSwitchCandidateProtocol(CandidateProtocol.UDP))
                .build());
        client.send(SignalRequest.newBuilder()
                .setOffer(livekit.LivekitRtc.SessionDescription.newBuilder().setSdp("rubbish"))
                .build());
        client.next(REQUEST_RESPONSE);
    }

    @Test
    void aScenarioThatCannotHappenHereIsRefusedInWords() throws Exception {
        try (RawClient ada = node.join("ada", "refused")) {
            simulate(ada, scenario -> scenario.setSwitchCandidateProtocol(CandidateProtocol.TLS));
            RequestResponse refused = ada.next(REQUEST_RESPONSE).getRequestResponse();
            assertThat(refused.getReason()).isEqualTo(RequestResponse.Reason.UNSUPPORTED_TYPE);
            assertThat(refused.getMessage())
                    .isEqualTo("simulate.switch_candidate_protocol: this node has no relay over TLS (turn.tls_port)");
            simulate(ada, scenario -> scenario);
            assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("simulate: not a scenario that this server knows");
        }
    }

    @Test
    void aDeprecatedMessageIsAcceptedWithoutEffect() throws Exception {
        long before = node.node().signalling().total(Outcome.UNSUPPORTED);
        try (RawClient ada = node.join("ada", "layers")) {
            ada.next(OFFER);
            ada.send(SignalRequest.newBuilder()
                    .setUpdateLayers(UpdateVideoLayers.newBuilder().setTrackSid("TR_1"))
                    .build());
            ada.send(SignalRequest.newBuilder().setPing(1).build());
            SignalResponse next = ada.next();
            while (!next.hasPong()) {
                assertThat(next.hasRequestResponse()).isFalse();
                next = ada.next();
            }
            assertThat(node.node().signalling().total(Outcome.UNSUPPORTED)).isEqualTo(before);
        }
    }
}
