package org.auralink.media.room;

import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.transport.MediaTransport;

/** Collects RTCP packets for one client after another and sends as many in a datagram as fit. One per room. */
final class RtcpOut {
    /** With SRTCP's trailer, UDP and IP this fits the 1280 bytes every IPv6 link carries. */
    private static final int MAX = 1_180;

    private final RoomEvents events;
    private final byte[] buf = new byte[MAX];
    private int size;

    /** @param events told of each packet */
    RtcpOut(RoomEvents events) {
        this.events = events;
    }

    /** Adds a packet for {@code to}; sends what was collected when it would not fit. */
    void add(long now, MediaTransport to, RtcpPacket packet) {
        int wanted = packet.size();
        if (wanted > MAX) {
            return;
        }
        if (size + wanted > MAX) {
            flush(now, to);
        }
        size += packet.write(buf, size);
        events.feedback(packet, false);
    }

    /** Sends what was collected. */
    void flush(long now, MediaTransport to) {
        if (size > 0) {
            to.sendRtcp(now, buf, 0, size);
            size = 0;
        }
    }
}
