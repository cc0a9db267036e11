package org.auralink.media.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's datagrams come from, and where they go. It does not print the address, which is personal.
 *
 * @param socket the resolved address and port
 * @param local which of the loop's UDP sockets it came to, from 0; 0 with a carrier
 * @param carrier the way there, null for a UDP socket. Two carriers are two addresses, whatever they are called
 */
public record PeerAddress(
        InetSocketAddress socket, int local, @Nullable Carrier carrier) {
    /** Reached through the loop's first UDP socket. */
    public PeerAddress(InetSocketAddress socket) {
        this(socket, 0, null);
    }

    /** Reached through one of the loop's UDP sockets. */
    public PeerAddress(InetSocketAddress socket, int local) {
        this(socket, local, null);
    }

    /** Reached over a way of its own. */
    public PeerAddress(InetSocketAddress socket, Carrier carrier) {
        this(socket, 0, carrier);
    }

    @Override
    public String toString() {
        return "peer address";
    }
}
