package org.auralink.media.transport;

/**
 * So much genuine RTP per second.
 *
 * @param packets not negative
 * @param bytes with headers, not negative
 */
public record MediaRate(int packets, int bytes) {
    /** Nothing at all. */
    public static final MediaRate NONE = new MediaRate(0, 0);

    /** Both together. */
    public MediaRate plus(MediaRate other) {
        return new MediaRate(packets + other.packets, bytes + other.bytes);
    }

    /** So many times this, but no less than the one and no more than the other. */
    MediaRate times(int factor, MediaRate least, MediaRate most) {
        return new MediaRate(
                between(least.packets, (long) factor * packets, most.packets),
                between(least.bytes, (long) factor * bytes, most.bytes));
    }

    private static int between(int least, long wanted, int most) {
        return (int) Math.max(least, Math.min(wanted, most));
    }

    /** A bucket of that many packets, of which a second's may come at once. */
    TokenBucket packetBucket() {
        return new TokenBucket(packets, packets);
    }

    /** A bucket of that many bytes, likewise. */
    TokenBucket byteBucket() {
        return new TokenBucket(bytes, bytes);
    }
}
