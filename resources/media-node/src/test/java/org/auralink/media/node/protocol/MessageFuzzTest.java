package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.testkit.fuzz.MessageDoor;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/** What clients and servers send, read as the node reads it: understood or refused in words, and never costly. */
class MessageFuzzTest {
    private static final String SDP = """
            v=0
            o=- 1 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=ice-ufrag:4ZcD
            a=ice-pwd:2/1muCWoOi3uLifh0NuRHlZu
            a=fingerprint:sha-256 75:74:5A
            a=setup:actpass
            a=mid:0
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=sendonly
            a=rtpmap:111 opus/48000/2
            a=fmtp:111 minptime=10;useinbandfec=1
            a=ssrc:3735928559 cname:x
            m=video 9 UDP/TLS/RTP/SAVPF 96 97
            a=mid:1
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rid:q send
            a=rid:h send
            a=simulcast:send q;h
            a=ssrc-group:FID 1 2
            """.replace("\n", "\r\n");

    private static final List<Message> SIGNALS = List.of(
            SignalRequest.newBuilder()
                    .setOffer(LivekitRtc.SessionDescription.newBuilder()
                            .setSdp(SDP)
                            .setType("offer")
                            .setId(1))
                    .build(),
            SignalRequest.newBuilder()
                    .setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                            .setCid("cam")
                            .setTypeValue(1)
                            .setWidth(1280)
                            .addLayers(LivekitModels.VideoLayer.newBuilder()
                                    .setQualityValue(2)
                                    .setBitrate(1_700_000))
                            .addAudioFeaturesValue(1)
                            .addSimulcastCodecs(LivekitRtc.SimulcastCodec.newBuilder()
                                    .setCodec("video/VP8")
                                    .setCid("cam")))
                    .build(),
            SignalRequest.newBuilder()
                    .setSubscription(LivekitRtc.UpdateSubscription.newBuilder()
                            .addTrackSids("TR_1")
                            .addParticipantTracks(
                                    LivekitModels.ParticipantTracks.newBuilder().addTrackSids("TR_2")))
                    .build(),
            SignalRequest.newBuilder()
                    .setTrickle(LivekitRtc.TrickleRequest.newBuilder()
                            .setCandidateInit("{\"candidate\":\"candidate:1 1 udp 2 192.0.2.1 9 typ host\"}"))
                    .build(),
            SignalRequest.newBuilder()
                    .setUpdateMetadata(LivekitRtc.UpdateParticipantMetadata.newBuilder()
                            .setName("Ada")
                            .putAttributes("k", "v"))
                    .build(),
            SignalRequest.newBuilder()
                    .setPublishDataTrackRequest(LivekitRtc.PublishDataTrackRequest.newBuilder()
                            .setPubHandle(1)
                            .setName("gps"))
                    .build(),
            SignalRequest.newBuilder()
                    .setUpdateDataSubscription(LivekitRtc.UpdateDataSubscription.newBuilder()
                            .addUpdates(LivekitRtc.UpdateDataSubscription.Update.newBuilder()
                                    .setTrackSid("DTR_1")
                                    .setSubscribe(true)
                                    .setOptions(LivekitModels.DataTrackSubscriptionOptions.newBuilder()
                                            .setTargetFps(5))))
                    .build(),
            SignalRequest.newBuilder()
                    .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(1_700_000_000_000L))
                    .build());

    private static final List<Message> CALLS = List.of(
            LivekitRoom.CreateRoomRequest.newBuilder()
                    .setName("r")
                    .setEmptyTimeout(5)
                    .putTags("a", "b")
                    .build(),
            LivekitRoom.UpdateParticipantRequest.newBuilder()
                    .setRoom("r")
                    .setIdentity("ada")
                    .putAttributes("k", "v")
                    .setPermission(
                            LivekitModels.ParticipantPermission.newBuilder().addCanPublishSourcesValue(1))
                    .build(),
            LivekitRoom.UpdateSubscriptionsRequest.newBuilder()
                    .setRoom("r")
                    .addTrackSids("TR_1")
                    .build());

    /** A way into the node. */
    private enum Door implements MessageDoor {
        SIGNAL_JSON(InputLimits.SIGNAL_JSON.length(), jsons(SIGNALS)),
        SIGNAL(InputLimits.SIGNAL.length(), binaries(SIGNALS)),
        SERVER_JSON(InputLimits.SERVER_API.length(), jsons(CALLS)),
        SERVER(InputLimits.SERVER_API.length(), binaries(CALLS)),
        SDP(1 << 20, List.of(MessageFuzzTest.SDP.getBytes(StandardCharsets.UTF_8)));

        private final int most;
        private final List<byte[]> seeds;

        Door(int most, List<byte[]> seeds) {
            this.most = most;
            this.seeds = seeds;
        }

        @Override
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public int most() {
            return most;
        }

        @Override
        public List<byte[]> seeds() {
            return seeds;
        }

        @Override
        public void read(byte[] message) {
            try {
                switch (this) {
                    case SIGNAL_JSON -> {
                        var request = SignalRequest.newBuilder();
                        SafeJson.merge(message, request, InputLimits.SIGNAL_JSON);
                        understand(request.build());
                    }
                    case SIGNAL -> {
                        var request = SignalRequest.newBuilder();
                        SafeProtobuf.merge(message, request, InputLimits.SIGNAL);
                        understand(request.build());
                    }
                    case SERVER_JSON -> SafeJson.merge(message, call(message), InputLimits.SERVER_API);
                    case SERVER -> SafeProtobuf.merge(message, call(message), InputLimits.SERVER_API);
                    case SDP ->
                        ClientSignal.offer(
                                new SessionDescription(new String(message, StandardCharsets.UTF_8), 1, Map.of()));
                }
            } catch (InputException e) {
                assertThat(e).message().isNotEmpty().hasSizeLessThan(200);
            }
        }

        private static Message.Builder call(byte[] message) {
            return CALLS.get(message.length % CALLS.size()).newBuilderForType();
        }

        private static void understand(SignalRequest request) {
            if (ClientMessages.entries(request) <= 1_000) {
                ClientMessages.signal(request);
            }
        }

        private static List<byte[]> jsons(List<Message> messages) {
            return messages.stream().map(Door::json).toList();
        }

        private static byte[] json(Message message) {
            try {
                return JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8);
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(e);
            }
        }

        private static List<byte[]> binaries(List<Message> messages) {
            return messages.stream().map(Message::toByteArray).toList();
        }
    }

    private final MessageFuzz fuzz = new MessageFuzz(MessageFuzzTest.class, List.of(Door.values()));

    @Test
    void keptInputsAreReadOrRefusedInTime() {
        fuzz.readKept();
    }

    @Test
    void messagesThatNobodyThoughtOfAreReadOrRefusedInTime() {
        fuzz.readNew();
    }
}
