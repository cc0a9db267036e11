package org.auralink.media.bwe;

/** The mean of the last round trips, in ms: for each report, how long ago the packet was sent that took longest. */
final class RoundTrips {
    private static final int COUNT = 32;
    /** Before the first: a usual one between continents' halves. */
    private static final double UNKNOWN = 100;

    private final double[] last = new double[COUNT];
    private int count;

    void add(double millis) {
        last[count % COUNT] = millis;
        count = count < 2 * COUNT ? count + 1 : COUNT + 1;
    }

    double mean() {
        int present = Math.min(count, COUNT);
        double sum = 0;
        for (int i = 0; i < present; i++) {
            sum += last[i];
        }
        return present == 0 ? UNKNOWN : sum / present;
    }
}
