package org.auralink.media.bwe;

/** What the path carried when it was overused, in kbit/s, for as long as what passes agrees with it. */
final class PathCapacity {
    private static final double WEIGHT = 0.05;
    private static final double MIN_VARIANCE = 0.4;
    private static final double MAX_VARIANCE = 2.5;
    private static final double DEVIATIONS = 3;

    private double mean = -1;
    /** Of the mean, normalised by it. */
    private double variance = MIN_VARIANCE;

    boolean isKnown() {
        return mean >= 0;
    }

    double mean() {
        return mean;
    }

    /** As much arrived while more was sent than passed. */
    void overused(double acked) {
        if (isKnown() && Math.abs(acked - mean) > DEVIATIONS * deviation()) {
            forget();
        }
        if (!isKnown()) {
            mean = acked;
            return;
        }
        mean += WEIGHT * (acked - mean);
        double error = mean - acked;
        double norm = Math.max(1, mean);
        variance = (1 - WEIGHT) * variance + WEIGHT * error * error / norm;
        variance = Math.max(MIN_VARIANCE, Math.min(MAX_VARIANCE, variance));
    }

    /** As much arrives without a queue: the path is another one when that is far more. */
    void passed(double acked) {
        if (isKnown() && acked > mean + DEVIATIONS * deviation()) {
            forget();
        }
    }

    private double deviation() {
        return Math.sqrt(variance * mean);
    }

    void forget() {
        mean = -1;
        variance = MIN_VARIANCE;
    }
}
