package org.auralink.media.bwe;

/**
 * Bounds of what an estimator believes, in kbit/s.
 *
 * @param start before anything is known: on a link of 1 Mbit/s, 600 gives a queue of some 30 ms in the first seconds and 1500 one of
 *     270 ms, while the first probe makes up for a low one within half a second
 * @param minimum never below, as sound alone needs about as much
 * @param maximum never above: more than any client is sent
 */
public record EstimatorLimits(double start, double minimum, double maximum) {
    /** What holds unless something is known of the client. */
    public static final EstimatorLimits DEFAULT = new EstimatorLimits(600, 50, 30_000);
}
