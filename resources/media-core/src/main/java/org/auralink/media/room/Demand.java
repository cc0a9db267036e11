package org.auralink.media.room;

import java.util.Arrays;
import org.auralink.media.room.forward.ForwardedTrack;

/**
 * Which layers of a track its publisher is asked to send: those that somebody wants, at once, and for a while yet those
 * that somebody wanted. So who scrolls, or changes the speaker shown, does not make an encoder start over each time.
 */
final class Demand {
    private final long pauseDelay;
    private final long[] wantedAt = new long[ForwardedTrack.MAX_LAYERS];
    private boolean begun;
    private boolean told;
    private boolean again;
    /** A publisher sends all of them until it is told something else. */
    private int highest = ForwardedTrack.MAX_LAYERS - 1;

    /** @param pauseDelay for how long nobody has to want a layer, in nanoseconds */
    Demand(long pauseDelay) {
        this.pauseDelay = pauseDelay;
    }

    /** One for layers that are sent when they are asked for, and not before. */
    static Demand ofNothingYet(long pauseDelay) {
        var demand = new Demand(pauseDelay);
        demand.highest = -1;
        return demand;
    }

    /** Whether the publisher has to be told now; it is taken for told afterwards. */
    boolean changed(long now, int wanted) {
        if (!begun) {
            begun = true;
            Arrays.fill(wantedAt, highest < 0 ? now - pauseDelay : now);
        }
        int before = highest;
        highest = ForwardedTrack.MAX_LAYERS - 1;
        while (highest > wanted && now - wantedAt[highest] >= pauseDelay) {
            highest--;
        }
        for (int layer = 0; layer <= wanted; layer++) {
            wantedAt[layer] = now;
        }
        boolean first = !told && wanted >= 0;
        boolean due = first || again || highest != before;
        told |= due;
        again = false;
        return due;
    }

    /** The highest layer that is wanted; -1 for none. */
    int highest() {
        return highest;
    }

    /** The publisher may have missed what it was told. */
    void repeat() {
        again = told;
    }
}
