package org.auralink.media.node.net;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.transport.DropCounters;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportRoutes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transport a datagram is for: STUN by the user name fragment, because it comes before an address is known;
 * everything else by the address an authenticated check came from. One thread.
 */
final class Dispatch implements TransportRoutes {
    private final Map<String, PeerTransport> byUfrag = new HashMap<>();
    private final Map<InetSocketAddress, Route> byAddress = new HashMap<>();
    private final Set<PeerTransport> open = new LinkedHashSet<>();
    private final DropCounters drops;

    /** An address and who it belongs to; the address is kept so that none is allocated per datagram. */
    private record Route(PeerAddress address, PeerTransport transport) {}

    /** @param drops counts datagrams that are for nobody */
    Dispatch(DropCounters drops) {
        this.drops = drops;
    }

    /** Hands the datagram {@code buf[0, size)} to its transport, or counts it. */
    void receive(long now, byte[] buf, int size, InetSocketAddress source) {
        Route route = byAddress.get(source);
        if (size > 0 && buf[0] >= 0 && buf[0] <= 3) {
            receiveCheck(now, buf, size, source, route);
        } else if (route != null) {
            route.transport.receive(now, buf, 0, size, route.address);
        } else {
            drops.add(DropReason.NO_TRANSPORT);
        }
    }

    private void receiveCheck(long now, byte[] buf, int size, InetSocketAddress source, @Nullable Route route) {
        String ufrag = StunUsername.localFragment(buf, 0, size);
        PeerTransport transport = ufrag == null ? null : byUfrag.get(ufrag);
        if (transport == null) {
            drops.add(ufrag == null ? DropReason.STUN_MALFORMED : DropReason.NO_TRANSPORT);
            return;
        }
        transport.receive(now, buf, 0, size, route == null ? new PeerAddress(source) : route.address);
    }

    /** The transports that are not over; a copy, because what is done with them may close them. */
    Collection<PeerTransport> transports() {
        return List.copyOf(open);
    }

    /** How many transports are not over. */
    int size() {
        return open.size();
    }

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
        byUfrag.put(ufrag, transport);
    }

    @Override
    public void removeUfrag(String ufrag) {
        byUfrag.remove(ufrag);
    }

    @Override
    public boolean addAddress(long now, PeerAddress address, PeerTransport transport) {
        Route held = byAddress.get(address.socket());
        if (held != null && held.transport != transport && held.transport.heardFrom(now, address)) {
            return false;
        }
        byAddress.put(address.socket(), new Route(address, transport));
        return true;
    }

    @Override
    public void removeAddress(PeerAddress address, PeerTransport transport) {
        Route held = byAddress.get(address.socket());
        if (held != null && held.transport == transport) {
            byAddress.remove(address.socket());
        }
    }
}
