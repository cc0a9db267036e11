package org.auralink.media.bwe;

import java.util.Arrays;

/**
 * Sees a queue that stands: what only looks at growth is content with a full one. The delay of the fastest packet of each report is
 * held against the smallest of half a minute, which also absorbs clocks that run apart (100 ppm are 3 ms in that time).
 */
final class QueueGuard {
    private static final double STANDING = 80;
    private static final int REPORTS = 4;
    /** A queue that no jitter makes. */
    private static final double LARGE = 150;

    private static final int FEW_REPORTS = 2;
    /** Less than the wake-ups of busy processors differ by. */
    private static final double EMPTY = 20;

    private static final double SLOT = 1_000;
    private static final int SLOTS = 30;
    /** Decreases without effect, after which the queue is somebody else's, or the path a longer one. */
    private static final int MAX_VAIN = 3;

    private static final double DRAINED = 0.7;

    private final double[] smallest = new double[SLOTS];
    private long slot = Long.MIN_VALUE;
    private int standing;
    private int vain;
    private double atDecrease;
    private double queue;

    QueueGuard() {
        Arrays.fill(smallest, Double.MAX_VALUE);
    }

    /**
     * A report more.
     *
     * @param delay the smallest difference between arrival and sending in it, in ms; the clocks are not the same one
     * @return whether a queue stands
     */
    boolean update(double delay, double now) {
        long present = (long) Math.floor(now / SLOT);
        if (slot == Long.MIN_VALUE || present - slot >= SLOTS) {
            Arrays.fill(smallest, Double.MAX_VALUE);
            slot = present;
        }
        while (slot < present) {
            slot++;
            smallest[Math.floorMod(slot, SLOTS)] = Double.MAX_VALUE;
        }
        int at = Math.floorMod(present, SLOTS);
        smallest[at] = Math.min(smallest[at], delay);
        double fastest = delay;
        for (double each : smallest) {
            fastest = Math.min(fastest, each);
        }
        queue = delay - fastest;
        standing = queue > STANDING ? standing + 1 : 0;
        vain = standing == 0 ? 0 : vain;
        return standing >= (queue > LARGE ? FEW_REPORTS : REPORTS);
    }

    /** The rate went down because of it. */
    void decreased() {
        vain = vain > 0 && queue <= atDecrease * DRAINED ? 1 : vain + 1;
        atDecrease = queue;
        if (vain > MAX_VAIN) {
            Arrays.fill(smallest, Double.MAX_VALUE);
            standing = 0;
            vain = 0;
        }
    }

    /** Milliseconds in the queue at least, as of the last report. */
    double queue() {
        return queue;
    }

    /** Whether there may be a queue, so that nothing is tried. */
    boolean isQuiet() {
        return queue <= STANDING / 2;
    }

    /** Whether the fastest packet of the last report waited for long. */
    boolean isStanding() {
        return queue > STANDING;
    }

    /** Whether the fastest packet of the last report found next to no queue. */
    boolean isEmpty() {
        return queue < EMPTY;
    }
}
