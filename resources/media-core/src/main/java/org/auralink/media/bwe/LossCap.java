package org.auralink.media.bwe;

import java.util.Arrays;

/**
 * A bound by what is lost, for paths that drop instead of queueing. Loss that does not fall with the rate is the path's own,
 * as on a bad radio link: it is remembered, and not reacted to, since going down would gain nothing.
 */
final class LossCap {
    static final double NONE = Double.MAX_VALUE;

    private static final double SLOT = 100;
    private static final int SLOTS = 100;
    private static final double WINDOW = 2_000;
    private static final int WANTED = 100;
    private static final int ENOUGH = 60;
    private static final double HIGH = 0.10;
    private static final double LOW = 0.02;
    private static final double BACK_OFF = 0.85;
    private static final double GROWTH = 1.08;
    /** Share of the loss that remains after going down, from which on it does not depend on what is sent. */
    private static final double INDEPENDENT = 0.6;

    /** Far more than before is not the same loss: it had only begun when it was judged, and is judged anew. */
    private static final double MORE = 1.5;

    private static final double MAX_INHERENT = 0.5;
    private static final double FORGETTING = 0.98;
    private static final double GRACE = 2_000;
    /** Until a queue is gone that a rate before left behind. */
    private static final double DRAINING = 500;

    private final int[] reported = new int[SLOTS];
    private final int[] lost = new int[SLOTS];
    private long slot = Long.MIN_VALUE;
    private boolean begun;
    private double countedFrom = Double.NEGATIVE_INFINITY;
    private double judgedFrom;
    private double cap = NONE;
    private double grownAt;
    private double remembered = -1;
    private double inherent;
    private double share;

    /** Kilobits per second at most; {@link #NONE}. */
    double kilobits() {
        return cap;
    }

    /** Whether something that was sent at that time tells of the present rate. */
    boolean counts(double sentAt) {
        return sentAt >= countedFrom;
    }

    /** Whether little enough is lost to try more. */
    boolean isQuiet() {
        return share - inherent < LOW;
    }

    /** Share of the packets that is lost, of the last two seconds at least. */
    double share() {
        return share;
    }

    /** A probe showed that so many kilobits per second pass: what is lost now is no reason to send less. */
    void passed(double kilobits) {
        if (cap != NONE && remembered < 0) {
            cap = Math.max(cap, kilobits);
        }
    }

    /**
     * A report more.
     *
     * @param packets newly reported on, received or lost, of those that {@link #counts} is true of
     * @param newlyLost of them; negative when more had been taken for lost before than are now
     * @param target what is sent without this bound
     * @param acked what arrives; negative while that is not known
     */
    void update(int packets, int newlyLost, double target, double acked, double roundTrip, double now) {
        if (!begun) {
            begun = true;
            judgedFrom = now + GRACE;
            grownAt = now;
        }
        count(packets, newlyLost, now);
        if (cap != NONE && remembered < 0 && isQuiet()) {
            cap *= Math.pow(GROWTH, Math.min(1_000, now - grownAt) / 1_000);
            cap = cap > target ? NONE : cap;
        }
        grownAt = now;
        if (!measure(now)) {
            return;
        }
        if (share < inherent) {
            inherent = Math.max(share, inherent * FORGETTING);
        }
        if (now < judgedFrom) {
            return;
        }
        if (remembered >= 0) {
            compare(now);
        }
        if (share - inherent > HIGH) {
            cap = BACK_OFF * Math.min(Math.min(cap, target), acked < 0 ? target : acked);
            remembered = share;
            countAnew(now + DRAINING);
            judgedFrom = countedFrom + WINDOW + roundTrip;
        }
    }

    private void compare(double now) {
        if (share >= INDEPENDENT * remembered && share <= MORE * remembered) {
            inherent = Math.min(MAX_INHERENT, share);
            cap = NONE;
            countAnew(now);
        }
        remembered = -1;
    }

    /** What was sent until then is of the rate before. */
    private void countAnew(double until) {
        Arrays.fill(reported, 0);
        Arrays.fill(lost, 0);
        countedFrom = until;
    }

    private void count(int packets, int newlyLost, double now) {
        long present = (long) Math.floor(now / SLOT);
        if (slot == Long.MIN_VALUE || present - slot >= SLOTS) {
            Arrays.fill(reported, 0);
            Arrays.fill(lost, 0);
            slot = present;
        }
        while (slot < present) {
            slot++;
            reported[Math.floorMod(slot, SLOTS)] = 0;
            lost[Math.floorMod(slot, SLOTS)] = 0;
        }
        int at = Math.floorMod(present, SLOTS);
        reported[at] += packets;
        lost[at] += newlyLost;
    }

    /** Of the newest packets: two seconds of them, and so many; false when there are not enough in ten seconds. */
    private boolean measure(double now) {
        int packets = 0;
        int missing = 0;
        for (int back = 0; back < SLOTS && (back * SLOT < WINDOW || packets < WANTED); back++) {
            int at = Math.floorMod(slot - back, SLOTS);
            packets += reported[at];
            missing += lost[at];
        }
        if (packets < ENOUGH) {
            return false;
        }
        share = Math.max(0, (double) missing / packets);
        return true;
    }
}
