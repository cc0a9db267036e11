package org.auralink.media.sctp;

/** What an association did and dropped, since it began. For the thread that drives it. */
public final class SctpCounters {
    private final long[] drops = new long[SctpDrop.values().length];
    private long retransmissions;
    private long timeouts;
    private long abandoned;

    void add(SctpDrop reason) {
        drops[reason.ordinal()]++;
    }

    void addRetransmission() {
        retransmissions++;
    }

    void addTimeout() {
        timeouts++;
    }

    void addAbandoned() {
        abandoned++;
    }

    /** Packets or chunks dropped for this reason. */
    public long get(SctpDrop reason) {
        return drops[reason.ordinal()];
    }

    /** Chunks of data that were sent again. */
    public long retransmissions() {
        return retransmissions;
    }

    /** Times that nothing was acknowledged in time (T3). */
    public long timeouts() {
        return timeouts;
    }

    /** Messages given up, or dropped before they were sent, because they may be lost. */
    public long abandoned() {
        return abandoned;
    }
}
