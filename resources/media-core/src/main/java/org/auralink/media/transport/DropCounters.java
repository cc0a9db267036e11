package org.auralink.media.transport;

import java.util.concurrent.atomic.AtomicLongArray;

/** How many datagrams were dropped, by reason. Written by one thread, readable from any. */
public final class DropCounters {
    private static final int REASONS = DropReason.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(REASONS);

    /** Adds one; only the owning thread may. */
    public void add(DropReason reason) {
        int n = reason.ordinal();
        counts.setPlain(n, counts.getPlain(n) + 1);
    }

    /** Datagrams dropped for this reason. */
    public long get(DropReason reason) {
        return counts.getOpaque(reason.ordinal());
    }

    /** Datagrams dropped for any reason. */
    public long total() {
        long total = 0;
        for (int n = 0; n < REASONS; n++) {
            total += counts.getOpaque(n);
        }
        return total;
    }
}
