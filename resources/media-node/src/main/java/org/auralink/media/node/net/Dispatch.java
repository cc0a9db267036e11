package org.auralink.media.node.net;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.ice.StunEcho;
import org.auralink.media.transport.Carrier;
import org.auralink.media.transport.DatagramSink;
import org.auralink.media.transport.DropCounters;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TokenBucket;
import org.auralink.media.transport.TransportRoutes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transport a datagram is for: STUN requests by the user name fragment, because they come before an address is
 * known; everything else by the address that something authentic came from. Media from an unknown address may be that of
 * a client whose NAT gave it another port, so the transports are asked for it, within bounds. One thread.
 */
final class Dispatch implements TransportRoutes {
    /** Browsers that only receive all send RTCP under the same SSRC, so more than one may match; each costs a decryption. */
    private static final int MOST_TRIES = 4;

    /** Questions of STUN without credentials that a loop answers in a second: a dozen people who look for a fault. */
    private static final int QUESTIONS = 50;

    private final Map<String, PeerTransport> byUfrag = new HashMap<>();
    /** One for each socket of the loop: a client at one address may reach two of them. */
    private final List<Map<InetSocketAddress, Route>> byAddress = new ArrayList<>();

    private final Map<Carrier, Route> byCarrier = new IdentityHashMap<>();
    private final Set<PeerTransport> open = new LinkedHashSet<>();
    private final DropCounters drops;
    private final NetLimits limits;
    private final TokenBucket searches;
    private final SourceBudgets strangers;
    private final UfragIndex.OfLoop index;
    private final TokenBucket questions = new TokenBucket(QUESTIONS, QUESTIONS);
    private final DatagramSink answers;

    /** An address and who it belongs to; the address is kept so that none is allocated per datagram. */
    private record Route(PeerAddress address, PeerTransport transport) {}

    /**
     * @param sockets that the loop has
     * @param drops counts datagrams that are for nobody
     * @param index tells the other threads which fragments are on this loop
     * @param answers takes the answers to those who ask without credentials
     */
    Dispatch(int sockets, DropCounters drops, NetLimits limits, UfragIndex.OfLoop index, DatagramSink answers) {
        this.answers = answers;
        for (int i = 0; i < sockets; i++) {
            byAddress.add(new HashMap<>());
        }
        this.index = index;
        this.drops = drops;
        this.limits = limits;
        searches = new TokenBucket(limits.searchesPerSecond(), Math.max(1, limits.searchesPerSecond() / 10));
        strangers = new SourceBudgets(limits.strangers());
    }

    /** Hands the datagram {@code buf[0, size)} that came to a socket to its transport, or counts it. */
    void receive(long now, byte[] buf, int size, InetSocketAddress source, int local) {
        Route route = byAddress.get(local).get(source);
        if (route == null && !strangers.admits(now, source)) {
            drops.add(DropReason.SHED);
        } else if (isStunRequest(buf, size)) {
            if (!isAnswered(now, buf, size, source, local)) {
                receiveCheck(now, buf, size, route == null ? new PeerAddress(source, local) : route.address);
            }
        } else if (route != null) {
            route.transport.receive(now, buf, 0, size, route.address);
        } else if (!isFound(now, buf, size, source, local)) {
            drops.add(DropReason.NO_TRANSPORT);
        }
    }

    /** Hands the datagram {@code buf[0, size)} that came over a carrier to its transport, or counts it. */
    void receive(long now, byte[] buf, int size, PeerAddress source) {
        Route route = byCarrier.get(source.carrier());
        if (isStunRequest(buf, size)) {
            receiveCheck(now, buf, size, route == null ? source : route.address);
        } else if (route != null) {
            route.transport.receive(now, buf, 0, size, route.address);
        } else {
            drops.add(DropReason.NO_TRANSPORT);
        }
    }

    /** Whether an association is reached over the carrier. */
    boolean knows(Carrier carrier) {
        return byCarrier.containsKey(carrier);
    }

    /** The carrier has ended. */
    void lost(PeerAddress address) {
        Route route = byCarrier.get(address.carrier());
        if (route != null) {
            route.transport.lost(route.address);
        }
    }

    /** The first bits of RFC 7983 7, and the class of RFC 8489 5. */
    private static boolean isStunRequest(byte[] buf, int size) {
        return size > 0 && buf[0] >= 0 && buf[0] <= 3 && (size < 2 || (buf[0] & 1) == 0);
    }

    /** Somebody who asks whether their datagrams get here is told so. */
    private boolean isAnswered(long now, byte[] buf, int size, InetSocketAddress source, int local) {
        byte[] answer = StunEcho.answer(buf, size, source);
        if (answer == null || !questions.take(now, 1)) {
            return false;
        }
        answers.send(answer, 0, answer.length, new PeerAddress(source, local));
        return true;
    }

    /** Asks the transports whether the media of an unknown address is theirs. */
    private boolean isFound(long now, byte[] buf, int size, InetSocketAddress source, int local) {
        if (size == 0 || (buf[0] & 0xC0) != 0x80 || !searches.take(now, 1)) {
            return false;
        }
        int tries = 0;
        for (PeerTransport transport : open) {
            if (transport.mayHaveSent(buf, 0, size)) {
                if (transport.receiveFromElsewhere(now, buf, 0, size, new PeerAddress(source, local))) {
                    return true;
                }
                if (++tries == MOST_TRIES) {
                    return false;
                }
            }
        }
        return false;
    }

    private void receiveCheck(long now, byte[] buf, int size, PeerAddress source) {
        String ufrag = StunUsername.localFragment(buf, 0, size);
        PeerTransport transport = ufrag == null ? null : byUfrag.get(ufrag);
        if (transport == null) {
            drops.add(ufrag == null ? DropReason.STUN_MALFORMED : DropReason.NO_TRANSPORT);
            return;
        }
        transport.receive(now, buf, 0, size, source);
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
        index.add(ufrag);
    }

    @Override
    public void removeUfrag(String ufrag) {
        byUfrag.remove(ufrag);
        index.remove(ufrag);
    }

    @Override
    public boolean addAddress(long now, PeerAddress address, PeerTransport transport) {
        Route held = routeOf(address);
        if (held != null && held.transport != transport && held.transport.heardFrom(now, address)) {
            return false;
        }
        var route = new Route(address, transport);
        Carrier carrier = address.carrier();
        if (carrier == null) {
            byAddress.get(address.local()).put(address.socket(), route);
        } else {
            byCarrier.put(carrier, route);
        }
        return true;
    }

    @Override
    public void removeAddress(PeerAddress address, PeerTransport transport) {
        Route held = routeOf(address);
        if (held == null || held.transport != transport) {
            return;
        }
        Carrier carrier = address.carrier();
        if (carrier == null) {
            byAddress.get(address.local()).remove(address.socket());
        } else {
            byCarrier.remove(carrier);
            carrier.close();
        }
    }

    private @Nullable Route routeOf(PeerAddress address) {
        return address.carrier() == null
                ? byAddress.get(address.local()).get(address.socket())
                : byCarrier.get(address.carrier());
    }
}
