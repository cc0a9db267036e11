package org.auralink.mail.entity;

import java.time.Duration;

/** How long a mail waits after a failure. */
public final class RetryPolicy {

    private RetryPolicy() {}

    /**
     * The wait before the next attempt: it grows by {@link Limits#WAIT_FACTOR} up to {@link Limits#LONGEST_WAIT}, and the
     * jitter takes up to a half off, so that what failed together does not come again together.
     *
     * @param attempts made so far, from 1
     * @param jitter from 0 to 1
     */
    public static Duration wait(int attempts, double jitter) {
        Duration wait = Limits.FIRST_WAIT;
        for (int i = 1; i < attempts && wait.compareTo(Limits.LONGEST_WAIT) < 0; i++) {
            wait = wait.multipliedBy(Limits.WAIT_FACTOR);
        }
        long most = Math.min(wait.toMillis(), Limits.LONGEST_WAIT.toMillis());
        return Duration.ofMillis(most - (long) (most / 2.0 * jitter));
    }
}
