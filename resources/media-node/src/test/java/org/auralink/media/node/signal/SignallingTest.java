package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.OFFER;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG_RESP;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REFRESH_TOKEN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.REQUEST_RESPONSE;
import static livekit.LivekitRtc.SignalResponse.MessageCase.TRACK_PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;

import livekit.LivekitModels;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.JoinResponse;
import livekit.LivekitRtc.Ping;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.RunningNode;
import org.auralink.media.node.protocol.NodeFacts;
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client hears when it joins, and when it asks for what it may have. */
@Timeout(60)
class SignallingTest {
    @RegisterExtension
    static final RunningNode NODE = new RunningNode();

    @Test
    void firstMessageIsTheJoinResponseThenATokenToReconnectWith() throws Exception {
        try (RawClient ada = NODE.join("ada", "shape")) {
            SignalResponse first = ada.next();
            assertThat(first.getMessageCase()).isEqualTo(JOIN);
            JoinResponse join = first.getJoin();
            assertThat(join.getRoom().getSid()).matches("RM_[0-9A-Za-z]{12}");
            assertThat(join.getRoom().getName()).isEqualTo("shape");
            assertThat(join.getParticipant().getSid()).matches("PA_[0-9A-Za-z]{12}");
            assertThat(join.getParticipant().getIdentity()).isEqualTo("ada");
            assertThat(join.getParticipant().getPermission().getCanPublish()).isTrue();
            assertThat(join.getPingInterval()).isEqualTo(NodeFacts.PING_INTERVAL_SECONDS);
            assertThat(join.getPingTimeout()).isEqualTo(NodeFacts.PING_TIMEOUT_SECONDS);
            assertThat(join.getSubscriberPrimary()).isTrue();
            assertThat(join.getFastPublish()).isTrue();
            assertThat(join.getServerInfo().getVersion()).isEqualTo("1.13.5");
            assertThat(join.getServerInfo().getProtocol()).isEqualTo(17);
            assertThat(join.getServerInfo().getNodeId())
                    .isEqualTo(NODE.get().node().id());
            assertThat(join.getEnabledPublishCodecsList())
                    .extracting(LivekitModels.Codec::getMime)
                    .containsExactly(
                            "video/VP8",
                            "video/H264",
                            "video/VP9",
                            "video/AV1",
                            "audio/opus",
                            "audio/red",
                            "audio/PCMU",
                            "audio/PCMA");
            SignalResponse token = ada.next(REFRESH_TOKEN);
            assertThat(NODE.get().get("/rtc/validate", token.getRefreshToken()).body())
                    .isEqualTo("success");
        }
    }

    @Test
    void newcomerLearnsWhoIsThereAndIsOfferedAConnectionToReceiveOn() throws Exception {
        try (RawClient ada = NODE.join("ada", "two");
                RawClient bob = NODE.join("bob", "two")) {
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
        try (RawClient ada = NODE.join("ada", "pings")) {
            ada.send(RawClient.ping());
            assertThat(ada.next(PONG).getPong()).isPositive();
            ada.send(SignalRequest.newBuilder()
                    .setPingReq(Ping.newBuilder().setTimestamp(77))
                    .build());
            assertThat(ada.next(PONG_RESP).getPongResp().getLastPingTimestamp()).isEqualTo(77);
        }
    }

    @Test
    void announcedTrackGetsItsIdAtOnce() throws Exception {
        try (RawClient ada = NODE.join("ada", "track")) {
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
        try (RawClient eve = RawClient.connect(NODE.port(), token, "")) {
            assertThat(eve.next(JOIN).getJoin().getFastPublish()).isFalse();
            eve.send(SignalRequest.newBuilder()
                    .setAddTrack(AddTrackRequest.newBuilder().setCid("c").setType(LivekitModels.TrackType.VIDEO))
                    .build());
            assertThat(eve.next(REQUEST_RESPONSE).getRequestResponse().getReasonValue())
                    .isEqualTo(2);
        }
    }

    @Test
    void textFramesAreAnsweredAsText() throws Exception {
        try (RawClient ada = NODE.join("ada", "json")) {
            ada.next(JOIN);
            ada.sendText("{\"pingReq\":{\"timestamp\":\"5\"}}");
            String text = ada.nextText();
            while (!text.contains("pongResp")) {
                text = ada.nextText();
            }
            assertThat(text).contains("\"lastPingTimestamp\":\"5\"");
        }
    }
}
