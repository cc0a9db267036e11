package org.auralink.media.bwe;

/**
 * Tells a growing delay from noise by a threshold that follows the noise (draft-ietf-rmcat-gcc-02 5.4). A drift of less than 25 ms
 * in a second is not seen by design: a threshold low enough for it would take other traffic's jitter for a queue of ours.
 */
final class OveruseDetector {
    private static final int MAX_COUNT = 60;
    private static final double GAIN = 4;
    private static final double MIN_THRESHOLD = 6;
    private static final double MAX_THRESHOLD = 600;
    /** A value that far above the threshold is a spike, as of a route change, and not noise. */
    private static final double SPIKE = 15;

    private static final double RISE = 0.0087;
    private static final double FALL = 0.039;
    private static final double MAX_STEP = 100;
    /** For how many milliseconds the delay has to grow. */
    private static final double OVERUSE_TIME = 10;

    private double threshold = 12.5;
    private double updatedAt = Double.NaN;
    private double over = -1;
    private int overs;
    private double slopeBefore;
    private Usage usage = Usage.NORMAL;

    Usage usage() {
        return usage;
    }

    double threshold() {
        return threshold;
    }

    /**
     * A group more.
     *
     * @param count groups so far
     * @param sendStep milliseconds between it and the one before, as sent
     * @param now milliseconds of any clock
     */
    Usage update(double slope, int count, double sendStep, double now) {
        double value = Math.min(count, MAX_COUNT) * slope * GAIN;
        if (value > threshold) {
            over = over < 0 ? sendStep / 2 : over + sendStep;
            overs++;
            if (over > OVERUSE_TIME && overs > 1 && slope >= slopeBefore) {
                over = 0;
                overs = 0;
                usage = Usage.OVER;
            }
        } else {
            over = -1;
            overs = 0;
            usage = value < -threshold ? Usage.UNDER : Usage.NORMAL;
        }
        slopeBefore = slope;
        adapt(Math.abs(value), now);
        return usage;
    }

    private void adapt(double value, double now) {
        double step = Double.isNaN(updatedAt) ? 0 : Math.min(MAX_STEP, now - updatedAt);
        updatedAt = now;
        if (value - threshold <= SPIKE) {
            threshold += (value < threshold ? FALL : RISE) * (value - threshold) * step;
            threshold = Math.max(MIN_THRESHOLD, Math.min(MAX_THRESHOLD, threshold));
        }
    }
}
