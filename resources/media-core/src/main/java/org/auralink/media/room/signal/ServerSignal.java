package org.auralink.media.room.signal;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.Reach;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.SpeakerInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.VideoQuality;

/** What a room tells one of its clients. Pongs and tokens come from the node. */
public sealed interface ServerSignal {
    /**
     * First message of a session. The node adds what is the node's: version, region, ping interval.
     *
     * @param subscriberPrimary whether the receiving connection decides that the client is connected
     * @param fastPublish whether the client may offer at once
     * @param reach over which ways it shall look for the node
     */
    record Joined(
            RoomInfo room,
            ParticipantInfo participant,
            List<ParticipantInfo> others,
            boolean subscriberPrimary,
            List<String> enabledCodecs,
            boolean fastPublish,
            Reach reach)
            implements ServerSignal {}

    /**
     * The client is in another room now, as another participant of the same identity, with the tracks that it publishes.
     * The node adds a token for that room.
     *
     * @param others who is there already
     */
    record RoomMoved(RoomInfo room, ParticipantInfo participant, List<ParticipantInfo> others)
            implements ServerSignal {}

    /**
     * First message of a resumed session.
     *
     * @param participant whose it is
     * @param lastData number of the last reliable data packet that the room got of the client, which repeats those after it
     * @param reach over which ways the client shall look for the node
     */
    record Resumed(ParticipantSid participant, long lastData, Reach reach) implements ServerSignal {}

    /** An offer for the connection on which the client receives. */
    record Offer(SessionDescription description) implements ServerSignal {}

    /** The answer to the client's offer. */
    record Answer(SessionDescription description) implements ServerSignal {}

    /**
     * The client shall offer anew, with so many sections more to receive in than it has offered; none more when those that
     * it has are enough. For clients that receive over the connection on which they publish.
     */
    record MediaSectionsRequired(int audios, int videos) implements ServerSignal {}

    /** Participants that are new, changed or gone. */
    record ParticipantsUpdated(List<ParticipantInfo> participants) implements ServerSignal {}

    /** The track that was announced under {@code cid} has this id. */
    record TrackPublished(String cid, TrackInfo track) implements ServerSignal {}

    /** The room took the client's track away. */
    record TrackUnpublished(TrackSid track) implements ServerSignal {}

    /** Somebody receives the client's track. */
    record TrackSubscribed(TrackSid track) implements ServerSignal {}

    /** Which layers of the client's video track somebody wants; the client may pause the others. */
    record VideoDemanded(TrackSid track, List<DemandedVideo> codecs) implements ServerSignal {}

    /**
     * @param codec in lower case, without the kind: {@code vp8}
     * @param highest the best layer that is wanted, with all below it; OFF when nobody wants any
     */
    record DemandedVideo(String codec, VideoQuality highest) {}

    /** Whether somebody wants the client's audio track; the client may pause it otherwise. */
    record AudioDemanded(TrackSid track, List<DemandedAudio> codecs) implements ServerSignal {}

    /** @param codec in lower case, without the kind: {@code opus} */
    record DemandedAudio(String codec, boolean wanted) {}

    /** The client shall mute or unmute its own track. */
    record MuteRequested(TrackSid track, boolean muted) implements ServerSignal {}

    /** Speakers that started, stopped or changed level. */
    record SpeakersChanged(List<SpeakerInfo> speakers) implements ServerSignal {}

    /** The room's metadata or counts changed. */
    record RoomUpdated(RoomInfo room) implements ServerSignal {}

    /** @param updates changed ones only */
    record QualityChanged(List<ParticipantQuality> updates) implements ServerSignal {}

    /** @param score 1 to 4.5, as of the E-model */
    record ParticipantQuality(ParticipantSid sid, ConnectionQuality quality, float score) {}

    /** The publisher allows or forbids a track. */
    record SubscriptionPermitted(ParticipantSid publisher, TrackSid track, boolean allowed) implements ServerSignal {}

    /** A track is not sent any more for want of bandwidth, or is sent again. */
    record StreamPaused(ParticipantSid publisher, TrackSid track, boolean paused) implements ServerSignal {}

    /** A wanted track cannot be had. */
    record SubscriptionFailed(TrackSid track, SubscriptionError error) implements ServerSignal {}

    /** In the order of LiveKit's {@code SubscriptionError}. */
    enum SubscriptionError {
        UNKNOWN,
        CODEC_UNSUPPORTED,
        TRACK_NOTFOUND
    }

    /**
     * Answers a request that could not be done as asked.
     *
     * @param requestId the client's number; 0 for requests without one
     * @param cid of a refused track; empty otherwise
     */
    record RequestAnswered(int requestId, RequestReason reason, String message, String cid) implements ServerSignal {}

    /** In the order of LiveKit's {@code RequestResponse.Reason}. */
    enum RequestReason {
        OK,
        NOT_FOUND,
        NOT_ALLOWED,
        LIMIT_EXCEEDED,
        QUEUED,
        UNSUPPORTED_TYPE,
        UNCLASSIFIED_ERROR,
        INVALID_HANDLE,
        INVALID_NAME,
        DUPLICATE_HANDLE,
        DUPLICATE_NAME,
        INVALID_REQUEST
    }

    /** The client's data track has this id. */
    record DataTrackPublished(DataTrackInfo track) implements ServerSignal {}

    /** The client's data track is published no more, because it or the room ended that. */
    record DataTrackUnpublished(DataTrackInfo track) implements ServerSignal {}

    /**
     * A data track could not be published or unpublished.
     *
     * @param handle that the client named
     * @param publishing whether it was to be published
     */
    record DataTrackRefused(int handle, boolean publishing, RequestReason reason, String message)
            implements ServerSignal {}

    /** What the handles in packets of data tracks stand for: all that the client receives. */
    record DataTrackHandles(Map<Integer, ReceivedDataTrack> handles) implements ServerSignal {}

    /** A data track that the client receives. */
    record ReceivedDataTrack(ParticipantIdentity publisherIdentity, ParticipantSid publisher, TrackSid track) {}

    /** Last message; the signalling connection is closed after it. */
    record Leave(DisconnectReason reason, LeaveAction action) implements ServerSignal {}
}
