package org.auralink.media.transport;

/** A rate with a burst: tokens come evenly, and what is not taken is kept up to a limit. Allocates nothing. One thread. */
public final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    private long burst;
    private long perSecond;
    private long tokens;
    private long filledAt;
    private boolean begun;

    /**
     * Full at first.
     *
     * @param perSecond tokens that come each second
     * @param burst tokens that are kept at most
     */
    public TokenBucket(long perSecond, long burst) {
        this.perSecond = perSecond;
        this.burst = burst;
        tokens = burst * SECOND;
    }

    /**
     * Another rate and limit from now on. What a higher limit adds is there at once, as in a bucket that is new; what was
     * taken stays taken.
     */
    void become(long now, long newPerSecond, long newBurst) {
        fill(now);
        tokens = Math.max(0, tokens + (newBurst - burst) * SECOND);
        perSecond = newPerSecond;
        burst = newBurst;
    }

    /** Takes this many tokens; false, and none are taken, when there are not as many. */
    public boolean take(long now, long wanted) {
        if (!has(now, wanted)) {
            return false;
        }
        tokens -= wanted * SECOND;
        return true;
    }

    /** Whether there are this many. */
    public boolean has(long now, long wanted) {
        fill(now);
        return tokens >= wanted * SECOND;
    }

    private void fill(long now) {
        if (!begun) {
            begun = true;
            filledAt = now;
        }
        long passed = now - filledAt;
        // Longer than it takes to fill up does not count, which also keeps the product in range.
        long enough = burst * SECOND / perSecond + 1;
        if (passed > 0) {
            tokens = Math.min(burst * SECOND, tokens + Math.min(passed, enough) * perSecond);
            filledAt = now;
        }
    }
}
