package org.auralink.media.bwe;

/**
 * Whether packets take longer and longer to arrive, in milliseconds per millisecond (draft-ietf-rmcat-gcc-02 5.3, by a line of
 * least squares): packets sent together are one group, and the slope is that of the smoothed sum of how much longer each
 * group took than the one before it.
 */
final class DelayTrend {
    /** Packets sent within as many milliseconds are one group: what a pacer sends at once must not look like a queue. */
    private static final double GROUP = 5;
    /** A group that arrives in a burst goes on for as long at most. */
    private static final double MAX_BURST = 100;
    /** Groups in a row that arrived before the one before them, after which the receiver's clock was set. */
    private static final int MAX_BACKWARDS = 3;
    /** By how much arrivals may run ahead of our own clock before the receiver's must have been set. */
    private static final double CLOCK_JUMP = 3_000;

    private static final int POINTS = 20;
    private static final double SMOOTHING = 0.9;
    private static final int MAX_COUNT = 1_000;

    private final Group open = new Group();
    private final Group before = new Group();
    private final double[] times = new double[POINTS];
    private final double[] delays = new double[POINTS];
    private int count;
    private int backwards;
    private double accumulated;
    private double smoothed;
    private double firstArrival;
    private double sendStep;

    /** Packets sent together. */
    private static final class Group {
        private boolean begun;
        private double firstSent;
        private double firstArrived;
        private double sent;
        private double arrived;
        /** Of our clock, when it was reported. */
        private double reported;

        void begin(double sentAt, double arrivedAt, double now) {
            begun = true;
            firstSent = sentAt;
            firstArrived = arrivedAt;
            sent = sentAt;
            arrived = arrivedAt;
            reported = now;
        }

        boolean takes(double sentAt, double arrivedAt) {
            if (sentAt == sent || sentAt - firstSent <= GROUP) {
                return true;
            }
            double arrivalStep = arrivedAt - arrived;
            return arrivalStep - (sentAt - sent) < 0 && arrivalStep <= GROUP && arrivedAt - firstArrived < MAX_BURST;
        }

        void add(double sentAt, double arrivedAt, double now) {
            sent = Math.max(sent, sentAt);
            arrived = Math.max(arrived, arrivedAt);
            reported = now;
        }

        void become(Group other) {
            begun = other.begun;
            sent = other.sent;
            arrived = other.arrived;
            reported = other.reported;
        }
    }

    /**
     * A packet arrived.
     *
     * @param now when that was reported, in ms of our clock
     * @return whether a group is complete, so that {@link #slope} is new
     */
    boolean add(double sentAt, double arrivedAt, double now) {
        if (!open.begun) {
            open.begin(sentAt, arrivedAt, now);
            return false;
        }
        if (sentAt < open.firstSent) {
            return false;
        }
        if (open.takes(sentAt, arrivedAt)) {
            open.add(sentAt, arrivedAt, now);
            return false;
        }
        boolean isNew = before.begun && compare();
        if (open.begun) {
            before.become(open);
        }
        open.begin(sentAt, arrivedAt, now);
        return isNew;
    }

    private boolean compare() {
        double arrivalStep = open.arrived - before.arrived;
        if (arrivalStep < 0) {
            if (++backwards >= MAX_BACKWARDS) {
                reset();
            }
            return false;
        }
        backwards = 0;
        if (arrivalStep - (open.reported - before.reported) >= CLOCK_JUMP) {
            reset();
            return false;
        }
        sendStep = open.sent - before.sent;
        put(arrivalStep - sendStep, open.arrived);
        return true;
    }

    private void reset() {
        open.begun = false;
        before.begun = false;
        backwards = 0;
    }

    private void put(double delta, double arrived) {
        if (count == 0) {
            firstArrival = arrived;
        }
        int slot = count % POINTS;
        count = count < MAX_COUNT * POINTS ? count + 1 : count - POINTS + 1;
        accumulated += delta;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        times[slot] = arrived - firstArrival;
        delays[slot] = smoothed;
    }

    /** How many groups were compared so far; at most {@code MAX_COUNT}. */
    int count() {
        return Math.min(count, MAX_COUNT);
    }

    /** Milliseconds between the last group's last packet and that of the group before, as sent. */
    double sendStep() {
        return sendStep;
    }

    /** Whether there are enough groups for {@link #slope}. */
    boolean hasSlope() {
        return count >= POINTS;
    }

    /** By how many milliseconds the delay grows in a millisecond; 0 for all at one time. */
    double slope() {
        double meanTime = 0;
        double meanDelay = 0;
        for (int i = 0; i < POINTS; i++) {
            meanTime += times[i] / POINTS;
            meanDelay += delays[i] / POINTS;
        }
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < POINTS; i++) {
            numerator += (times[i] - meanTime) * (delays[i] - meanDelay);
            denominator += (times[i] - meanTime) * (times[i] - meanTime);
        }
        return denominator == 0 ? 0 : numerator / denominator;
    }
}
