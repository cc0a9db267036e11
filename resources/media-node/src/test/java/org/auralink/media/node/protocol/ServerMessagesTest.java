package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import livekit.LivekitModels;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.RoomSid;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.junit.jupiter.api.Test;

class ServerMessagesTest {
    private static final TrackInfo TRACK = new TrackInfo(
            new TrackSid("TR_VC1"),
            TrackKind.VIDEO,
            TrackSource.CAMERA,
            "cam",
            true,
            640,
            360,
            List.of(new VideoLayer(VideoQuality.LOW, 320, 180, 160_000)),
            "video/VP8",
            "1",
            List.of(new CodecInfo(
                    "video/VP8",
                    "1",
                    "cam-cid",
                    List.of(new VideoLayer(VideoQuality.LOW, 320, 180, 160_000)),
                    CodecInfo.ONE_LAYER_PER_STREAM)),
            true,
            false,
            false,
            false,
            0,
            "camera",
            List.of());
    private static final DataTrackInfo DATA =
            new DataTrackInfo(7, new TrackSid("DTR_1"), "gps", 1, DataTrackFormat.UNKNOWN);

    private static final ParticipantInfo ADA = new ParticipantInfo(
            new ParticipantSid("PA_1"),
            new ParticipantIdentity("ada"),
            ParticipantState.ACTIVE,
            List.of(TRACK),
            List.of(DATA),
            "meta",
            5_000,
            "Ada",
            3,
            Permission.ALL,
            true,
            4,
            Map.of("k", "v"),
            DisconnectReason.UNKNOWN_REASON,
            2,
            List.of(1, 2));
    private static final RoomInfo ROOM =
            new RoomInfo(new RoomSid("RM_1"), "room", RoomOptions.DEFAULT, 9_000, "", 1, 1, false);

    private final ServerMessages messages = new ServerMessages(
            new NodeFacts("ND_1", "eu", ByteString.copyFrom(new byte[16]), (participant, tlsOnly) -> List.of()));

    /** A value of every type that signals are made of. */
    private static Object sample(Class<?> type) {
        return Map.<Class<?>, Object>ofEntries(
                        Map.entry(RoomInfo.class, ROOM),
                        Map.entry(ParticipantInfo.class, ADA),
                        Map.entry(TrackInfo.class, TRACK),
                        Map.entry(DataTrackInfo.class, DATA),
                        Map.entry(TrackSid.class, TRACK.sid()),
                        Map.entry(ParticipantSid.class, ADA.sid()),
                        Map.entry(List.class, List.of()),
                        Map.entry(Map.class, Map.of()),
                        Map.entry(String.class, "text"),
                        Map.entry(boolean.class, true),
                        Map.entry(int.class, 1),
                        Map.entry(long.class, 1L),
                        Map.entry(float.class, 1f),
                        Map.entry(SessionDescription.class, new SessionDescription("v=0", 7, Map.of("0", "TR_1"))))
                .getOrDefault(type, type.isEnum() ? type.getEnumConstants()[1] : null);
    }

    @Test
    void everySignalHasAMessageOfItsOwn() throws ReflectiveOperationException {
        Set<String> seen = new HashSet<>();
        Class<?>[] signals = ServerSignal.class.getPermittedSubclasses();
        for (Class<?> signal : signals) {
            RecordComponent[] components = signal.getRecordComponents();
            var types = new Class<?>[components.length];
            var values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = sample(types[i]);
                assertThat(values[i]).as("a sample of " + types[i]).isNotNull();
            }
            var constructor = signal.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            SignalResponse message = messages.message((ServerSignal) constructor.newInstance(values));
            assertThat(message.getMessageCase()).isNotEqualTo(SignalResponse.MessageCase.MESSAGE_NOT_SET);
            // Answers to requests differ by what they answer.
            seen.add(message.getMessageCase() + " "
                    + message.getRequestResponse().getRequestCase());
        }
        assertThat(seen).hasSameSizeAs(signals);
    }

    @Test
    void everyLayerIsNamedWithWhetherItIsWanted() {
        var update = messages.message(new ServerSignal.VideoDemanded(
                        TRACK.sid(), List.of(new ServerSignal.DemandedVideo("vp8", VideoQuality.MEDIUM))))
                .getSubscribedQualityUpdate();
        assertThat(update.getTrackSid()).isEqualTo("TR_VC1");
        assertThat(update.getSubscribedCodecs(0).getCodec()).isEqualTo("vp8");
        assertThat(update.getSubscribedCodecs(0).getQualitiesList())
                .extracting(each -> each.getQuality() + " " + each.getEnabled())
                .containsExactly("LOW true", "MEDIUM true", "HIGH false");
        assertThat(update.getSubscribedQualitiesList())
                .as("for clients that know of one codec only")
                .isEqualTo(update.getSubscribedCodecs(0).getQualitiesList());
    }

    @Test
    void noLayerIsWantedOfATrackThatNobodyReceives() {
        var update = messages.message(new ServerSignal.VideoDemanded(
                        TRACK.sid(), List.of(new ServerSignal.DemandedVideo("vp8", VideoQuality.OFF))))
                .getSubscribedQualityUpdate();
        assertThat(update.getSubscribedCodecs(0).getQualitiesList())
                .hasSize(3)
                .noneMatch(quality -> quality.getEnabled());
    }

    @Test
    void participantKeepsWhatClientsTellEachOther() {
        var info = Models.participant(ADA);
        assertThat(info.getState().name()).isEqualTo("ACTIVE");
        assertThat(info.getJoinedAt()).isEqualTo(5);
        assertThat(info.getClientProtocol()).isEqualTo(2);
        assertThat(info.getTracks(0).getLayers(0).getRid()).isEqualTo("q");
        var codec = info.getTracks(0).getCodecs(0);
        assertThat(codec.getMimeType()).isEqualTo("video/VP8");
        assertThat(codec.getCid()).isEqualTo("cam-cid");
        assertThat(codec.getVideoLayerMode()).isEqualTo(LivekitModels.VideoLayer.Mode.ONE_SPATIAL_LAYER_PER_STREAM);
        assertThat(codec.getLayers(0).getWidth()).isEqualTo(320);
        assertThat(info.getUnknownFields().getField(21).getLengthDelimitedList())
                .containsExactly(ByteString.copyFrom(new byte[] {1, 2}));
    }

    @Test
    void leaveTellsOldClientsToo() {
        var leave = messages.message(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT))
                .getLeave();
        assertThat(leave.getReasonValue()).isEqualTo(6);
        assertThat(leave.getActionValue()).isEqualTo(2);
        assertThat(leave.getCanReconnect()).isTrue();
    }

    @Test
    void permissionSurvivesTheWayThereAndBack() {
        var permission = new Permission(true, true, false, Set.of(TrackSource.CAMERA), true, false, true, false, true);
        assertThat(Models.permission(Models.permission(permission))).isEqualTo(permission);
    }
}
