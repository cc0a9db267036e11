package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Repeats a delivery until the application takes it. Order is kept because nothing else is delivered meanwhile. */
final class Redelivery {

    /** One attempt to hand something to the application. */
    @FunctionalInterface
    interface Attempt<T extends @Nullable Object> {
        T run() throws ResourceException;
    }

    private static final Logger LOG = Logger.getLogger(Redelivery.class.getName());

    private final Backoff backoff;
    private final CountDownLatch stopping;

    /** @param stopping reaches zero when the attempts must end */
    Redelivery(Backoff backoff, CountDownLatch stopping) {
        this.backoff = backoff;
        this.stopping = stopping;
    }

    /**
     * Tries until one attempt returns normally.
     *
     * @return what it returned, or {@code null} when the subscription was stopped first
     */
    <T> @Nullable T untilTaken(String what, Attempt<T> attempt) throws InterruptedException {
        for (int failures = 0; stopping.getCount() > 0; failures++) {
            try {
                T answer = attempt.run();
                backoff.reset();
                if (failures > 0) {
                    LOG.log(Level.INFO, "The application took {0} after {1} failures.", new Object[] {what, failures});
                }
                return answer;
            } catch (ResourceException | RuntimeException e) {
                // The first failure is worth a line in the log; an outage of the database is not worth thousands.
                Reason.log(LOG, failures == 0 ? Level.WARNING : Level.FINE, "The application did not take " + what, e);
            }
            Duration pause = backoff.next();
            if (stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
        }
        return null;
    }
}
