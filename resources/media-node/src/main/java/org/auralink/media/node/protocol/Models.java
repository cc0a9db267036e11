package org.auralink.media.node.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import livekit.LivekitModels;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.SpeakerInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;

/** A room's nouns in LiveKit's protobuf ({@code livekit_models.proto}), and back. */
public final class Models {
    /** {@code ParticipantInfo.capabilities}, newer than the generated classes: it travels as an unknown field. */
    private static final int CAPABILITIES = 21;

    /** {@code q}, {@code h} and {@code f}: what LiveKit's clients call their simulcast layers, by quality. */
    private static final List<String> RIDS = List.of("q", "h", "f");

    private Models() {}

    /** The room; its creation time in seconds and in milliseconds, because older clients read the former. */
    public static LivekitModels.Room room(RoomInfo info) {
        var room = LivekitModels.Room.newBuilder()
                .setSid(info.sid().value())
                .setName(info.name())
                .setEmptyTimeout(info.options().emptyTimeoutSeconds())
                .setDepartureTimeout(info.options().departureTimeoutSeconds())
                .setMaxParticipants(info.options().maxParticipants())
                .setCreationTime(info.creationTimeMs() / 1000)
                .setCreationTimeMs(info.creationTimeMs())
                .setMetadata(info.metadata())
                .setNumParticipants(info.participants())
                .setNumPublishers(info.publishers())
                .setActiveRecording(info.activeRecording());
        info.options().enabledCodecs().forEach(mime -> room.addEnabledCodecs(codec(mime)));
        return room.build();
    }

    /** @param mime kind and name, as LiveKit's clients spell them: {@code video/VP8} */
    public static LivekitModels.Codec codec(String mime) {
        return LivekitModels.Codec.newBuilder().setMime(mime).build();
    }

    /** The participant with its tracks; capabilities travel as an unknown field. */
    public static LivekitModels.ParticipantInfo participant(ParticipantInfo info) {
        var participant = LivekitModels.ParticipantInfo.newBuilder()
                .setSid(info.sid().value())
                .setIdentity(info.identity().value())
                .setStateValue(info.state().ordinal())
                .setMetadata(info.metadata())
                .setJoinedAt(info.joinedAtMs() / 1000)
                .setJoinedAtMs(info.joinedAtMs())
                .setName(info.name())
                .setVersion(info.version())
                .setPermission(permission(info.permission()))
                .setIsPublisher(info.isPublisher())
                .setKindValue(info.kind())
                .putAllAttributes(info.attributes())
                .setDisconnectReasonValue(info.disconnectReason().number())
                .setClientProtocol(info.clientProtocol());
        info.tracks().forEach(track -> participant.addTracks(track(track)));
        info.dataTracks().forEach(track -> participant.addDataTracks(dataTrack(track)));
        if (!info.capabilities().isEmpty()) {
            var packed = UnknownFieldSet.Field.newBuilder().addLengthDelimited(packed(info.capabilities()));
            participant.setUnknownFields(UnknownFieldSet.newBuilder()
                    .addField(CAPABILITIES, packed.build())
                    .build());
        }
        return participant.build();
    }

    /**
     * The track, with the codecs that it can be had in. Newer clients look for layers there.
     */
    public static LivekitModels.TrackInfo track(TrackInfo info) {
        var track = LivekitModels.TrackInfo.newBuilder()
                .setSid(info.sid().value())
                .setTypeValue(info.kind().ordinal())
                .setSourceValue(info.source().ordinal())
                .setName(info.name())
                .setMuted(info.muted())
                .setWidth(info.width())
                .setHeight(info.height())
                .setMimeType(info.mimeType())
                .setMid(info.mid())
                .setSimulcast(info.simulcast())
                .setDisableDtx(info.disableDtx())
                .setStereo(info.stereo())
                .setDisableRed(info.disableRed())
                .setEncryptionValue(info.encryption())
                .setStream(info.stream())
                .addAllAudioFeaturesValue(info.audioFeatures());
        info.layers().forEach(layer -> track.addLayers(layer(layer)));
        info.codecs().forEach(codec -> track.addCodecs(codec(codec)));
        return track.build();
    }

    private static LivekitModels.SimulcastCodecInfo codec(CodecInfo info) {
        var codec = LivekitModels.SimulcastCodecInfo.newBuilder()
                .setMimeType(info.mimeType())
                .setMid(info.mid())
                .setCid(info.cid())
                .setVideoLayerModeValue(info.layerMode())
                .setSdpCid(info.sdpCid());
        info.layers().forEach(layer -> codec.addLayers(layer(layer)));
        return codec.build();
    }

