package org.auralink.media.node.signal;

/** A token bucket: so much at once, so much per second for long. One thread. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private double left;
    private long updated;

    /** @param now nanoseconds of any clock; the bucket is full then */
    TokenBucket(long now, int perSecond, int burst) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.left = burst;
        this.updated = now;
    }

    /** Takes {@code amount}; false when there is not so much left. */
    boolean take(long now, int amount) {
        left = Math.min(burst, left + (now - updated) / NANOS_PER_SECOND * perSecond);
        updated = now;
        if (left < amount) {
            return false;
        }
        left -= amount;
        return true;
    }
}
