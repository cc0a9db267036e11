package org.auralink.media.bwe;

/** How much of what was sent arrives, in kbit/s: samples weighed by how far off they are from what was expected. */
final class AckedRate {
    private static final double FIRST_WINDOW = 500;
    private static final double WINDOW = 150;
    /** With fewer bytes in a window than that, and less than expected, the client was sent little: a poor sample. */
    private static final int FEW_BYTES = 2_000;

    private static final double UNCERTAINTY = 10;
    private static final double UNCERTAINTY_OF_FEW = 25;
    /** By how much the rate itself may change from window to window. */
    private static final double DRIFT = 5;

    private static final double FLOOR = 40;

    private double estimate = -1;
    private double variance = 50;
    private long bytes;
    private double length;
    private double before = Double.NaN;

    /** A packet arrived, at that time of the receiver's clock in ms. */
    void add(double arrivedAt, int size) {
        double step = Double.isNaN(before) ? 0 : Math.max(0, arrivedAt - before);
        before = Double.isNaN(before) ? arrivedAt : Math.max(before, arrivedAt);
        double window = estimate < 0 ? FIRST_WINDOW : WINDOW;
        length += step;
        if (step > window) {
            // A gap: nothing was sent, or the clock was set.
            bytes = 0;
            length %= window;
        } else if (length >= window) {
            sample(bytes * 8 / window, bytes < FEW_BYTES);
            bytes = 0;
            length -= window;
        }
        bytes += size;
    }

    private void sample(double rate, boolean few) {
        if (estimate < 0) {
            estimate = Math.max(FLOOR, rate);
            return;
        }
        double scale = few && rate < estimate ? UNCERTAINTY_OF_FEW : UNCERTAINTY;
        double deviation = scale * Math.abs(estimate - rate) / estimate;
        double uncertainty = deviation * deviation;
        double predicted = variance + DRIFT;
        double sum = uncertainty + predicted;
        estimate = Math.max(FLOOR, (uncertainty * estimate + predicted * rate) / sum);
        variance = uncertainty * predicted / sum;
    }

    /** Kilobits per second; -1 until there was a whole window. */
    double kilobits() {
        return estimate;
    }
}
