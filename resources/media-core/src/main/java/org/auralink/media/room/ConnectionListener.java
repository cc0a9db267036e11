package org.auralink.media.room;

import org.auralink.media.room.signal.SignalTarget;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** Whom the connections of a client tell how they are: their participant. */
interface ConnectionListener {
    /** A connection came up or went. */
    void connectionChanged(long now, SignalTarget target, TransportState state, @Nullable FailureReason reason);

    /** Over which ways the client shall look for the node. */
    Ways ways();

    /** The client did not answer an offer in time. */
    void negotiationTimedOut(long now);

    /** The client's session description could not be used. */
    void descriptionRefused(String why);
}
