package org.auralink.media.transport;

import java.net.InetSocketAddress;

/**
 * Where a client's datagrams come from. It does not print the address, which is personal.
 *
 * @param socket the resolved address and port
 */
public record PeerAddress(InetSocketAddress socket) {
    @Override
    public String toString() {
        return "peer address";
    }
}
