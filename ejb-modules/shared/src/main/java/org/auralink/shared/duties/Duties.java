package org.auralink.shared.duties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.web.Starting;

/**
 * What a capability does again and again by itself, for as long as its part of the application runs. A duty that fails comes
 * again at its next time, however often; one that has not ended is not begun a second time; one that hangs keeps no other
 * from its time. None begins before the application serves.
 *
 * <p>Not the timers of enterprise beans: the server gives one up for good after its second failure in a row.
 */
public final class Duties implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Duties.class.getName());

    /** When an hourly duty is first done: not after an hour, in which the server may have been started again. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final ScheduledExecutorService clock;
    private final Executor threads;
    private final BooleanSupplier mustWait;
    private final List<ScheduledFuture<?>> planned = new ArrayList<>();

    /**
     * None yet.
     *
     * @param clock only tells when it is time: the server's own has a single thread for the whole application
     * @param threads do the work; the server's own are made when they are wanted
     */
    public Duties(ScheduledExecutorService clock, Executor threads) {
        this(clock, threads, Starting::isUnderWay);
    }

    Duties(ScheduledExecutorService clock, Executor threads, BooleanSupplier mustWait) {
        this.clock = clock;
        this.threads = threads;
        this.mustWait = mustWait;
    }

    /**
     * Adds a duty.
     *
     * @param period from one beginning to the next; the first is after a minute, or after a period if that is shorter
     * @param failure what the log says when it fails, once until it succeeds again
     */
    public Duties every(Duration period, String failure, Runnable work) {
        var duty = new Duty(failure, work);
        Duration first = period.compareTo(FIRST) < 0 ? period : FIRST;
        planned.add(clock.scheduleAtFixedRate(duty::due, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS));
        return this;
    }

    /** No duty begins any more; what is under way ends by itself. */
    @Override
    public void close() {
        planned.forEach(plan -> plan.cancel(false));
    }

    private final class Duty {
        private final String failure;
        private final Runnable work;
        private final AtomicBoolean underWay = new AtomicBoolean();
        /** Written by whoever has it under way. */
        private volatile boolean failing;

        Duty(String failure, Runnable work) {
            this.failure = failure;
            this.work = work;
        }

        /** Throws nothing: that would end the plan. */
        void due() {
            if (mustWait.getAsBoolean() || !underWay.compareAndSet(false, true)) {
                return;
            }
            try {
                threads.execute(this::attempt);
            } catch (RejectedExecutionException e) {
                // The server ends, or has no thread left: the next time is soon.
                underWay.set(false);
            }
        }

        private void attempt() {
            try {
                work.run();
                failing = false;
            } catch (RuntimeException e) {
                // Without its stack, which is the pool's and the container's: what began it says which store is away.
                LOG.log(failing ? Level.FINE : Level.WARNING, "{0}: {1}", new Object[] {failure, beginning(e)});
                failing = true;
            } finally {
                underWay.set(false);
            }
        }

        private static Throwable beginning(Throwable thrown) {
            Throwable first = thrown;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            return first;
        }
    }
}
