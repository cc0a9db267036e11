package org.auralink.media.node.protocol;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.room.signal.SignalTarget;

/** What clients send ({@code SignalRequest}), in the room's words. */
public final class ClientMessages {
    private ClientMessages() {}

    /** The signal for the room; empty when the message is not for the room, or is newer than us. */
    public static Optional<ClientSignal> signal(SignalRequest request) {
        return switch (request.getMessageCase()) {
            case OFFER -> Optional.of(ClientSignal.offer(description(request.getOffer())));
            case ANSWER -> Optional.of(ClientSignal.answer(description(request.getAnswer())));
            case TRICKLE -> Optional.of(trickle(request.getTrickle()));
            case ADD_TRACK -> addTrack(request.getAddTrack());
            case MUTE ->
                Optional.of(new ClientSignal.Mute(
                        new TrackSid(request.getMute().getSid()),
                        request.getMute().getMuted()));
            case SUBSCRIPTION -> Optional.of(subscription(request.getSubscription()));
            case TRACK_SETTING -> Optional.of(settings(request.getTrackSetting()));
            case SUBSCRIPTION_PERMISSION -> Optional.of(permission(request.getSubscriptionPermission()));
            case UPDATE_METADATA -> Optional.of(metadata(request.getUpdateMetadata()));
            case SYNC_STATE -> Optional.of(syncState(request.getSyncState()));
            case UPDATE_AUDIO_TRACK ->
                Optional.of(new ClientSignal.UpdateAudioTrack(
                        new TrackSid(request.getUpdateAudioTrack().getTrackSid()),
                        List.copyOf(request.getUpdateAudioTrack().getFeaturesValueList())));
            case UPDATE_VIDEO_TRACK ->
                Optional.of(new ClientSignal.UpdateVideoTrack(
                        new TrackSid(request.getUpdateVideoTrack().getTrackSid()),
                        request.getUpdateVideoTrack().getWidth(),
                        request.getUpdateVideoTrack().getHeight()));
            case PUBLISH_DATA_TRACK_REQUEST -> Optional.of(publishData(request.getPublishDataTrackRequest()));
            case UNPUBLISH_DATA_TRACK_REQUEST ->
                Optional.of(new ClientSignal.UnpublishDataTrack(
                        request.getUnpublishDataTrackRequest().getPubHandle()));
            case UPDATE_DATA_SUBSCRIPTION -> Optional.of(dataSubscription(request.getUpdateDataSubscription()));
            case SIMULATE -> Simulation.signal(request.getSimulate());
            case LEAVE ->
                Optional.of(new ClientSignal.Leave(reason(request.getLeave().getReasonValue())));
            default -> Optional.empty();
        };
    }

    /**
     * How many entries the message's lists and maps have together. What a client lists is looked up entry by entry on
     * the room's thread, so whoever hands messages on refuses those with too many first.
     */
    public static int entries(SignalRequest request) {
        return switch (request.getMessageCase()) {
            case OFFER -> request.getOffer().getMidToTrackIdCount();
            case ANSWER -> request.getAnswer().getMidToTrackIdCount();
            case ADD_TRACK -> entries(request.getAddTrack());
            case SUBSCRIPTION -> entries(request.getSubscription());
            case TRACK_SETTING -> request.getTrackSetting().getTrackSidsCount();
            case SUBSCRIPTION_PERMISSION -> entries(request.getSubscriptionPermission());
            case UPDATE_METADATA -> request.getUpdateMetadata().getAttributesCount();
            case UPDATE_AUDIO_TRACK -> request.getUpdateAudioTrack().getFeaturesCount();
            case UPDATE_DATA_SUBSCRIPTION -> request.getUpdateDataSubscription().getUpdatesCount();
            case SYNC_STATE ->
                request.getSyncState().getPublishTracksCount()
                        + request.getSyncState().getPublishDataTracksCount()
                        + request.getSyncState().getTrackSidsDisabledCount()
                        + request.getSyncState().getDatachannelReceiveStatesCount();
            default -> 0;
        };
    }

