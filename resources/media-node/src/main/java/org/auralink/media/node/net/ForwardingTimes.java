package org.auralink.media.node.net;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How long it takes from reading datagrams to handing over what they caused, as a moving average over read batches. Written
 * by its loop's thread, readable from any.
 */
public final class ForwardingTimes {
    /** Share of the newest batch, in 1/64: at a thousand batches a second it covers the last tenth of one. */
    private static final int SHIFT = 6;

    private final AtomicLong latency = new AtomicLong();
    private final AtomicLong jitter = new AtomicLong();

    private long begun;
    private long sentBefore;
    private long busy;
    private long askedAt;

    /** The first datagram of a batch is there. @param sent datagrams so far */
    void begin(long now, long sent) {
        begun = now;
        sentBefore = sent;
    }

    /** What the batch caused was handed over, which may be nothing. @param sent datagrams so far */
    void end(long now, long sent) {
        busy += now - begun;
        if (sent != sentBefore) {
            took(now - begun);
        }
    }

    /** The part of the time since the last call in which batches were read and forwarded; on the loop's thread. */
    double takeBusy(long now) {
        double share = now == askedAt ? 0 : (double) busy / (now - askedAt);
        busy = 0;
        askedAt = now;
        return share;
    }

    private void took(long nanos) {
        long before = latency.getPlain();
        latency.setOpaque(before + (nanos - before >> SHIFT));
        jitter.setOpaque(jitter.getPlain() + (Math.abs(nanos - before) - jitter.getPlain() >> SHIFT));
    }

    /** In nanoseconds. */
    public long latency() {
        return latency.getOpaque();
    }

    /** How far batches are from it, in nanoseconds. */
    public long jitter() {
        return jitter.getOpaque();
    }
}
