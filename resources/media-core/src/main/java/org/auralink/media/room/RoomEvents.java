package org.auralink.media.room;

import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.forward.StreamHealth;
import org.auralink.media.room.model.ConnectionQuality;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.rtcp.RtcpPacket;

/**
 * What happens in rooms, for those outside. Called on the room's thread, in order; must not block or call back. Nobody
 * leaves who has not joined.
 */
public interface RoomEvents {
    /** The room opened. */
    void roomStarted(RoomInfo room);

    /** The room closed; nothing more comes from it. */
    void roomFinished(RoomInfo room);

    /** Somebody was let in. Either it joins, once its media connection is up, or that is aborted. */
    default void participantAdmitted(RoomInfo room, ParticipantInfo participant) {}

    /** The participant's media connection is up. */
    void participantJoined(RoomInfo room, ParticipantInfo participant);

    /** A participant that had joined is gone. */
    void participantLeft(RoomInfo room, ParticipantInfo participant);

    /** A participant was admitted, but its media connection never came up. */
    void participantConnectionAborted(RoomInfo room, ParticipantInfo participant);

    /** First media of a track arrived, or it is muted before there was any. */
    void trackPublished(RoomInfo room, ParticipantInfo participant, TrackInfo track);

    /** A published track is gone. */
    void trackUnpublished(RoomInfo room, ParticipantInfo participant, TrackInfo track);

    /** A client sent a session description that could not be used; it was told why. */
    default void descriptionRefused() {}

    /** A participant's data was not passed on, or not to one of its receivers. */
    default void dataRefused(DataRefusal reason) {}

    /**
     * A participant's connection was measured, which happens every five seconds.
     *
     * @param score from 1 to 4.5
     * @param lossIn of its worst stream on the way here, in 1/256
     * @param lossOut of its worst stream on the way to it, in 1/256
     * @param roundTripNanos -1 when it is not known
     */
    default void measured(ConnectionQuality quality, float score, int lossIn, int lossOut, long roundTripNanos) {}

    /**
     * How a stream of media came since the measurement before, every five seconds.
     *
     * @param incoming whether a participant sent it, or was sent it
     */
    default void streamMeasured(boolean incoming, TrackSource source, TrackKind kind, StreamHealth health) {}

    /** A participant is to receive a track: it is offered that next. */
    default void subscriptionBegun() {}

    /** A participant is to receive a track no more that it had not begun to receive. */
    default void subscriptionCanceled() {}

    /** A participant cannot receive a track. */
    default void subscriptionFailed(SubscriptionError reason) {}

    /** A participant begins to receive a track. */
    default void subscribed(TrackKind kind) {}

    /** A participant that received a track does not any more. */
    default void unsubscribed(TrackKind kind) {}

    /** A peer connection is negotiated for the first time. */
    default void connectionStarted(SignalTarget connection) {}

    /** A peer connection is up for the first time. */
    default void connectionUp(SignalTarget connection) {}

    /** The first media of a track came, so long after the track was announced. */
    default void mediaBegun(TrackSource source, TrackKind kind, long afterNanos) {}

    /**
     * A participant begins a stream of text or bytes.
     *
     * @param receivers that it names; 0 for everybody
     */
    default void streamBegun(StreamHeader stream, int receivers) {}

    /**
     * How a participant's media was since the report before: every {@link RoomTuning#reportNanos}, and within a second when
     * something in it changed at once, such as that a track is muted.
     */
    default void reported(RoomInfo room, ParticipantReport report) {}

    /**
     * Something was not sent to a participant that it can do without ({@link SavingRule}), about once a second.
     *
     * @param bytes as measured on what publishers sent
     */
    default void spared(Spared reason, long bytes) {}

    /** A participant sent RTCP, or it was sent some. Often: for counting only. */
    default void feedback(RtcpPacket packet, boolean fromClient) {}

    /** A client's path fell silent, so the room asked the client to restart ICE (RFC 8445 9). */
    default void iceRestartAsked() {}
}
