package org.auralink.media.node.net;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.transport.Carrier;
import org.auralink.media.transport.PeerAddress;
import org.jspecify.annotations.Nullable;

/** What one thread sends for a loop, through its sockets and by carriers: the loop's own thread, or one that helps it. */
final class Egress {
    private final @Nullable SocketOut[] sockets;
    private final TrafficCounters traffic;
    /** Those with something to let go. */
    private final List<FramedCarrier> filled = new ArrayList<>();

    private final boolean helping;
    private int packets;
    private long bytes;

    /**
     * @param sockets of the loop, in its order; those that are not open yet are null
     * @param helping whether the thread is another loop's
     */
    Egress(@Nullable SocketOut[] sockets, TrafficCounters traffic, boolean helping) {
        this.helping = helping;
        this.sockets = sockets;
        this.traffic = traffic;
    }

    /** A helper's, with channels of its own for a loop's sockets; on its thread. */
    static Egress shared(
            FanOutLane helper, LoopSocket[] sockets, int segments, NetLimits limits, TrafficCounters traffic) {
        var shared = new SocketOut[sockets.length];
        for (int i = 0; i < shared.length; i++) {
            shared[i] = SocketOut.shared(helper, sockets[i].channel(), segments, limits);
        }
        return new Egress(shared, traffic, true);
    }

    /**
     * Takes a datagram, which leaves with the next flush at the latest.
     *
     * @return false when nothing more fits before the receiver, and it is lost
     */
    boolean send(byte[] buf, int from, int size, PeerAddress to) {
        Carrier carrier = to.carrier();
        SocketOut socket = sockets[to.local()];
        if (carrier == null
                ? socket == null || !socket.batch().add(buf, from, size, to)
                : !carrier.send(buf, from, size)) {
            return false;
        }
        packets++;
        bytes += size;
        if (carrier == null && socket != null && socket.batch().isFull()) {
            flush();
        }
        return true;
    }

    /** The carrier has something to let go with the next flush. */
    void filled(FramedCarrier carrier) {
        filled.add(carrier);
    }

    void flush() {
        if (packets > 0) {
            traffic.sent(packets, bytes);
            traffic.helped(helping ? packets : 0);
            packets = 0;
            bytes = 0;
        }
        if (!filled.isEmpty()) {
            filled.forEach(FramedCarrier::flush);
            filled.clear();
        }
        for (SocketOut socket : sockets) {
            if (socket != null) {
                socket.flush();
            }
        }
    }

    /** Gives the memory back. */
    void close() {
        for (SocketOut socket : sockets) {
            if (socket != null) {
                socket.close();
            }
        }
    }
}
