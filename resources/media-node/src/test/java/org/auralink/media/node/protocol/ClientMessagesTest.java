package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import livekit.LivekitModels;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SessionDescription;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalRequest.MessageCase;
import livekit.LivekitRtc.SignalTarget;
import livekit.LivekitRtc.SimulateScenario;
import livekit.LivekitRtc.SimulcastCodec;
import livekit.LivekitRtc.SubscriptionPermission;
import livekit.LivekitRtc.SyncState;
import livekit.LivekitRtc.TrackPermission;
import livekit.LivekitRtc.TrackPublishedResponse;
import livekit.LivekitRtc.TrickleRequest;
import livekit.LivekitRtc.UpdateParticipantMetadata;
import livekit.LivekitRtc.UpdateSubscription;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.junit.jupiter.api.Test;

class ClientMessagesTest {
    private static final SignalRequest CAMERA = SignalRequest.newBuilder()
            .setAddTrack(AddTrackRequest.newBuilder()
                    .setCid("c1")
                    .setName("cam")
                    .setType(LivekitModels.TrackType.VIDEO)
                    .setSource(LivekitModels.TrackSource.CAMERA)
                    .setWidth(1280)
                    .setHeight(720)
                    .addLayers(LivekitModels.VideoLayer.newBuilder()
                            .setQuality(LivekitModels.VideoQuality.HIGH)
                            .setWidth(1280)
                            .setHeight(720)
                            .setBitrate(1_700_000))
                    .addSimulcastCodecs(
                            SimulcastCodec.newBuilder().setCodec("video/VP8").setCid("c1"))
                    .addSimulcastCodecs(SimulcastCodec.newBuilder()
                            .setCodec("vp9")
                            .setVideoLayerModeValue(2)
                            .addLayers(LivekitModels.VideoLayer.newBuilder().setWidth(640))))
            .build();

    @Test
    void cameraIsAnnouncedWithItsLayersAndCodec() {
        var track = (ClientSignal.AddTrack) ClientMessages.signal(CAMERA).orElseThrow();
        assertThat(track.kind()).isEqualTo(TrackKind.VIDEO);
        assertThat(track.source()).isEqualTo(TrackSource.CAMERA);
        assertThat(track.layers()).containsExactly(new VideoLayer(VideoQuality.HIGH, 1280, 720, 1_700_000));
        assertThat(track.codecs())
                .containsExactly(
                        new ClientSignal.Codec("vp8", "c1"),
                        new ClientSignal.Codec("vp9", "", List.of(new VideoLayer(VideoQuality.LOW, 640, 0, 0)), 2));
        assertThat(track.sid()).isNull();
    }

    @Test
    void subscriptionNamesTracksOfBothLists() {
        var request = SignalRequest.newBuilder()
                .setSubscription(UpdateSubscription.newBuilder()
                        .setSubscribe(true)
                        .addTrackSids("TR_1")
                        .addParticipantTracks(
                                LivekitModels.ParticipantTracks.newBuilder().addTrackSids("TR_2")))
                .build();
        assertThat(ClientMessages.signal(request))
                .contains(
                        new ClientSignal.UpdateSubscription(List.of(new TrackSid("TR_1"), new TrackSid("TR_2")), true));
    }

    @Test
    void candidateIsTakenOutOfItsJsonAndNonsenseMeansNone() {
        assertThat(trickle("{\"candidate\":\"candidate:1 1 udp 2 192.0.2.1 9 typ host\",\"sdpMid\":\"0\"}")
                        .candidate())
                .isEqualTo("candidate:1 1 udp 2 192.0.2.1 9 typ host");
        for (String nonsense : List.of("", "null", "[]", "{", "{\"candidate\":{}}", "\u0000")) {
            assertThat(trickle(nonsense).candidate()).isEmpty();
        }
    }

    @Test
    void entriesOfAllListsOfAMessageAreCounted() {
        var subscription = UpdateSubscription.newBuilder()
                .addTrackSids("TR_1")
                .addParticipantTracks(LivekitModels.ParticipantTracks.newBuilder()
                        .addTrackSids("TR_2")
                        .addTrackSids("TR_3"));
        var settings = UpdateTrackSettings.newBuilder().addTrackSids("TR_1").addTrackSids("TR_2");
        var sync = SyncState.newBuilder()
                .addTrackSidsDisabled("TR_1")
                .addPublishTracks(TrackPublishedResponse.newBuilder());
        var permission = SubscriptionPermission.newBuilder()
                .addTrackPermissions(TrackPermission.newBuilder().addTrackSids("TR_1"));
        var metadata = UpdateParticipantMetadata.newBuilder().putAttributes("a", "b");
        assertThat(ClientMessages.entries(
                        SignalRequest.newBuilder().setSubscription(subscription).build()))
                .isEqualTo(4);
        assertThat(ClientMessages.entries(
                        SignalRequest.newBuilder().setTrackSetting(settings).build()))
                .isEqualTo(2);
        assertThat(ClientMessages.entries(
                        SignalRequest.newBuilder().setSyncState(sync).build()))
                .isEqualTo(2);
        assertThat(ClientMessages.entries(SignalRequest.newBuilder()
                        .setSubscriptionPermission(permission)
                        .build()))
                .isEqualTo(2);
        assertThat(ClientMessages.entries(
                        SignalRequest.newBuilder().setUpdateMetadata(metadata).build()))
                .isOne();
        assertThat(ClientMessages.entries(CAMERA)).isEqualTo(4);
    }

