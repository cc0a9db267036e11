package org.auralink.media.transport;

import java.time.Duration;

/** A rate with a burst: tokens come evenly, and what is not taken is kept up to a limit. Allocates nothing. One thread. */
public final class TokenBucket {
    private static final long SECOND = 1_000_000_000L;

    /** How long {@code rate} tokens take to come. Tokens are counted in shares of one: as many as this has nanoseconds. */
    private final long period;

    private long burst;
    private long rate;
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
        this(perSecond, SECOND, burst);
    }

    /**
     * Full at first.
     *
     * @param rate tokens that come in each {@code period}, at least one
     * @param period up to an hour, with a burst of up to two million
     * @param burst tokens that are kept at most
     */
    public TokenBucket(long rate, Duration period, long burst) {
        this(rate, period.toNanos(), burst);
    }

    private TokenBucket(long rate, long period, long burst) {
        this.rate = rate;
        this.period = period;
        this.burst = burst;
        tokens = burst * period;
    }

    /**
     * Another rate and limit from now on. What a higher limit adds is there at once, as in a bucket that is new; what was
     * taken stays taken.
     */
    void become(long now, long newRate, long newBurst) {
        fill(now);
        tokens = Math.max(0, tokens + (newBurst - burst) * period);
        rate = newRate;
        burst = newBurst;
    }

    /** Takes this many tokens; false, and none are taken, when there are not as many. */
    public boolean take(long now, long wanted) {
        if (!has(now, wanted)) {
            return false;
        }
        tokens -= wanted * period;
        return true;
    }

    /** Whether there are this many. */
    public boolean has(long now, long wanted) {
        fill(now);
        return tokens >= wanted * period;
    }

    /** After how many nanoseconds there are this many, when none are taken meanwhile; 0 when they are there. */
    public long nanosUntil(long now, long wanted) {
        fill(now);
        long missing = wanted * period - tokens;
        return missing <= 0 ? 0 : (missing + rate - 1) / rate;
    }

    private void fill(long now) {
        if (!begun) {
            begun = true;
            filledAt = now;
        }
        long passed = now - filledAt;
        // Longer than it takes to fill up does not count, which also keeps the product in range.
        long enough = burst * period / rate + 1;
        if (passed > 0) {
            tokens = Math.min(burst * period, tokens + Math.min(passed, enough) * rate);
            filledAt = now;
        }
    }
}
