package org.auralink.media.bwe;

/**
 * When to send more than media for a moment, to see whether it passes. What arrives can never exceed what is sent, and a
 * forwarding node has only the layers that there are to send: without probes it would never learn that the next one fits.
 */
public final class ProbePlan {
    private static final long MILLI = 1_000_000L;
    private static final long FIRST_AFTER = 100 * MILLI;
    private static final long NEXT_AFTER = 100 * MILLI;
    private static final long RESULT_WITHIN = 1_000 * MILLI;
    private static final long INTERVAL = 5_000 * MILLI;
    /** So that a wide path is found within ten seconds of its return; a probe on a narrow one is some packets. */
    private static final long MAX_INTERVAL = 7_000 * MILLI;

    private static final int FIRST_TIMES = 3;
    private static final int TIMES = 2;
    private static final double SUCCEEDED = 0.7;
    /** It found the end, but far from where it was thought to be: how far is worth another look. */
    private static final double GAINED = 1.3;

    private static final long AGAIN_AFTER = 1_500 * MILLI;
    /** Never more than what is wanted, and a margin: it would be of no use. */
    private static final double NEED = 1.2;

    private final BandwidthEstimator estimator;
    private long dueAt = -1;
    private long resultUntil = -1;
    private long tried;
    private long before;
    private long interval = INTERVAL;
    private boolean isFirst = true;

    /** The plan of one connection. */
    public ProbePlan(BandwidthEstimator estimator) {
        this.estimator = estimator;
    }

    /**
     * Whether a probe is to be sent now.
     *
     * @param wanted bits per second that the client would be sent if they passed
     * @return the rate to try, in bits per second; 0 for none
     */
    public long due(long now, long wanted) {
        if (dueAt < 0) {
            dueAt = now + FIRST_AFTER;
        }
        if (resultUntil >= 0 && !judge(now) || now < dueAt) {
            return 0;
        }
        long known = estimator.bitsPerSecond();
        long rate = Math.min(known * (isFirst ? FIRST_TIMES : TIMES), (long) (wanted * NEED));
        // Before the first report nothing speaks against it.
        boolean may = estimator.mayTryMore() || isFirst && !estimator.hasReports();
        if (known >= wanted || rate <= known || !may) {
            return 0;
        }
        isFirst = false;
        tried = rate;
        before = known;
        resultUntil = now + RESULT_WITHIN;
        return rate;
    }

    /** Whether the last probe is over, one way or the other. */
    private boolean judge(long now) {
        long result = estimator.lastProbe();
        if (result == 0 && now < resultUntil) {
            return false;
        }
        resultUntil = -1;
        if (result >= SUCCEEDED * tried) {
            interval = INTERVAL;
            dueAt = now + NEXT_AFTER;
        } else if (result >= GAINED * before) {
            dueAt = now + AGAIN_AFTER;
        } else {
            dueAt = now + interval;
            interval = Math.min(MAX_INTERVAL, interval + interval / 2);
        }
        return true;
    }
}
