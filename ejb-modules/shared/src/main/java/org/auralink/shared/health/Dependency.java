package org.auralink.shared.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.policies.Guard;
import org.jspecify.annotations.Nullable;

/**
 * One thing that this server needs, and what is known of it. It is asked on a thread of its own, by one at a time; whoever
 * wants to know waits for an answer that comes soon and takes what was known before when it does not. So a dependency that
 * hangs holds up one thread and nobody else.
 */
public final class Dependency {
    /** An answer is good for so long: many who ask at once are one question. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** What is waited for an answer, counted from when the question began; the rest of 200 ms is for the way to it. */
    static final Duration PATIENCE = Duration.ofMillis(100);

    /** The same while nothing is known at all: the first connection of a server that has just started takes longer. */
    static final Duration FIRST_PATIENCE = Duration.ofSeconds(2);

    /** Who has not answered for so long is down. Redis and PostgreSQL answer in a few milliseconds. */
    static final Duration SILENT = Duration.ofSeconds(1);

    private static final Logger LOG = Logger.getLogger(Dependency.class.getName());

    /** Whether it answered. */
    public enum Status {
        UP,
        DOWN,
        /** It was never asked, or the first answer is still to come. */
        UNKNOWN;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Seen(
            Status status, @Nullable Instant at, @Nullable Duration took) {}

    private record Question(Instant began, CountDownLatch answered) {}

    private final String name;
    private final @Nullable Guard guard;
    private final BooleanSupplier question;
    private final Executor threads;
    private final Clock clock;
    private Seen last = new Seen(Status.UNKNOWN, null, null);
    private @Nullable Question open;

    /**
     * @param name as in metrics and in the operators' view
     * @param guard lets requests through to it, or does not; null when this server asks for nobody
     * @param question whether it answers; may take as long as it wants
     * @param threads runs it; must not be the caller's own
     */
    public Dependency(String name, @Nullable Guard guard, BooleanSupplier question, Executor threads, Clock clock) {
        this.name = name;
        this.guard = guard;
        this.question = question;
        this.threads = threads;
        this.clock = clock;
    }

    public String name() {
        return name;
    }

    /** Begins to ask, unless somebody does or the last answer is fresh. Waits for nothing. */
    public synchronized void ask() {
        Instant now = clock.instant();
        boolean fresh = last.at != null && last.at.plus(FRESH).isAfter(now);
        if (open != null || fresh) {
            return;
        }
        var begun = new Question(now, new CountDownLatch(1));
        open = begun;
        try {
            threads.execute(() -> answer(begun));
        } catch (RejectedExecutionException stopping) {
            open = null;
        }
    }

    /** What is known, after a wait of a tenth of a second at most for what is under way. */
    public Status look() {
        return look(PATIENCE);
    }

    /** The same, but while nothing is known at all, it is waited for longer: a server that starts is ready when it serves. */
    public Status settle() {
        ask();
        return look(known() == Status.UNKNOWN ? FIRST_PATIENCE : PATIENCE);
    }

    private Status look(Duration patience) {
        ask();
        Question waited = open();
        if (waited != null) {
            Duration left = patience.minus(Duration.between(waited.began, clock.instant()));
            try {
                boolean inTime = waited.answered.await(left.toMillis(), TimeUnit.MILLISECONDS);
                LOG.log(Level.FINEST, "{0} answered in time: {1}", new Object[] {name, inTime});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return known();
    }

    /** What is known, without asking. */
    public synchronized Status known() {
        return isSilent() ? Status.DOWN : last.status;
    }

    /** As operators see it. */
    public synchronized DependencyView view(boolean required) {
        boolean silent = isSilent();
        return new DependencyView(
                name,
                required,
                known().wireName(),
                guard == null ? null : circuit(guard),
                silent ? clock.instant() : last.at,
                silent || last.took == null ? null : last.took.toMillis());
    }

    private static String circuit(Guard guard) {
        return switch (guard.state()) {
            case 0 -> "closed";
            case 1 -> "half_open";
            default -> "open";
        };
    }

    private synchronized @Nullable Question open() {
        return open;
    }

    private boolean isSilent() {
        return open != null && Duration.between(open.began, clock.instant()).compareTo(SILENT) >= 0;
    }

    private void answer(Question asked) {
        boolean up = false;
        try {
            up = question.getAsBoolean();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, e, () -> name + " could not be asked");
        } finally {
            answered(asked, up);
        }
    }

    private void answered(Question asked, boolean up) {
        Instant now = clock.instant();
        synchronized (this) {
            last = new Seen(up ? Status.UP : Status.DOWN, now, Duration.between(asked.began, now));
            open = null;
        }
        if (up && guard != null) {
            guard.signOfLife();
        }
        asked.answered.countDown();
    }
}