    private static ClientSignal.Trickle trickle(String init) {
        return (ClientSignal.Trickle) ClientMessages.signal(SignalRequest.newBuilder()
                        .setTrickle(TrickleRequest.newBuilder()
                                .setCandidateInit(init)
                                .setTarget(SignalTarget.SUBSCRIBER))
                        .build())
                .orElseThrow();
    }

    /** What the node answers itself, and what it says is not supported or only counts. */
    private static final Set<MessageCase> NOT_FOR_ROOMS = EnumSet.of(
            MessageCase.MESSAGE_NOT_SET,
            MessageCase.PING,
            MessageCase.PING_REQ,
            MessageCase.SIMULATE,
            MessageCase.UPDATE_LAYERS);

    @Test
    void aboutEveryKindOfMessageItIsDecidedWhoAnswersIt() {
        Set<Class<?>> reached = new HashSet<>();
        for (FieldDescriptor field :
                SignalRequest.getDescriptor().getOneofs().get(0).getFields()) {
            var request = SignalRequest.newBuilder();
            Object value = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    ? request.newBuilderForField(field).build()
                    : field.getDefaultValue();
            request.setField(field, value);
            MessageCase kind = request.getMessageCase();
            var signal = ClientMessages.signal(request.build());
            assertThat(signal.isPresent()).as(kind.name()).isNotEqualTo(NOT_FOR_ROOMS.contains(kind));
            signal.ifPresent(each -> reached.add(each.getClass()));
        }
        // An offer and an answer of nothing cannot be read.
        var readable = SessionDescription.newBuilder().setSdp("v=0");
        reached.add(ClientMessages.signal(
                        SignalRequest.newBuilder().setOffer(readable).build())
                .orElseThrow()
                .getClass());
        reached.add(ClientMessages.signal(
                        SignalRequest.newBuilder().setAnswer(readable).build())
                .orElseThrow()
                .getClass());
        // Nor does a scenario of nothing happen.
        var scenario = SimulateScenario.newBuilder();
        for (var simulated : List.of(
                scenario.setServerLeave(true).build(),
                scenario.setSpeakerUpdate(3).build(),
                scenario.setSubscriberBandwidth(100_000).build())) {
            reached.add(ClientMessages.signal(
                            SignalRequest.newBuilder().setSimulate(simulated).build())
                    .orElseThrow()
                    .getClass());
        }
        assertThat(reached)
                .as("signals that a message becomes")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ClientSignal.class.getPermittedSubclasses()).toList());
    }

    @Test
    void trackOfAnUnknownKindIsNotForTheRoom() {
        var data = CAMERA.toBuilder();
        data.getAddTrackBuilder().setType(LivekitModels.TrackType.DATA);
        assertThat(ClientMessages.signal(data.build())).isEmpty();
        data.getAddTrackBuilder().setTypeValue(99).setSourceValue(99);
        assertThat(ClientMessages.signal(data.build())).isEmpty();
    }

    @Test
    void settingsOfATrackSayHowItIsShown() throws Exception {
        var settings = UpdateTrackSettings.newBuilder()
                .addTrackSids("TR_1")
                .setQualityValue(1)
                .setWidth(640)
                .setHeight(360)
                .setFps(15)
                .setPriority(2);
        assertThat(ClientMessages.signal(
                        SignalRequest.newBuilder().setTrackSetting(settings).build()))
                .contains(new ClientSignal.UpdateTrackSettings(
                        List.of(new TrackSid("TR_1")), false, VideoQuality.MEDIUM, 640, 360, 15, 2));
    }

    @Test
    void mutatedMessagesAreEitherNoProtobufOrUnderstood() {
        var seeds = List.of(
                CAMERA,
                SignalRequest.newBuilder()
                        .setOffer(SessionDescription.newBuilder()
                                .setSdp("v=0")
                                .setId(4)
                                .setType("offer"))
                        .build(),
                SignalRequest.newBuilder()
                        .setTrackSetting(UpdateTrackSettings.newBuilder()
                                .addTrackSids("TR_1")
                                .setQualityValue(2))
                        .build(),
                SignalRequest.newBuilder()
                        .setTrickle(TrickleRequest.newBuilder().setCandidateInit("{\"candidate\":\"x\"}"))
                        .build());
        var random = new Random(42);
        int understood = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).toByteArray();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                ClientMessages.signal(SignalRequest.parseFrom(bytes));
                understood++;
            } catch (InvalidProtocolBufferException e) {
                assertThat(e).hasMessageNotContaining("TR_1");
            }
        }
        assertThat(understood).isGreaterThan(1000);
    }
}
