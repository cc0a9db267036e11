package org.auralink.media.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a client's datagrams come from, and where they go. It does not print the address, which is personal.
 *
 * @param socket the resolved address and port
 * @param carrier the way there, null for the loop's UDP socket. Two carriers are two addresses, whatever they are called
 */
public record PeerAddress(
        InetSocketAddress socket, @Nullable Carrier carrier) {
    /** Reached through the loop's UDP socket. */
    public PeerAddress(InetSocketAddress socket) {
        this(socket, null);
    }

    @Override
    public String toString() {
        return "peer address";
    }
}
