package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG;
import static livekit.LivekitRtc.SignalResponse.MessageCase.RECONNECT;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One session of each identity, which goes on over a new connection, and seats for as many as there may be. */
@Timeout(60)
class SessionsOfAnIdentityTest {
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = new TestNode("room: {max_participants: 3}");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static SignalRequest ping() {
        return SignalRequest.newBuilder().setPing(1).build();
    }

    @Test
    void sessionGoesOnOverANewConnection() throws Exception {
        try (RawClient first = node.join("ada", "resume")) {
            String sid = first.next(JOIN).getJoin().getParticipant().getSid();
            String token = first.next(REFRESH_TOKEN).getRefreshToken();
            try (RawClient second = RawClient.connect(node.port(), token, "&reconnect=1&sid=" + sid)) {
                SignalResponse answer = second.next();
                assertThat(answer.getMessageCase()).isEqualTo(RECONNECT);
                assertThat(answer.getReconnect().getServerInfo().getNodeId())
                        .isEqualTo(node.node().id());
                assertThat(second.next(UPDATE).getUpdate().getParticipantsList())
                        .anySatisfy(self -> assertThat(self.getSid()).isEqualTo(sid));
                assertThat(first.closeCode()).isEqualTo(1000);
                second.send(ping());
                assertThat(second.next(PONG).getPong()).isPositive();
            }
        }
    }

    @Test
    void sessionOfSomebodyElseIsNotTakenOver() throws Exception {
        try (RawClient ada = node.join("ada", "thief")) {
            String sid = ada.next(JOIN).getJoin().getParticipant().getSid();
            try (RawClient eve =
                    RawClient.connect(node.port(), Tokens.join("eve", "thief"), "&reconnect=1&sid=" + sid)) {
                assertJoinAnew(eve.next());
            }
            ada.send(ping());
            assertThat(ada.next(PONG).getPong()).isPositive();
        }
    }

    @Test
    void unknownSessionIsToldToJoinAnew() throws Exception {
        try (RawClient lost =
                RawClient.connect(node.port(), Tokens.join("ada", "nowhere"), "&reconnect=1&sid=PA_unknown")) {
            assertJoinAnew(lost.next());
            assertThat(lost.closeCode()).isEqualTo(1000);
        }
    }

    @Test
    void secondSessionOfAnIdentityEndsTheFirst() throws Exception {
        try (RawClient first = node.join("ada", "twice");
                RawClient second = node.join("ada", "twice")) {
            LeaveRequest leave = first.next(LEAVE).getLeave();
            assertThat(leave.getReason()).isEqualTo(DisconnectReason.DUPLICATE_IDENTITY);
            assertThat(leave.getAction()).isEqualTo(LeaveRequest.Action.DISCONNECT);
            assertThat(first.closeCode()).isEqualTo(1000);
            assertThat(second.next(JOIN).getJoin().getOtherParticipantsList()).isEmpty();
        }
    }

    @Test
    void fullRoomIsRefusedBeforeTheUpgrade() throws Exception {
        try (RawClient one = node.join("1", "full");
                RawClient two = node.join("2", "full");
                RawClient three = node.join("3", "full")) {
            three.next(JOIN);
            assertThat(RawClient.refusal(node.port(), Tokens.join("4", "full"))).isEqualTo(500);
            var why = node.get("/rtc/validate", Tokens.join("4", "full"));
            assertThat(why.statusCode()).isEqualTo(500);
            assertThat(why.body()).isEqualTo("room has exceeded its max participants");
            assertThat(node.get("/rtc/validate", Tokens.join("3", "full")).body())
                    .as("whoever is in it may come back")
                    .isEqualTo("success");
            one.send(SignalRequest.newBuilder()
                    .setLeave(LeaveRequest.getDefaultInstance())
                    .build());
            assertThat(one.closeCode()).isEqualTo(1000);
            Waiting.until("a free seat", Duration.ofSeconds(5), () -> {
                try (RawClient next = node.join("4", "full")) {
                    return next.next(JOIN)
                            .getJoin()
                            .getParticipant()
                            .getIdentity()
                            .equals("4");
                } catch (RuntimeException e) {
                    return false;
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            two.send(ping());
            assertThat(two.next(PONG).getPong()).isPositive();
        }
    }

    private static void assertJoinAnew(SignalResponse first) {
        assertThat(first.getMessageCase()).isEqualTo(LEAVE);
        assertThat(first.getLeave().getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
        assertThat(first.getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
    }
}
