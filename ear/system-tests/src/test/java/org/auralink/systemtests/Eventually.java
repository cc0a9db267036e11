package org.auralink.systemtests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.opentest4j.AssertionFailedError;

/** Looks again and again until what is expected has come true, or time is up. */
final class Eventually {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private Eventually() {}

    /**
     * @param what completes the sentence "expected …", for the failure
     * @param look may throw: that counts as "not yet", and the failure shows the last one
     */
    static <T> T see(String what, Duration limit, Callable<T> look, Predicate<T> expected) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Object seen;
            try {
                T value = look.call();
                if (expected.test(value)) {
                    return value;
                }
                seen = value;
            } catch (Exception | AssertionError e) {
                seen = e;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionFailedError(
                        "Expected " + what + " within " + limit.toSeconds() + " s; last seen: " + seen,
                        seen instanceof Throwable cause ? cause : null);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    static void happens(String what, Duration limit, Callable<Boolean> look) {
        see(what, limit, look, Boolean.TRUE::equals);
    }

    /** Lets time pass while the world goes on, checking all along that nothing breaks. */
    static void throughout(String what, Duration span, Callable<Boolean> look) {
        long end = System.nanoTime() + span.toNanos();
        while (System.nanoTime() - end < 0) {
            happens(what, Duration.ofSeconds(1), look);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
