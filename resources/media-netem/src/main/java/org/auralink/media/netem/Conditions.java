package org.auralink.media.netem;

/**
 * What a {@link Link} does to packets. Shares are of all packets, from 0 to 1, and times are nanoseconds.
 *
 * @param delay that every packet takes
 * @param jitter that is added to it, anything up to this; packets stay in their order (as in a queue elsewhere)
 * @param loss share of packets that are lost, each by itself
 * @param bursts when packets are lost together
 * @param duplication share of packets that come twice
 * @param reordering which packets are overtaken
 * @param rate how much passes
 */
public record Conditions(
        long delay, long jitter, double loss, Bursts bursts, double duplication, Reordering reordering, Rate rate) {
    /** Everything arrives at once. */
    public static final Conditions PERFECT = new Conditions(0, 0, 0, Bursts.NONE, 0, Reordering.NONE, Rate.UNLIMITED);

    /** A wireless network at home. */
    public static final Conditions WIFI =
            PERFECT.delayed(millis(5)).jittering(millis(2)).limited(100_000_000, 250_000);

    /** The same through two walls. */
    public static final Conditions WIFI_LOSSY = PERFECT.delayed(millis(15))
            .jittering(millis(10))
            .losing(0.02)
            .losing(new Bursts(0.005, 0.2, 0.7))
            .limited(50_000_000, 250_000);

    /** The same with all the neighbours'. */
    public static final Conditions WIFI_CONGESTED =
            PERFECT.delayed(millis(10)).jittering(millis(20)).losing(0.01).limited(5_000_000, 30_000);

    /** A telephone on the move. */
    public static final Conditions CELLULAR = PERFECT.delayed(millis(50))
            .jittering(millis(15))
            .losing(0.01)
            .losing(new Bursts(0.002, 0.1, 0.8))
            .limited(30_000_000, 500_000);

    /** A dish on the roof. */
    public static final Conditions SATELLITE =
            PERFECT.delayed(millis(600)).jittering(millis(30)).losing(0.005).limited(15_000_000, 2_000_000);

    /** A line that others fill. */
    public static final Conditions CONGESTED =
            PERFECT.delayed(millis(80)).jittering(millis(40)).losing(0.02).limited(10_000_000, 50_000);

    /**
     * Losses that come together (the model of Gilbert and Elliott): a burst begins and ends by chance with each packet.
     *
     * @param begin chance that a packet begins one
     * @param end chance that a packet ends it, so that it lasts {@code 1 / end} packets on average
     * @param loss share of packets that are lost in one
     */
    public record Bursts(double begin, double end, double loss) {
        /** None. */
        public static final Bursts NONE = new Bursts(0, 1, 0);
    }

    /**
     * Packets that are overtaken.
     *
     * @param late share of packets that take longer
     * @param by how much longer at most
     * @param swapped share of packets that wait until the next one has passed, however long that takes: also where time
     *     stands still
     */
    public record Reordering(double late, long by, double swapped) {
        /** Every packet keeps its place. */
        public static final Reordering NONE = new Reordering(0, 0, 0);
    }

    /**
     * A bottleneck, with a queue before it that drops what does not fit.
     *
     * @param bitsPerSecond that pass; 0 for any number
     * @param queue bytes that wait at most, the packet that passes included
     */
    public record Rate(long bitsPerSecond, long queue) {
        /** Everything passes. */
        public static final Rate UNLIMITED = new Rate(0, 0);
    }

    private static long millis(long count) {
        return count * 1_000_000;
    }

    /** With another delay. */
    public Conditions delayed(long nanos) {
        return new Conditions(nanos, jitter, loss, bursts, duplication, reordering, rate);
    }

    /** With another jitter. */
    public Conditions jittering(long nanos) {
        return new Conditions(delay, nanos, loss, bursts, duplication, reordering, rate);
    }

    /** With another share of single losses. */
    public Conditions losing(double share) {
        return new Conditions(delay, jitter, share, bursts, duplication, reordering, rate);
    }

    /** With other bursts of losses. */
    public Conditions losing(Bursts together) {
        return new Conditions(delay, jitter, loss, together, duplication, reordering, rate);
    }

    /** With another share of packets that come twice. */
    public Conditions duplicating(double share) {
        return new Conditions(delay, jitter, loss, bursts, share, reordering, rate);
    }

    /** With this share of packets up to so much later. */
    public Conditions reordering(double share, long by) {
        return new Conditions(delay, jitter, loss, bursts, duplication, new Reordering(share, by, 0), rate);
    }

    /** With this share of packets behind the one that follows them. */
    public Conditions swapping(double share) {
        return new Conditions(delay, jitter, loss, bursts, duplication, new Reordering(0, 0, share), rate);
    }

    /** With another bottleneck. */
    public Conditions limited(long bitsPerSecond, long queue) {
        return new Conditions(delay, jitter, loss, bursts, duplication, reordering, new Rate(bitsPerSecond, queue));
    }
}
