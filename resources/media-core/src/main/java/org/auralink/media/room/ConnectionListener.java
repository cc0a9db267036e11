package org.auralink.media.room;

import org.auralink.media.room.model.Permission;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** Whom the two connections of a client tell what happens on them: their participant. */
interface ConnectionListener {
    /** Sends to the client, if it can be reached at present. */
    void send(ServerSignal signal);

    /** What the participant may do at present. */
    Permission permission();

    /** Last measured round trip to the client in nanoseconds, on whichever connection; -1 when none was. */
    long roundTripNanos();

    /** A connection came up or went. */
    void connectionChanged(long now, SignalTarget target, TransportState state, @Nullable FailureReason reason);

    /** The first media of a track arrived. */
    void trackPublished(long now, PublishedTrack track);

    /** A track that had been published is gone. */
    void trackUnpublished(long now, PublishedTrack track);

    /** The client begins to receive a track. */
    void trackSubscribed(PublishedTrack track);

    /** The client cannot receive a track. */
    void trackRefused(PublishedTrack track);

    /** The client did not answer an offer in time. */
    void negotiationTimedOut(long now);

    /** The client's session description could not be used. */
    void descriptionRefused(String why);
}
