package org.auralink.media.node.signal;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static livekit.LivekitRtc.SignalResponse.MessageCase.OFFER;
import static livekit.LivekitRtc.SignalResponse.MessageCase.PONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import livekit.LivekitModels;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.MuteTrackRequest;
import livekit.LivekitRtc.RequestResponse;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPermission;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrickleRequest;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send whatever they like, into a room where somebody wants to talk. */
@Timeout(120)
class HostileClientTest {
    private static final int CLIENTS = 10;
    private static final int MESSAGES = 250;

    private static final String OFFER_SDP = """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            a=extmap-allow-mixed
            a=msid-semantic: WMS
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=ice-ufrag:4ZcD
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZu
            a=fingerprint:sha-256 75:74:5A:A6:A4:E5:52:F4:A7:67:4C:01:C7:EE:91:3F:21:3D:A2:E3:53:7B:6F:30:86:F2:30:AA:65:FB:04:24
            a=setup:actpass
            a=mid:0
            a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=sendonly
            a=msid:- mic
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1
            a=rtpmap:63 red/48000/2
            a=fmtp:63 111/111
            a=ssrc:3735928559 cname:x
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            c=IN IP4 0.0.0.0
            a=ice-ufrag:4ZcD
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZu
            a=fingerprint:sha-256 75:74:5A:A6:A4:E5:52:F4:A7:67:4C:01:C7:EE:91:3F:21:3D:A2:E3:53:7B:6F:30:86:F2:30:AA:65:FB:04:24
            a=setup:actpass
            a=mid:1
            a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
            a=sendonly
            a=msid:- cam
            a=rtcp-mux
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rid:q send
            a=rid:h send
            a=simulcast:send q;h
            """.replace("\n", "\r\n");

    private final Random random = new Random(2026);

    @Test
    void roomAndEverybodyElseInItGoOn() throws Exception {
        try (var node = new TestNode("");
                RawClient good = node.join("good", "hostile")) {
            var join = good.next(JOIN).getJoin();
            for (int i = 0; i < CLIENTS; i++) {
                attack(node, "bad" + i, join.getParticipant().getSid());
            }
            good.send(SignalRequest.newBuilder().setPing(1).build());
            assertThat(good.next(PONG).getPong()).isPositive();
            try (RawClient late = node.join("late", "hostile")) {
                var seen = late.next(JOIN).getJoin();
                assertThat(seen.getRoom().getSid())
                        .as("the room was not closed")
                        .isEqualTo(join.getRoom().getSid());
                assertThat(seen.getOtherParticipantsList())
                        .extracting(LivekitModels.ParticipantInfo::getIdentity)
                        .contains("good");
                assertThat(late.next(OFFER).getOffer().getSdp()).isNotEmpty();
            }
            assertThat(node.node().signalling().total(Outcome.JOINED)).isGreaterThan(CLIENTS);
        }
    }

    @Test
    void messageFullOfTracksIsRefusedWithOneAnswer() throws Exception {
        var subscription = UpdateSubscription.newBuilder().setSubscribe(true);
        var settings = UpdateTrackSettings.newBuilder();
        var sync = SyncState.newBuilder();
        for (int i = 0; i < 300_000; i++) {
            subscription.addTrackSids("x");
            settings.addTrackSids("x");
            sync.addTrackSidsDisabled("x");
        }
        List<SignalRequest> floods = List.of(
                SignalRequest.newBuilder().setSubscription(subscription).build(),
                SignalRequest.newBuilder().setTrackSetting(settings).build(),
                SignalRequest.newBuilder().setSyncState(sync).build());
        try (var node = new TestNode("");
                RawClient bad = node.join("bad", "flooded")) {
            bad.next(JOIN);
            bad.next(OFFER);
            for (SignalRequest flood : floods) {
                bad.send(flood);
                bad.send(SignalRequest.newBuilder().setPing(1).build());
                List<SignalResponse> answers = new ArrayList<>();
                for (var next = bad.next(); next.getMessageCase() != PONG; next = bad.next()) {
                    answers.add(next);
                }
                assertThat(answers)
                        .filteredOn(SignalResponse::hasRequestResponse)
                        .extracting(answer -> answer.getRequestResponse().getReason())
                        .containsExactly(RequestResponse.Reason.LIMIT_EXCEEDED);
                assertThat(answers).noneMatch(SignalResponse::hasSubscriptionResponse);
            }
        }
    }

