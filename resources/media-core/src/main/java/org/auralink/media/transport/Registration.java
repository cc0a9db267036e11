package org.auralink.media.transport;

import org.auralink.media.ice.IceCredentials;
import org.auralink.media.ice.IceLiteAgent;
import org.jspecify.annotations.Nullable;

/**
 * What the loop finds one association by: our user name fragments, those from before an ICE restart as long as they are
 * good, and the addresses of the client. Nothing of it is left once the association is over. One thread.
 */
final class Registration {
    private final TransportRoutes routes;
    private final PeerTransport transport;
    private final IceLiteAgent agent;
    private final PathChoice paths;

    Registration(TransportRoutes routes, PeerTransport transport, IceLiteAgent agent, PathChoice paths) {
        this.routes = routes;
        this.transport = transport;
        this.agent = agent;
        this.paths = paths;
    }

    /** The association was made: from now on it is found. */
    void open() {
        routes.opened(transport);
        routes.addUfrag(agent.local().ufrag(), transport);
    }

    /** Begins an ICE restart: the fragment before the present one is good no longer. */
    IceCredentials restart() {
        IceCredentials forgotten = agent.previous();
        IceCredentials fresh = agent.restart();
        if (forgotten != null) {
            routes.removeUfrag(forgotten.ufrag());
        }
        routes.addUfrag(fresh.ufrag(), transport);
        return fresh;
    }

    /** A good check came: when it ends a restart, the old fragment goes. */
    void checked(long now, IceLiteAgent.Result result) {
        IceCredentials before = agent.previous();
        agent.admitted(now, result);
        if (before != null && agent.previous() == null) {
            routes.removeUfrag(before.ufrag());
        }
    }

    /** Takes note of an address that something authentic came from; null when it is, or became, somebody else's. */
    @Nullable
    Path admit(long now, PeerAddress source, int size, @Nullable Path known) {
        if (!routes.addAddress(now, source, transport)) {
            return null;
        }
        if (known != null) {
            return known;
        }
        Path path = new Path(now, source, size);
        Path evicted = paths.add(path);
        if (evicted != null) {
            routes.removeAddress(evicted.address(), transport);
        }
        return path;
    }

    /** Nothing comes from an address any more: its connection ended. */
    void lost(PeerAddress address) {
        Path gone = paths.find(address);
        if (gone != null) {
            paths.remove(gone);
        }
        routes.removeAddress(address, transport);
    }

    /** The association is over. */
    void close() {
        routes.removeUfrag(agent.local().ufrag());
        IceCredentials before = agent.previous();
        if (before != null) {
            routes.removeUfrag(before.ufrag());
        }
        for (Path path : paths.all()) {
            routes.removeAddress(path.address(), transport);
        }
        routes.closed(transport);
    }
}
