package org.auralink.media.node.net;

import java.util.concurrent.atomic.AtomicLong;

/** What went through the sockets of a loop; readable from any thread. */
public final class TrafficCounters {
    private final AtomicLong packetsIn = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong packetsOut = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private final AtomicLong helped = new AtomicLong();

    /** A datagram came, which the loop's thread alone says: so no atomic addition is needed. */
    void received(int bytes) {
        packetsIn.setOpaque(packetsIn.getPlain() + 1);
        bytesIn.setOpaque(bytesIn.getPlain() + bytes);
    }

    /** Datagrams left; from any thread that sends for the loop. */
    void sent(int packets, long bytes) {
        packetsOut.getAndAdd(packets);
        bytesOut.getAndAdd(bytes);
    }

    /** So many of those that left were sent by a thread that helps the loop; from any of them. */
    void helped(int packets) {
        helped.getAndAdd(packets);
    }

    /** Datagrams received, dropped ones included. */
    public long packetsIn() {
        return packetsIn.getOpaque();
    }

    /** Their bytes, without UDP and IP headers. */
    public long bytesIn() {
        return bytesIn.getOpaque();
    }

    /** Datagrams handed to the kernel or waiting for it. */
    public long packetsOut() {
        return packetsOut.getOpaque();
    }

    /** Their bytes, without UDP and IP headers. */
    public long bytesOut() {
        return bytesOut.getOpaque();
    }

    /** How many of {@link #packetsOut} were sent by threads of other loops, as in large rooms. */
    public long packetsHelped() {
        return helped.getOpaque();
    }
}
