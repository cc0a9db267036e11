package org.auralink.media.load;

import java.util.List;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.transport.PeerAddress;

/**
 * Sends the same bytes to the same sockets through the same loop, but neither chosen, rewritten nor sealed: what the
 * kernel and the loop alone cost, at that moment and on that machine.
 */
final class PlainSender {
    /** No protocol of RFC 7983 begins so; clients read it and forget it. */
    private static final byte NO_PROTOCOL = (byte) 0xFF;

    private static final long PERIOD = 2_000_000;

    private final DatagramLoop loop;
    private final List<PeerAddress> clients;
    private final byte[] datagram;
    private final long perSecond;
    private long begin;
    private long sent;
    private volatile boolean running = true;

    /** @param perSecond datagrams over all clients */
    PlainSender(DatagramLoop loop, List<PeerAddress> clients, int bytes, long perSecond) {
        this.loop = loop;
        this.clients = clients;
        datagram = new byte[bytes];
        datagram[0] = NO_PROTOCOL;
        this.perSecond = perSecond;
    }

    void start() {
        loop.execute(now -> {
            begin = now;
            send(now);
        });
    }

    void stop() {
        running = false;
    }

    private void send(long now) {
        if (!running) {
            return;
        }
        long due = (now - begin) * perSecond / 1_000_000_000L;
        while (sent < due) {
            loop.send(datagram, 0, datagram.length, clients.get((int) (sent++ % clients.size())));
        }
        loop.schedule(PERIOD, this::send);
    }
}