    private static int entries(LivekitRtc.AddTrackRequest track) {
        int count = track.getLayersCount() + track.getSimulcastCodecsCount() + track.getAudioFeaturesCount();
        for (LivekitRtc.SimulcastCodec codec : track.getSimulcastCodecsList()) {
            count += codec.getLayersCount();
        }
        return count;
    }

    private static int entries(LivekitRtc.UpdateSubscription update) {
        return entries(update.getTrackSidsCount(), update.getParticipantTracksList());
    }

    private static int entries(LivekitRtc.SubscriptionPermission permission) {
        int count = permission.getTrackPermissionsCount();
        for (var entry : permission.getTrackPermissionsList()) {
            count += entry.getTrackSidsCount();
        }
        return count;
    }

    /** How many tracks a subscription request names, {@code direct} of them in its first list. */
    public static int entries(int direct, List<LivekitModels.ParticipantTracks> byParticipant) {
        int count = direct + byParticipant.size();
        for (var entry : byParticipant) {
            count += entry.getTrackSidsCount();
        }
        return count;
    }

    private static SessionDescription description(LivekitRtc.SessionDescription description) {
        return new SessionDescription(description.getSdp(), description.getId(), description.getMidToTrackIdMap());
    }

    private static ClientSignal trickle(LivekitRtc.TrickleRequest trickle) {
        var target = trickle.getTarget() == LivekitRtc.SignalTarget.SUBSCRIBER
                ? SignalTarget.SUBSCRIBER
                : SignalTarget.PUBLISHER;
        return new ClientSignal.Trickle(target, candidate(trickle.getCandidateInit()));
    }

    /** The candidate in a browser's RTCIceCandidateInit; empty at the end of candidates and for what is none. */
    private static String candidate(String json) {
        try {
            JsonElement candidate = SafeJson.object(json, InputLimits.CANDIDATE).get("candidate");
            return candidate != null && candidate.isJsonPrimitive() ? candidate.getAsString() : "";
        } catch (InputException e) {
            return "";
        }
    }

    private static Optional<ClientSignal> addTrack(LivekitRtc.AddTrackRequest track) {
        if (track.getType() != LivekitModels.TrackType.AUDIO && track.getType() != LivekitModels.TrackType.VIDEO) {
            return Optional.empty();
        }
        var codecs = new ArrayList<ClientSignal.Codec>();
        track.getSimulcastCodecsList()
                .forEach(codec -> codecs.add(new ClientSignal.Codec(
                        codec.getCodec().toLowerCase(Locale.ROOT).replaceFirst("^(video|audio)/", ""),
                        codec.getCid(),
                        layers(codec.getLayersList()),
                        codec.getVideoLayerModeValue())));
        return Optional.of(new ClientSignal.AddTrack(
                track.getCid(),
                track.getName(),
                track.getType() == LivekitModels.TrackType.AUDIO ? TrackKind.AUDIO : TrackKind.VIDEO,
                Models.source(track.getSourceValue()),
                track.getWidth(),
                track.getHeight(),
                track.getMuted(),
                layers(track.getLayersList()),
                codecs,
                track.getSid().isEmpty() ? null : new TrackSid(track.getSid()),
                track.getDisableDtx(),
                track.getStereo(),
                track.getDisableRed(),
                track.getEncryptionValue(),
                track.getStream(),
                List.copyOf(track.getAudioFeaturesValueList()),
                track.getBackupCodecPolicy() == LivekitModels.BackupCodecPolicy.SIMULCAST));
    }

    private static List<VideoLayer> layers(List<LivekitModels.VideoLayer> layers) {
        return layers.stream().map(Models::layer).toList();
    }

    private static ClientSignal subscription(LivekitRtc.UpdateSubscription update) {
        return new ClientSignal.UpdateSubscription(
                subscribed(update.getTrackSidsList(), update.getParticipantTracksList()), update.getSubscribe());
    }

