package org.auralink.media.sctp;

/** How many bytes may be under way (RFC 9260 7.2): slow start, congestion avoidance, fast recovery. */
final class CongestionWindow {
    private static final int INITIAL = 4_404;
    /**
     * Chunks that one acknowledgement lets the window grow by in slow start: 7.2.1's L, for which RFC 3465 has the
     * reasons. More than two, as peers that read packets in batches acknowledge a batch; what leaves at once is bounded
     * elsewhere.
     */
    private static final int MAX_GROWTH = 8;

    private static final long NOT_RECOVERING = Long.MIN_VALUE;

    private final int chunk;
    private final long most;
    private long window;
    private long threshold;
    private long partial;
    private long recoverUntil = NOT_RECOVERING;
    private boolean used;

    /**
     * @param chunk bytes of the largest chunk (PMDCS)
     * @param most beyond which nothing is gained: what there can be to send
     */
    CongestionWindow(int chunk, long most) {
        this.chunk = chunk;
        this.most = most;
        window = Math.min(4L * chunk, Math.max(2L * chunk, INITIAL));
        threshold = most;
    }

    /** cwnd, bytes. */
    long bytes() {
        return window;
    }

    boolean isRecovering() {
        return recoverUntil != NOT_RECOVERING;
    }

    /** What could leave has left; so many bytes are under way. A window that was not used does not grow (7.2.1). */
    void sent(long flight) {
        used = flight + chunk > window;
    }

    /**
     * An acknowledgement came.
     *
     * @param acknowledged bytes it acknowledged for the first time
     * @param flight bytes that are under way now
     * @param cumulative the cumulative TSN it has
     * @param advanced whether that is a new one
     */
    void acknowledged(long acknowledged, long flight, long cumulative, boolean advanced) {
        if (isRecovering() && cumulative >= recoverUntil) {
            recoverUntil = NOT_RECOVERING;
        }
        if (window <= threshold) {
            if (advanced && used && !isRecovering()) {
                grow(Math.min(acknowledged, (long) MAX_GROWTH * chunk));
            }
        } else {
            avoid(acknowledged);
        }
        if (flight == 0) {
            partial = 0;
        }
    }

    /** 7.2.2: a chunk more for every window that was acknowledged. */
    private void avoid(long acknowledged) {
        partial += acknowledged;
        if (partial < window) {
            return;
        }
        if (used && !isRecovering()) {
            partial -= window;
            grow(chunk);
        } else {
            partial = window;
        }
    }

    private void grow(long by) {
        window = Math.min(most, window + by);
    }

    /**
     * Something was lost that others overtook (7.2.4).
     *
     * @param highest TSN of what was sent last
     * @return whether that is news, so that what was lost may leave at once
     */
    boolean lost(long highest) {
        if (isRecovering()) {
            return false;
        }
        threshold = Math.max(window / 2, 4L * chunk);
        window = threshold;
        partial = 0;
        recoverUntil = highest;
        return true;
    }

    /** Nothing was acknowledged in time (7.2.3). */
    void timedOut() {
        threshold = Math.max(window / 2, 4L * chunk);
        window = chunk;
        partial = 0;
        recoverUntil = NOT_RECOVERING;
    }

    /** Nothing was sent for that many timeouts: what was learned of the path is old (7.2.1). */
    void idle(long timeouts) {
        for (long n = 0; n < timeouts && window > 4L * chunk; n++) {
            window = Math.max(window / 2, 4L * chunk);
        }
    }
}
