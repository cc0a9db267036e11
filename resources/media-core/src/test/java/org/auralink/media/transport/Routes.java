package org.auralink.media.transport;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a loop knows of its transports. */
final class Routes implements TransportRoutes {
    final Map<String, PeerTransport> ufrags = new HashMap<>();
    final Map<PeerAddress, PeerTransport> addresses = new HashMap<>();
    final Set<PeerTransport> open = new HashSet<>();
    /** Addresses that another transport hears from. */
    final Set<PeerAddress> taken = new HashSet<>();

    @Override
    public void opened(PeerTransport transport) {
        open.add(transport);
    }

    @Override
    public void closed(PeerTransport transport) {
        open.remove(transport);
    }

    @Override
    public void addUfrag(String ufrag, PeerTransport transport) {
        ufrags.put(ufrag, transport);
    }

    @Override
    public void removeUfrag(String ufrag) {
        ufrags.remove(ufrag);
    }

    @Override
    public boolean addAddress(long now, PeerAddress address, PeerTransport transport) {
        if (taken.contains(address)) {
            return false;
        }
        addresses.put(address, transport);
        return true;
    }

    @Override
    public void removeAddress(PeerAddress address, PeerTransport transport) {
        addresses.remove(address, transport);
    }
}
