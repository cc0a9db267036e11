package org.auralink.quality.control;

import java.time.Duration;
import java.time.Instant;
import org.auralink.quality.entity.Limits;

/**
 * How many moments of one call may still be kept. Whoever mutes and unmutes, or comes and goes, as fast as they can makes
 * its timeline end, and fills no disk.
 */
final class Moments {
    private int left = Limits.MOMENTS;
    private Instant countedAt;

    Moments(Instant now) {
        countedAt = now;
    }

    /** Takes one; false when there is none left. */
    boolean take(Instant now) {
        long earned = Duration.between(countedAt, now).dividedBy(Limits.MOMENT_EVERY);
        if (earned > 0) {
            left = (int) Math.min(Limits.MOMENTS, left + earned);
            countedAt = left == Limits.MOMENTS ? now : countedAt.plus(Limits.MOMENT_EVERY.multipliedBy(earned));
        }
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
