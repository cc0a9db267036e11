package org.auralink.identity.control;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Holds answers back until a whole number of steps has passed, so that the few milliseconds by which one case is quicker
 * than another are not to be seen (CWE-208). Both cases do the same kind of work besides: one that took a step more would be
 * told from the other by that. A thread waits for less than a step, on requests of which every address has few.
 */
public final class EvenTime {
    /** Of what asks the database: several times as long as that takes, and short for a person. */
    public static final Duration DATABASE = Duration.ofMillis(50);

    /** Of a password that was wrong: about half of what its hash takes, which the person who mistyped it waits for too. */
    public static final Duration HASHING = Duration.ofMillis(100);

    private final LongSupplier nanos;
    private final LongConsumer pause;

    /** By the clock of the machine. */
    public EvenTime() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param nanos a clock that only goes forward
     * @param pause waits for so many nanoseconds, or less
     */
    EvenTime(LongSupplier nanos, LongConsumer pause) {
        this.nanos = nanos;
        this.pause = pause;
    }

    /** What began just now and takes time that nobody shall see. */
    public Work begin() {
        return new Work(nanos.getAsLong());
    }

    /** Does it, and comes back, or fails, after a whole number of {@link #DATABASE} steps. */
    public <T> T answer(Supplier<T> question) {
        Work work = begin();
        try {
            return question.get();
        } finally {
            work.even(DATABASE);
        }
    }

    /** A request under way. */
    public final class Work {
        private final long begin;

        private Work(long begin) {
            this.begin = begin;
        }

        /** Returns once a whole number of steps has passed since it began. */
        public void even(Duration step) {
            long length = step.toNanos();
            long took = nanos.getAsLong() - begin;
            long end = begin + (took / length + 1) * length;
            for (long left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
                if (Thread.currentThread().isInterrupted()) {
                    // It would wait no more; the server stops.
                    return;
                }
                pause.accept(left);
            }
        }
    }
}
