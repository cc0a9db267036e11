package org.auralink.media.room.signal;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantSid;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.sdp.SdpException;
import org.auralink.media.sdp.Session;
import org.jspecify.annotations.Nullable;

/** What a client tells its room. Pings and tokens stay with the node. */
public sealed interface ClientSignal {
    /**
     * An offer for the connection on which the client publishes.
     *
     * @param session what the client described
     * @param id that the answer has to repeat
     */
    record Offer(Session session, int id) implements ClientSignal {}

    /**
     * The answer to the room's offer for the connection on which the client receives.
     *
     * @param session what the client described
     * @param id of the offer that is answered; 0 from clients that do not tell
     */
    record Answer(Session session, int id) implements ClientSignal {}

    /**
     * An offer or an answer that cannot be read. It changes nothing, and the client is told.
     *
     * @param why a sentence for the client, which begins with {@code offer} or {@code answer}
     */
    record UnreadableDescription(String why) implements ClientSignal {}

    /**
     * Reads an offer. A description may be a megabyte of text, so this is never done on a room's thread, whose other
     * rooms would have to wait.
     */
    static ClientSignal offer(SessionDescription description) {
        try {
            return new Offer(Session.parse(description.sdp()), description.id());
        } catch (SdpException e) {
            return new UnreadableDescription("offer: " + e.getMessage());
        }
    }

    /** Reads an answer, not on a room's thread either. */
    static ClientSignal answer(SessionDescription description) {
        try {
            return new Answer(Session.parse(description.sdp()), description.id());
        } catch (SdpException e) {
            return new UnreadableDescription("answer: " + e.getMessage());
        }
    }

    /** A candidate of the client. An ICE-lite node learns addresses from checks and ignores it. */
    record Trickle(SignalTarget target, String candidate) implements ClientSignal {}

    /**
     * Announces a track before its media section is offered.
     *
     * @param cid the client's own id, which its SDP repeats
     * @param codecs codecs by preference, with the client's ids of each
     * @param sid of an existing track that is sent in its second codec from now on
     * @param codecsTogether whether both codecs are sent while somebody needs the second, which replaces the first otherwise
     */
    record AddTrack(
            String cid,
            String name,
            TrackKind kind,
            TrackSource source,
            int width,
            int height,
            boolean muted,
            List<VideoLayer> layers,
            List<Codec> codecs,
            @Nullable TrackSid sid,
            boolean disableDtx,
            boolean stereo,
            boolean disableRed,
            int encryption,
            String stream,
            List<Integer> audioFeatures,
            boolean codecsTogether)
            implements ClientSignal {
        /** One whose codecs need not be sent together. */
        public AddTrack(
                String cid,
                String name,
                TrackKind kind,
                TrackSource source,
                int width,
                int height,
                boolean muted,
                List<VideoLayer> layers,
                List<Codec> codecs,
                @Nullable TrackSid sid,
                boolean disableDtx,
                boolean stereo,
                boolean disableRed,
                int encryption,
                String stream,
                List<Integer> audioFeatures) {
            this(
                    cid,
                    name,
                    kind,
                    source,
                    width,
                    height,
                    muted,
                    layers,
                    codecs,
                    sid,
                    disableDtx,
                    stereo,
                    disableRed,
                    encryption,
                    stream,
                    audioFeatures,
                    false);
        }

        /** The same track in the second of its codecs. */
        public AddTrack backup() {
            Codec second = codecs.get(1);
            return new AddTrack(
                    second.cid(),
                    name,
                    kind,
                    source,
                    width,
                    height,
                    muted,
                    layers,
                    List.of(second),
                    sid,
                    disableDtx,
                    stereo,
                    disableRed,
                    encryption,
                    stream,
                    audioFeatures,
                    codecsTogether);
        }
    }

    /**
     * A codec that a track can be sent in.
     *
     * @param name lower case, without the kind: {@code vp8}
     * @param cid the client's id of the track in this codec; empty while it has none
     * @param layers its encodings; none when they are those of the track
     * @param layerMode number of LiveKit's {@code VideoLayer.Mode}; 0 when the client does not say
     */
    record Codec(String name, String cid, List<VideoLayer> layers, int layerMode) {
        /** One whose encodings are those of the track. */
        public Codec(String name, String cid) {
            this(name, cid, List.of(), 0);
        }
    }

    /** The client stopped or resumed sending on purpose. */
    record Mute(TrackSid track, boolean muted) implements ClientSignal {}

