package org.auralink.media.bwe;

/**
 * The rate that follows from what the delay says (draft-ietf-rmcat-gcc-02 5.5): up by a share while nothing is known of the path,
 * by a packet in a round trip near to what it carried before, and down to 85 % of what arrived when a queue grows. All rates in
 * kbit/s, times in ms.
 */
final class RateControl {
    private static final double BACK_OFF = 0.85;
    private static final double GROWTH = 1.08;
    /** While not even everybody's lowest layer fits: it is far from what a path carries on which calls are held. */
    private static final double FAST_GROWTH = 1.16;

    private static final double MIN_RESPONSE = 10;
    private static final double MAX_RESPONSE = 200;
    /** Time that passes besides the round trip until a change shows, as reports come every 50 to 250 ms. */
    private static final double REPORTING = 100;

    private static final double MIN_STEP = 4;
    private static final double FRAMES_PER_SECOND = 30;
    private static final double PACKET_KILOBITS = 9.6;
    /** What arrives bounds what may be believed of the path: nobody knows what it does with more. */
    private static final double AHEAD = 1.5;

    private static final double AHEAD_BY = 10;

    private enum State {
        HOLD,
        INCREASE
    }

    private final double minimum;
    private final double maximum;
    private final PathCapacity capacity = new PathCapacity();
    private double target;
    private double base;
    private double floor;
    private State state = State.HOLD;
    private double changedAt = Double.NaN;
    private double decreasedAt = Double.NaN;

    RateControl(double start, double minimum, double maximum) {
        target = start;
        this.minimum = minimum;
        floor = minimum;
        this.maximum = maximum;
    }

    double target() {
        return target;
    }

    /** What everybody's lowest layer takes together. */
    void base(double kilobits) {
        base = kilobits;
    }

    /** It goes no lower than that for the present: what there is of a queue is not media's. */
    void atLeast(double kilobits) {
        floor = Math.max(minimum, kilobits);
    }

    /** A probe passed with this rate; no effect when it is less than what was known. */
    void probed(double kilobits, double now) {
        if (kilobits > target) {
            target = Math.min(maximum, kilobits);
            changedAt = now;
        }
    }

    /**
     * What the last report says.
     *
     * @param acked what arrives; negative while that is not known
     * @return whether it went down
     */
    boolean update(Usage usage, double acked, double roundTrip, double now) {
        switch (usage) {
            case OVER -> {
                state = State.HOLD;
                return decreaseIfDue(acked, roundTrip, now);
            }
            case UNDER -> state = State.HOLD;
            case NORMAL -> {
                if (state == State.HOLD) {
                    state = State.INCREASE;
                    changedAt = now;
                }
                increase(acked, roundTrip, now);
            }
        }
        return false;
    }

    private boolean decreaseIfDue(double acked, double roundTrip, double now) {
        double response = Math.max(MIN_RESPONSE, Math.min(MAX_RESPONSE, roundTrip));
        boolean due = Double.isNaN(decreasedAt) || now - decreasedAt >= response;
        if (!due && (acked < 0 || acked >= target / 2)) {
            return false;
        }
        double next;
        if (acked < 0) {
            next = target / 2;
        } else {
            capacity.overused(acked);
            next = BACK_OFF * acked;
            if (next > target) {
                next = BACK_OFF * capacity.mean();
            }
        }
        target = Math.min(target, Math.max(floor, next));
        decreasedAt = now;
        changedAt = now;
        return true;
    }

    private void increase(double acked, double roundTrip, double now) {
        double step = Double.isNaN(changedAt) ? 0 : Math.min(1_000, Math.max(0, now - changedAt));
        if (acked >= 0) {
            capacity.passed(acked);
        }
        double more;
        if (capacity.isKnown()) {
            more = additive(roundTrip) * step / 1_000;
        } else {
            double growth = target < base ? FAST_GROWTH : GROWTH;
            more = Math.max(1, target * (Math.pow(growth, step / 1_000) - 1));
        }
        changedAt = now;
        double bound = acked < 0 ? maximum : Math.min(maximum, AHEAD * acked + AHEAD_BY);
        target = Math.max(target, Math.min(target + more, bound));
    }

    /** One packet of the usual size in each round trip, in kbit/s per second. */
    private double additive(double roundTrip) {
        double frame = target / FRAMES_PER_SECOND;
        double packet = frame / Math.ceil(frame / PACKET_KILOBITS);
        return Math.max(MIN_STEP, packet / ((roundTrip + REPORTING) / 1_000));
    }
}