    /** The tracks of a subscription request, whichever of its two lists they stand in. */
    public static List<TrackSid> subscribed(List<String> tracks, List<LivekitModels.ParticipantTracks> byParticipant) {
        var all = new ArrayList<>(tracks(tracks));
        byParticipant.forEach(entry -> all.addAll(tracks(entry.getTrackSidsList())));
        return all;
    }

    private static ClientSignal settings(LivekitRtc.UpdateTrackSettings settings) {
        return new ClientSignal.UpdateTrackSettings(
                tracks(settings.getTrackSidsList()),
                settings.getDisabled(),
                Models.quality(settings.getQualityValue()),
                settings.getWidth(),
                settings.getHeight(),
                settings.getFps(),
                settings.getPriority());
    }

    private static ClientSignal permission(LivekitRtc.SubscriptionPermission permission) {
        var tracks = new ArrayList<ClientSignal.TrackPermission>();
        for (var entry : permission.getTrackPermissionsList()) {
            tracks.add(new ClientSignal.TrackPermission(
                    entry.getParticipantSid().isEmpty() ? null : new ParticipantSid(entry.getParticipantSid()),
                    entry.getParticipantIdentity().isEmpty()
                            ? null
                            : new ParticipantIdentity(entry.getParticipantIdentity()),
                    entry.getAllTracks(),
                    tracks(entry.getTrackSidsList())));
        }
        return new ClientSignal.SetSubscriptionPermission(permission.getAllParticipants(), tracks);
    }

    /** LiveKit's message cannot tell "empty" from "not given"; its clients mean the latter. */
    private static ClientSignal metadata(LivekitRtc.UpdateParticipantMetadata update) {
        return new ClientSignal.UpdateMetadata(
                update.getRequestId(),
                update.getName().isEmpty() ? null : update.getName(),
                update.getMetadata().isEmpty() ? null : update.getMetadata(),
                update.getAttributesMap());
    }

    private static ClientSignal publishData(LivekitRtc.PublishDataTrackRequest track) {
        return new ClientSignal.PublishDataTrack(
                track.getPubHandle(), track.getName(), track.getEncryptionValue(), DataTrackFields.format(track));
    }

    private static ClientSignal dataSubscription(LivekitRtc.UpdateDataSubscription update) {
        var wishes = new ArrayList<ClientSignal.DataSubscriptionWish>();
        update.getUpdatesList()
                .forEach(each -> wishes.add(new ClientSignal.DataSubscriptionWish(
                        new TrackSid(each.getTrackSid()),
                        each.getSubscribe(),
                        each.getOptions().getTargetFps())));
        return new ClientSignal.UpdateDataSubscription(wishes);
    }

    private static ClientSignal syncState(LivekitRtc.SyncState state) {
        var published = new ArrayList<TrackSid>();
        state.getPublishTracksList()
                .forEach(track -> published.add(new TrackSid(track.getTrack().getSid())));
        var received = new HashMap<ParticipantSid, Long>();
        state.getDatachannelReceiveStatesList()
                .forEach(each -> received.put(
                        new ParticipantSid(each.getPublisherSid()), Integer.toUnsignedLong(each.getLastSeq())));
        var data = new ArrayList<TrackSid>();
        state.getPublishDataTracksList()
                .forEach(track -> data.add(new TrackSid(track.getInfo().getSid())));
        return new ClientSignal.SyncState(published, data, tracks(state.getTrackSidsDisabledList()), received);
    }

    private static DisconnectReason reason(int number) {
        for (DisconnectReason reason : DisconnectReason.values()) {
            if (reason.number() == number) {
                return reason;
            }
        }
        return DisconnectReason.UNKNOWN_REASON;
    }

    private static List<TrackSid> tracks(List<String> sids) {
        return sids.stream().map(TrackSid::new).toList();
    }
}