    /** Sends messages until they are all sent or the node has closed the connection. */
    private void attack(TestNode node, String identity, String victim) throws Exception {
        try (RawClient bad = node.join(identity, "hostile")) {
            String own = bad.next(JOIN).getJoin().getParticipant().getSid();
            int offerId = bad.next(OFFER).getOffer().getId();
            for (int i = 0; i < MESSAGES; i++) {
                byte[] message = message(List.of(victim, own, "TR_VC0", "", "x"), offerId)
                        .toByteArray();
                if (random.nextInt(20) == 0 && message.length > 0) {
                    message[random.nextInt(message.length)] = (byte) random.nextInt(256);
                }
                if (!bad.tryToSend(message)) {
                    return;
                }
            }
        }
    }

    private SignalRequest message(List<String> sids, int offerId) {
        var request = SignalRequest.newBuilder();
        String sid = sids.get(random.nextInt(sids.size()));
        switch (random.nextInt(10)) {
            case 0, 1 -> request.setOffer(description(random.nextInt(50)));
            case 2 -> request.setAnswer(description(offerId + random.nextInt(2)));
            case 3 ->
                request.setAddTrack(AddTrackRequest.newBuilder()
                        .setCid(random.nextBoolean() ? "mic" : "cam")
                        .setTypeValue(random.nextInt(4))
                        .setSourceValue(random.nextInt(7))
                        .setSid(random.nextInt(4) == 0 ? sid : "")
                        .setWidth(random.nextInt())
                        .setHeight(random.nextInt())
                        .addLayers(LivekitModels.VideoLayer.newBuilder()
                                .setQualityValue(random.nextInt(6))
                                .setBitrate(random.nextInt())));
            case 4 -> request.setMute(MuteTrackRequest.newBuilder().setSid(sid).setMuted(random.nextBoolean()));
            case 5 ->
                request.setSubscription(
                        UpdateSubscription.newBuilder().addTrackSids(sid).setSubscribe(random.nextBoolean()));
            case 6 ->
                request.setTrackSetting(UpdateTrackSettings.newBuilder()
                        .addTrackSids(sid)
                        .setQualityValue(random.nextInt(9) - 2)
                        .setWidth(random.nextInt())
                        .setDisabled(random.nextBoolean()));
            case 7 ->
                request.setSubscriptionPermission(SubscriptionPermission.newBuilder()
                        .setAllParticipants(random.nextBoolean())
                        .addTrackPermissions(TrackPermission.newBuilder()
                                .setParticipantSid(sid)
                                .addTrackSids(sid)));
            case 8 ->
                request.setSyncState(SyncState.newBuilder()
                        .addTrackSidsDisabled(sid)
                        .addPublishTracks(TrackPublishedResponse.newBuilder()
                                .setTrack(LivekitModels.TrackInfo.newBuilder().setSid(sid))));
            default -> other(request);
        }
        return request.build();
    }

    private void other(SignalRequest.Builder request) {
        if (random.nextBoolean()) {
            request.setTrickle(TrickleRequest.newBuilder()
                    .setCandidateInit(random.nextBoolean() ? "{\"candidate\":\"candidate:x\"}" : "{{{")
                    .setTargetValue(random.nextInt(4)));
        } else {
            request.setUpdateMetadata(UpdateParticipantMetadata.newBuilder()
                    .setName("n".repeat(random.nextInt(400)))
                    .putAttributes("k", "v")
                    .setRequestId(random.nextInt()));
        }
    }

    /** A real offer in which some lines are missing, doubled or damaged. */
    private SessionDescription description(int id) {
        var text = new StringBuilder();
        for (String line : OFFER_SDP.split("\r\n")) {
            int fate = random.nextInt(40);
            if (fate == 0) {
                continue;
            }
            if (fate == 1) {
                text.append(line).append("\r\n");
            }
            if (fate == 2) {
                int at = random.nextInt(line.length());
                text.append(line, 0, at).append((char) random.nextInt(300)).append(line.substring(at));
            } else {
                text.append(line);
            }
            text.append("\r\n");
        }
        return SessionDescription.newBuilder()
                .setTypeBytes(ByteString.copyFromUtf8(random.nextBoolean() ? "offer" : "answer"))
                .setSdp(text.toString())
                .setId(id)
                .build();
    }
}