    /** Wants to receive tracks, or no longer. */
    record UpdateSubscription(List<TrackSid> tracks, boolean subscribe) implements ClientSignal {}

    /**
     * How the client shows tracks it receives.
     *
     * @param disabled shows them nowhere at present
     * @param width shown pixels; 0 when {@code quality} decides
     * @param fps pictures a second that are enough; 0 for as many as there are
     * @param priority where not everything fits, 1 comes before 2 and so on; 0 after all that have one, in the order of
     *     subscription
     */
    record UpdateTrackSettings(
            List<TrackSid> tracks, boolean disabled, VideoQuality quality, int width, int height, int fps, int priority)
            implements ClientSignal {
        /** With as many pictures a second as there are, and no priority. */
        public UpdateTrackSettings(
                List<TrackSid> tracks, boolean disabled, VideoQuality quality, int width, int height) {
            this(tracks, disabled, quality, width, height, 0, 0);
        }
    }

    /** Who may receive the client's tracks. */
    record SetSubscriptionPermission(boolean allParticipants, List<TrackPermission> permissions)
            implements ClientSignal {}

    /** One of {@code sid} and {@code identity} names the participant. */
    record TrackPermission(
            @Nullable ParticipantSid sid,
            @Nullable ParticipantIdentity identity,
            boolean allTracks,
            List<TrackSid> tracks) {}

    /** Changes what is told about the client; an empty attribute value removes it, null leaves a field alone. */
    record UpdateMetadata(
            int requestId, @Nullable String name, @Nullable String metadata, Map<String, String> attributes)
            implements ClientSignal {}

    /**
     * After a resume: what the client believes to have.
     *
     * @param publishedTracks sids it publishes
     * @param publishedDataTracks sids of the data tracks it publishes
     * @param disabledTracks sids it shows nowhere
     * @param receivedData number of the last reliable data packet that it got of each sender
     */
    record SyncState(
            List<TrackSid> publishedTracks,
            List<TrackSid> publishedDataTracks,
            List<TrackSid> disabledTracks,
            Map<ParticipantSid, Long> receivedData)
            implements ClientSignal {}

    /** Other features of an audio track of the client's, as numbers of LiveKit's {@code AudioTrackFeature}. */
    record UpdateAudioTrack(TrackSid track, List<Integer> features) implements ClientSignal {}

    /** Another size of a video track of the client's, in pixels. */
    record UpdateVideoTrack(TrackSid track, int width, int height) implements ClientSignal {}

    /**
     * Publishes a data track.
     *
     * @param handle by which its packets will name it
     * @param encryption number of LiveKit's {@code Encryption.Type}
     * @param format how its frames are written
     */
    record PublishDataTrack(int handle, String name, int encryption, DataTrackFormat format) implements ClientSignal {}

    /** Ends its data track with this handle. */
    record UnpublishDataTrack(int handle) implements ClientSignal {}

    /** Wants to receive data tracks, or no longer. */
    record UpdateDataSubscription(List<DataSubscriptionWish> wishes) implements ClientSignal {}

    /** @param framesPerSecond that are enough; 0 or less for all */
    record DataSubscriptionWish(TrackSid track, boolean subscribe, int framesPerSecond) {}

    /** Wants something to happen to itself, to try how it gets over it. */
    record Simulate(Scenario scenario) implements ClientSignal {}

    /** Wants to pass for a speaker. */
    record SimulateSpeaking(int seconds) implements ClientSignal {}

    /** Wants to be sent no more than this, as if its connection took no more; 0 for no limit. */
    record SimulateBandwidth(long bitsPerSecond) implements ClientSignal {}

    /** What can happen to a client. */
    enum Scenario {
        /** The signalling connection ends without a word, and the session is not known any more. */
        NODE_FAILURE,
        /** The client is told to resume its session over a new signalling connection. */
        MIGRATION,
        /** The client is told to go, and not to come back by itself. */
        SERVER_LEAVE,
        /** The client is told to connect anew. */
        FULL_RECONNECT,
        /** The client gets an offer with which ICE begins anew. */
        ICE_RESTART,
        /** The client resumes its session and is shown TCP candidates only. */
        FORCE_TCP,
        /** The client connects anew and is sent through the relay over TLS. */
        FORCE_RELAY,
        /** The next resume succeeds, and then the signalling connection ends. */
        SIGNAL_LOST_AFTER_RESUME,
        /** The signalling connection of the next resume ends before anything is said. */
        SIGNAL_LOST_AT_RESUME
    }

    /** Goes. */
    record Leave(DisconnectReason reason) implements ClientSignal {}
}
