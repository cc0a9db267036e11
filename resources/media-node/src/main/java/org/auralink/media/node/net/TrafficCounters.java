package org.auralink.media.node.net;

import java.util.concurrent.atomic.AtomicLong;

/** What went through one socket. Written by its loop's thread, readable from any. */
public final class TrafficCounters {
    private final AtomicLong packetsIn = new AtomicLong();
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong packetsOut = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();

    void received(int bytes) {
        add(packetsIn, 1);
        add(bytesIn, bytes);
    }

    void sent(int bytes) {
        add(packetsOut, 1);
        add(bytesOut, bytes);
    }

    /** There is one writer, so no atomic addition is needed, only that readers see whole numbers. */
    private static void add(AtomicLong counter, long amount) {
        counter.setOpaque(counter.getPlain() + amount);
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
}
