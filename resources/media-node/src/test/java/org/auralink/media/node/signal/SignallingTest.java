package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.LEAVE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.OFFER;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG_RESP;
import static livekit.LivekitRtc.SignalResponse.MessageCase.RECONNECT;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REQUEST_RESPONSE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.TRACK_PUBLISHED;
import static livekit.LivekitRtc.SignalResponse.MessageCase.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import livekit.LivekitModels;
import livekit.LivekitModels.DisconnectReason;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.LeaveRequest;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.PublishDataTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignallingTest {
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
    void firstMessageIsTheJoinResponseThenATokenToReconnectWith() throws Exception {
        try (RawClient ada = node.join("ada", "shape")) {
            SignalResponse first = ada.next();
            assertThat(first.getMessageCase()).isEqualTo(JOIN);
            JoinResponse join = first.getJoin();
            assertThat(join.getRoom().getSid()).matches("RM_[0-9A-Za-z]{12}");
            assertThat(join.getRoom().getName()).isEqualTo("shape");
            assertThat(join.getParticipant().getSid()).matches("PA_[0-9A-Za-z]{12}");
            assertThat(join.getParticipant().getIdentity()).isEqualTo("ada");
            assertThat(join.getParticipant().getPermission().getCanPublish()).isTrue();
            assertThat(join.getPingInterval()).isEqualTo(5);
            assertThat(join.getPingTimeout()).isEqualTo(15);
            assertThat(join.getSubscriberPrimary()).isTrue();
            assertThat(join.getFastPublish()).isFalse();
            assertThat(join.getServerInfo().getVersion()).isEqualTo("1.13.5");
            assertThat(join.getServerInfo().getProtocol()).isEqualTo(17);
            assertThat(join.getServerInfo().getNodeId()).isEqualTo(node.node().id());
            assertThat(join.getEnabledPublishCodecsList())
                    .extracting(LivekitModels.Codec::getMime)
                    .containsExactly("video/VP8", "video/H264", "audio/opus");
            SignalResponse token = ada.next(REFRESH_TOKEN);
            assertThat(node.get("/rtc/validate", token.getRefreshToken()).body())
                    .isEqualTo("success");
        }
    }

    @Test
    void newcomerLearnsWhoIsThereAndIsOfferedAConnectionToReceiveOn() throws Exception {
        try (RawClient ada = node.join("ada", "two");
                RawClient bob = node.join("bob", "two")) {
            assertThat(bob.next(JOIN).getJoin().getOtherParticipantsList())
                    .extracting(LivekitModels.ParticipantInfo::getIdentity)
                    .containsExactly("ada");
            SessionDescription offer = bob.next(OFFER).getOffer();
            assertThat(offer.getType()).isEqualTo("offer");
            assertThat(offer.getId()).isPositive();
            assertThat(offer.getSdp()).contains("a=ice-lite").contains("a=fingerprint:sha-256");
            assertThat(ada.next(JOIN).getJoin().getOtherParticipantsList()).isEmpty();
        }
    }

    @Test
    void pingsAreAnsweredInBothForms() throws Exception {
        try (RawClient ada = node.join("ada", "pings")) {
            ada.send(ping());
            assertThat(ada.next(PONG).getPong()).isPositive();
            ada.send(SignalRequest.newBuilder()
                    .setPingReq(Ping.newBuilder().setTimestamp(77))
                    .build());
            assertThat(ada.next(PONG_RESP).getPongResp().getLastPingTimestamp()).isEqualTo(77);
        }
    }

    @Test
    void announcedTrackGetsItsIdAtOnce() throws Exception {
        try (RawClient ada = node.join("ada", "track")) {
            ada.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder()
                            .setCid("mic-1")
                            .setType(LivekitModels.TrackType.AUDIO)
                            .setSource(LivekitModels.TrackSource.MICROPHONE))
                    .build());
            SignalResponse answer = ada.next(TRACK_PUBLISHED);
            assertThat(answer.getTrackPublished().getCid()).isEqualTo("mic-1");
            assertThat(answer.getTrackPublished().getTrack().getSid()).matches("TR_AM[0-9A-Za-z]{12}");
        }
    }

    @Test
    void trackThatMayNotBePublishedIsRefused() throws Exception {
        String token = Tokens.of("eve", "{\"roomJoin\":true,\"room\":\"listen\",\"canPublish\":false}");
        try (RawClient eve = RawClient.connect(node.port(), token, "")) {
            assertThat(eve.next(JOIN).getJoin().getFastPublish()).isFalse();
            eve.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder().setCid("c").setType(LivekitModels.TrackType.VIDEO))
                    .build());
            assertThat(eve.next(REQUEST_RESPONSE).getRequestResponse().getReasonValue())
                    .isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeToldToOthersIsRefusedByItsName() throws Exception {
        String token = Tokens.of("ada", "{\"roomJoin\":true,\"room\":\"texts\",\"canUpdateOwnMetadata\":true}");
        try (RawClient ada = RawClient.connect(node.port(), token, "")) {
            ada.next(JOIN);
            ada.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                            .setRequestId(7)
                            .setName("a\u202eb"))
                    .build());
            var refused = ada.next(REQUEST_RESPONSE).getRequestResponse();
            assertThat(refused.getRequestId()).isEqualTo(7);
            assertThat(refused.getMessage())
                    .isEqualTo("name: bidirectional control characters (U+202E) are not allowed");
            ada.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder()
                            .setCid("mic")
                            .setType(LivekitModels.TrackType.AUDIO)
                            .setName("\u200b"))
                    .build());
            refused = ada.next(REQUEST_RESPONSE).getRequestResponse();
            assertThat(refused.getAddTrack().getCid()).isEqualTo("mic");
            assertThat(refused.getMessage()).isEqualTo("add_track.name: nothing of it can be seen");
            ada.sendText("{\"updateMetadata\":{\"requestId\":8,\"metadata\":\"\\ud83c\"}}");
            assertThat(ada.nextText()).contains("metadata: half of a character (U+D83C) cannot be stored");
            ada.send(SignalRequest.newBuilder()
                    .setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                            .setRequestId(9)
                            .setMetadata("one\n\ttwo"))
                    .build());
            assertThat(ada.next(UPDATE).getUpdate().getParticipants(0).getMetadata())
                    .isEqualTo("one\n\ttwo");
        }
    }

    @Test
    void garbageClosesItsOwnConnectionOnlyAndIsCounted() throws Exception {
        long before = node.node().signalling().total(Outcome.MALFORMED);
        try (RawClient good = node.join("good", "garbage");
                RawClient bad = node.join("bad", "garbage")) {
            bad.next(JOIN);
            bad.sendBytes(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3});
            assertThat(bad.closeCode()).isEqualTo(1007);
            assertThat(node.node().signalling().total(Outcome.MALFORMED)).isEqualTo(before + 1);
            good.send(ping());
            assertThat(good.next(PONG).getPong()).isPositive();
        }
    }

    @Test
    void nonsenseInsideValidMessagesHarmsNobody() throws Exception {
        try (RawClient good = node.join("good", "nonsense");
                RawClient bad = node.join("bad", "nonsense")) {
            bad.send(SignalRequest.newBuilder()
                    .setOffer(SessionDescription.newBuilder()
                            .setSdp("v=9\r\nrubbish")
                            .setId(3))
                    .build());
            bad.send(SignalRequest.newBuilder()
                    .setAnswer(SessionDescription.newBuilder().setSdp("").setId(99))
                    .build());
            bad.send(SignalRequest.getDefaultInstance());
            good.send(ping());
            assertThat(good.next(PONG).getPong()).isPositive();
            try (RawClient late = node.join("late", "nonsense")) {
                assertThat(late.next(JOIN).getJoin().getRoom().getName()).isEqualTo("nonsense");
            }
        }
    }

    @Test
    void floodOfMessagesIsCutOff() throws Exception {
        try (RawClient flood = node.join("flood", "flood")) {
            flood.next(JOIN);
            flood.tryToSend(ping(), 2000);
            assertThat(flood.closeCode()).isEqualTo(1008);
            assertThat(node.node().signalling().total(Outcome.TOO_MUCH)).isPositive();
        }
    }

    @Test
    void framesThatAreNoMessagesCountLikeThoseThatAre() throws Exception {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        List<Function<WebSocket, CompletableFuture<WebSocket>>> floods = List.of(
                socket -> socket.sendPing(nothing.duplicate()),
                socket -> socket.sendPong(nothing.duplicate()),
                socket -> socket.sendBinary(nothing.duplicate(), false));
        for (int i = 0; i < floods.size(); i++) {
            try (RawClient flood = node.join("flood" + i, "frames")) {
                flood.next(JOIN);
                flood.tryTo(floods.get(i), 2000);
                assertThat(flood.closeCode()).isEqualTo(1008);
                assertThat(flood.closeReason()).isEqualTo("too many messages");
            }
        }
    }

    @Test
    void aMessageThatWouldTakeMinutesToReadIsRefusedInWords() throws Exception {
        String digits = "9".repeat(60_000);
        try (RawClient bad = node.join("bad", "costly")) {
            bad.next(JOIN);
            bad.sendText("{\"pingReq\":{\"timestamp\":\"" + digits + "\"}}");
            assertThat(bad.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("message: a number of more than 64 characters");
            bad.sendText("{\"addTrack\":{\"width\":1e999999999}}");
            assertThat(bad.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("message: an exponent of more than 3 digits");
            bad.sendText("{\"pingReq\":{\"timestamp\":\"" + digits.repeat(2) + "\"}}");
            assertThat(bad.next(REQUEST_RESPONSE).getRequestResponse().getReason())
                    .isEqualTo(RequestResponse.Reason.LIMIT_EXCEEDED);
            bad.send(ping());
            assertThat(bad.next(PONG).getPong()).isPositive();
        }
    }

    @Test
    void aDescriptionThatCannotBeReadIsAnsweredInWords() throws Exception {
        try (RawClient ada = node.join("ada", "unreadable")) {
            ada.next(OFFER);
            ada.send(SignalRequest.newBuilder()
                    .setOffer(SessionDescription.newBuilder().setSdp("rubbish").setId(3))
                    .build());
            assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .isEqualTo("offer: does not begin with v=0");
            ada.send(SignalRequest.newBuilder()
                    .setAnswer(SessionDescription.newBuilder().setSdp("").setId(99))
                    .build());
            assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getMessage())
                    .startsWith("answer: ");
        }
    }

    @Test
    void whatIsNotSupportedIsSaidWhereTheClientWaits() throws Exception {
        try (RawClient ada = node.join("ada", "unsupported")) {
            ada.send(SignalRequest.newBuilder()
                    .setPublishDataTrackRequest(
                            PublishDataTrackRequest.newBuilder().setPubHandle(1))
                    .build());
            assertThat(ada.next(REQUEST_RESPONSE).getRequestResponse().getReasonValue())
                    .isEqualTo(5);
        }
    }

    @Test
    void textFramesAreAnsweredAsText() throws Exception {
        try (RawClient ada = node.join("ada", "json")) {
            ada.next(JOIN);
            ada.sendText("{\"pingReq\":{\"timestamp\":\"5\"}}");
            String text = ada.nextText();
            while (!text.contains("pongResp")) {
                text = ada.nextText();
            }
            assertThat(text).contains("\"lastPingTimestamp\":\"5\"");
        }
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

    private static void assertJoinAnew(SignalResponse first) {
        assertThat(first.getMessageCase()).isEqualTo(LEAVE);
        assertThat(first.getLeave().getReason()).isEqualTo(DisconnectReason.STATE_MISMATCH);
        assertThat(first.getLeave().getAction()).isEqualTo(LeaveRequest.Action.RECONNECT);
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

    @Test
    void newerSignallingPathIsUnknownSoThatClientsFallBack() throws Exception {
        assertThat(node.get("/rtc/v1", Tokens.join("ada", "v1")).statusCode()).isEqualTo(404);
        var validate = node.get("/rtc/v1/validate", Tokens.join("ada", "v1"));
        assertThat(validate.statusCode()).isEqualTo(404);
        assertThat(validate.body()).isEmpty();
        assertThat(validate.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    }
}
