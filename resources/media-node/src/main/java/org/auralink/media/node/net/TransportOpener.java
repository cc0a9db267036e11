package org.auralink.media.node.net;

import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportListener;

/** Makes a transport of the core for a loop; the one place that knows which class it is. */
@FunctionalInterface
public interface TransportOpener {
    /**
     * Opens an association that sends through, and is reached through, {@code loop}. On the loop's thread.
     *
     * @param now nanoseconds of the loop's clock
     * @param room stands for the room that the association belongs to
     */
    PeerTransport open(long now, DatagramLoop loop, Object room, TransportListener listener, MediaSink media);
}
