package org.auralink.local;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Asks again and again until the answer is yes or time is up. */
final class Waiting {
    /** Short against the start of any part, long against one question. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private Waiting() {}

    static boolean until(Duration limit, BooleanSupplier condition) {
        return until(limit, () -> 1, condition);
    }

    /** @param slowdown asked once the limit has passed: a yes may come that many times later, at least 1 */
    static boolean until(Duration limit, DoubleSupplier slowdown, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - begin;
            if (waited > limit.toNanos() && waited > limit.toNanos() * slowdown.getAsDouble()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
