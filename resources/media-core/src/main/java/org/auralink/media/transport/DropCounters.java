package org.auralink.media.transport;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** How many datagrams were dropped, by reason; from any thread. A loop's get what its helpers could not send, too. */
public final class DropCounters {
    private static final int REASONS = DropReason.values().length;

    private final AtomicLongArray counts = new AtomicLongArray(REASONS);
    private final @Nullable DropCounters sum;

    /** Counts for itself. */
    public DropCounters() {
        this(null);
    }

    /** @param sum also gets what is counted here, and keeps it when this is forgotten */
    public DropCounters(@Nullable DropCounters sum) {
        this.sum = sum;
    }

    /** Adds one. */
    public void add(DropReason reason) {
        int n = reason.ordinal();
        counts.getAndIncrement(n);
        if (sum != null) {
            sum.add(reason);
        }
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
