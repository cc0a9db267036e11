package org.auralink.media.transport;

import org.jspecify.annotations.Nullable;

/** Is told when an association's state changes. Called on the loop's thread. */
@FunctionalInterface
public interface TransportListener {
    /** @param reason for {@link TransportState#FAILED} and {@link TransportState#CLOSED}, null otherwise */
    void onState(long now, PeerTransport transport, TransportState state, @Nullable FailureReason reason);
}
