package org.auralink.media.room;

import org.auralink.media.room.signal.SignalTarget;

/** Opens associations with clients; one per room, bound to the room's loop and its UDP port. */
@FunctionalInterface
public interface PeerLinks {
    /**
     * Opens an association that waits for the client's checks.
     *
     * @param target which of a client's connections it is, for metrics and logs
     * @param listener told of everything that happens on it, on the room's thread, never from within this call
     */
    PeerLink open(long now, SignalTarget target, PeerLinkListener listener);
}
