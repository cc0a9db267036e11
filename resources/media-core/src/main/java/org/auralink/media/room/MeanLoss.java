package org.auralink.media.room;

/** Loss over several intervals of a second, each counted the same however many packets it had. */
final class MeanLoss {
    private static final double PER_CENT = 100 / 256.0;

    private int sum;
    private int intervals;

    /** @param per256 share lost within one interval, in 1/256 */
    void add(int per256) {
        sum += per256;
        intervals++;
    }

    /** In per cent since the last call; 0 when there was no interval. */
    double take() {
        double mean = intervals == 0 ? 0 : sum * PER_CENT / intervals;
        sum = 0;
        intervals = 0;
        return mean;
    }
}
