package org.auralink.media.transport;

import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;

/** Makes the transports of one loop. Called on the loop's thread. */
public interface TransportFactory {
    /**
     * A new association with credentials of its own, waiting for the client's checks.
     *
     * @param now nanoseconds of the loop's clock
     */
    PeerTransport open(long now, TransportListener listener, MediaSink media);

    /** A transport that another factory of the same loop opened belongs to this one from now on. */
    default void adopt(PeerTransport transport, TransportFactory from) {
        // Nothing depends on who opened it.
    }

    /** What the loop reads together; never open when it reads one by one. */
    default ReadBatch batch() {
        return ReadBatch.NONE;
    }

    /** The threads that serve the receivers of what comes to this loop. */
    default FanOut fanOut() {
        return FanOut.ALONE;
    }

    /** Where clients reach this loop, best first, for the session description. */
    List<IceCandidate> candidates();

    /** Whether clients can be sent through a relay over TLS. */
    default boolean offersRelay() {
        return false;
    }

    /** Our certificate's fingerprint, for the session description. */
    Fingerprint fingerprint();
}