    static LivekitModels.DataTrackInfo dataTrack(DataTrackInfo info) {
        var track = LivekitModels.DataTrackInfo.newBuilder()
                .setPubHandle(info.handle())
                .setSid(info.sid().value())
                .setName(info.name())
                .setEncryptionValue(info.encryption());
        DataTrackFields.add(track, info.format());
        return track.build();
    }

    private static LivekitModels.VideoLayer layer(VideoLayer layer) {
        var result = LivekitModels.VideoLayer.newBuilder()
                .setQualityValue(layer.quality().ordinal())
                .setWidth(layer.width())
                .setHeight(layer.height())
                .setBitrate(layer.bitrateBps());
        if (layer.quality() != VideoQuality.OFF) {
            result.setSpatialLayer(layer.quality().ordinal())
                    .setRid(RIDS.get(layer.quality().ordinal()));
        }
        return result.build();
    }

    /** An announced encoding; {@code OFF} stands for qualities that we do not know. */
    static VideoLayer layer(LivekitModels.VideoLayer layer) {
        return new VideoLayer(
                quality(layer.getQualityValue()), layer.getWidth(), layer.getHeight(), layer.getBitrate());
    }

    static VideoQuality quality(int number) {
        var all = VideoQuality.values();
        return number >= 0 && number < all.length ? all[number] : VideoQuality.OFF;
    }

    /** The permission; no sources mean that all may be published. */
    public static LivekitModels.ParticipantPermission permission(Permission permission) {
        var result = LivekitModels.ParticipantPermission.newBuilder()
                .setCanSubscribe(permission.canSubscribe())
                .setCanPublish(permission.canPublish())
                .setCanPublishData(permission.canPublishData())
                .setHidden(permission.hidden())
                .setRecorder(permission.recorder())
                .setCanUpdateMetadata(permission.canUpdateMetadata())
                .setAgent(permission.agent())
                .setCanSubscribeMetrics(permission.canSubscribeMetrics());
        permission.canPublishSources().forEach(source -> result.addCanPublishSourcesValue(source.ordinal()));
        return result.build();
    }

    /** The permission of a request; sources that are newer than us become {@code UNKNOWN}. */
    public static Permission permission(LivekitModels.ParticipantPermission permission) {
        Set<TrackSource> sources = EnumSet.noneOf(TrackSource.class);
        permission.getCanPublishSourcesValueList().forEach(number -> sources.add(source(number)));
        return new Permission(
                permission.getCanSubscribe(),
                permission.getCanPublish(),
                permission.getCanPublishData(),
                sources,
                permission.getHidden(),
                permission.getRecorder(),
                permission.getCanUpdateMetadata(),
                permission.getAgent(),
                permission.getCanSubscribeMetrics());
    }

    /** The source with this number, {@code UNKNOWN} for those that are newer than us. */
    static TrackSource source(int number) {
        var all = TrackSource.values();
        return number >= 0 && number < all.length ? all[number] : TrackSource.UNKNOWN;
    }

    /** The source with this name, as tokens write it; case does not matter. */
    public static TrackSource source(String name) {
        for (TrackSource source : TrackSource.values()) {
            if (source.name().equals(name.toUpperCase(Locale.ROOT))) {
                return source;
            }
        }
        return TrackSource.UNKNOWN;
    }

    /** The sources that tokens may name. */
    public static final String SOURCES =
            Stream.of(TrackSource.values()).map(Models::name).collect(Collectors.joining(", "));

    /** Whether a source has this number. */
    public static boolean isSource(int number) {
        return number >= 0 && number < TrackSource.values().length;
    }

    /** Whether a source has this name, as tokens write it; case does not matter. */
    public static boolean isSource(String name) {
        return source(name) != TrackSource.UNKNOWN || name.equalsIgnoreCase(name(TrackSource.UNKNOWN));
    }

    /** The name of a source as tokens write it. */
    public static String name(TrackSource source) {
        return source.name().toLowerCase(Locale.ROOT);
    }

    static LivekitModels.SpeakerInfo speaker(SpeakerInfo info) {
        return LivekitModels.SpeakerInfo.newBuilder()
                .setSid(info.sid().value())
                .setLevel(info.level())
                .setActive(info.active())
                .build();
    }

    private static ByteString packed(List<Integer> numbers) {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        try {
            for (int number : numbers) {
                out.writeInt32NoTag(number);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }
}
