package org.auralink.media.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whom clients may reach through us: the media ports that the node's own descriptions name, and nobody else. */
final class RelayPeers {
    private final List<InetSocketAddress> ports;
    private final Set<InetAddress> addresses;

    RelayPeers(List<InetSocketAddress> ports) {
        this.ports = List.copyOf(ports);
        addresses = ports.stream().map(InetSocketAddress::getAddress).collect(Collectors.toSet());
    }

    /** Whether there is a media port at this address. A permission is for an address with all its ports. */
    boolean hasAddress(InetAddress address) {
        return addresses.contains(address);
    }

    /** Whether this is one of them. */
    boolean isPort(InetSocketAddress peer) {
        return ports.contains(peer);
    }

    /** The address that clients are told theirs is; null when there is none of that family. */
    @Nullable
    InetAddress relayed(int family) {
        int length = family == TurnNumbers.IPV6 ? 16 : 4;
        return ports.stream()
                .map(InetSocketAddress::getAddress)
                .filter(address -> address.getAddress().length == length)
                .findFirst()
                .orElse(null);
    }
}
