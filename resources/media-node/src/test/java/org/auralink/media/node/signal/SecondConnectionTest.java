package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import livekit.LivekitModels;
import livekit.LivekitRtc.JoinResponse;
import org.auralink.media.node.RunningNode;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody who publishes over a second connection, with the same token. */
@Timeout(60)
class SecondConnectionTest {
    @RegisterExtension
    static final RunningNode NODE = new RunningNode();

    @Test
    void itIsAParticipantBesideTheFirstThatReceivesNothing() throws Exception {
        String token = Tokens.join("ada", "twice");
        try (RawClient first = NODE.join("ada", "twice")) {
            first.next(JOIN);
            try (RawClient second = RawClient.connect(NODE.get().port(), token, "&publish=screen")) {
                JoinResponse join = second.next(JOIN).getJoin();
                assertThat(join.getParticipant().getIdentity()).isEqualTo("ada#screen");
                assertThat(join.getParticipant().getPermission().getCanPublish())
                        .isTrue();
                assertThat(join.getParticipant().getPermission().getCanSubscribe())
                        .isFalse();
                assertThat(join.getSubscriberPrimary()).isFalse();
                assertThat(join.getOtherParticipantsList())
                        .extracting(LivekitModels.ParticipantInfo::getIdentity)
                        .containsExactly("ada");
                String refreshed = second.next(REFRESH_TOKEN).getRefreshToken();
                try (RawClient again = RawClient.connect(NODE.get().port(), refreshed, "&publish=screen")) {
                    assertThat(again.next(JOIN).getJoin().getParticipant().getIdentity())
                            .isEqualTo("ada#screen");
                }
            }
        }
    }

    @Test
    void allNamesOfOneTokenHaveOneBudget() throws Exception {
        String token = Tokens.join("eve", "many");
        int status = 200;
        for (int i = 0; i < 60 && status == 200; i++) {
            status = NODE.get().get("/rtc/validate?publish=p" + i, token).statusCode();
        }
        assertThat(status).isEqualTo(429);
    }

    @Test
    void whoWasRemovedComesBackUnderNoName() throws Exception {
        String token = Tokens.join("mallory", "gone");
        try (RawClient mallory = RawClient.connect(NODE.get().port(), token, "")) {
            mallory.next(JOIN);
            NODE.get()
                    .post(
                            "RoomService/RemoveParticipant",
                            Tokens.admin("gone"),
                            "{\"room\":\"gone\",\"identity\":\"mallory\"}");
            assertThat(NODE.get().get("/rtc/validate?publish=x", token).statusCode())
                    .isEqualTo(403);
        }
    }
}
