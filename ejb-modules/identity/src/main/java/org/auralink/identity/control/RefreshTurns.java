package org.auralink.identity.control;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.auralink.identity.entity.RefreshTokenValue;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;

/**
 * One refresh at a time with each refresh token. Those who wait here have no database connection yet, so that somebody
 * who sends one token a hundred times at once uses up their own turns and not what everybody needs.
 */
public final class RefreshTurns {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** Some times as long as the refresh that holds the session takes. */
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final Limits.Sessions limits;
    private final ConcurrentHashMap<ByteBuffer, Queue> queues = new ConcurrentHashMap<>();

    public RefreshTurns(Limits.Sessions limits) {
        this.limits = limits;
    }

    /**
     * @param refresh one attempt; empty when the session is in use elsewhere, and then it is repeated after a pause
     * @throws RefusedException rate limited, when too many wait with this token or the turn does not come in time
     */
    public <T> T inTurn(RefreshTokenValue token, Supplier<Optional<T>> refresh) {
        long deadline = System.nanoTime() + limits.refreshWait().toNanos();
        ByteBuffer key = ByteBuffer.wrap(token.hash());
        Queue queue = queues.compute(key, (unused, present) -> (present == null ? new Queue() : present).entered());
        try {
            if (!queue.places.tryAcquire()) {
                throw tooMany();
            }
            return inQueue(queue, deadline, refresh);
        } finally {
            queues.computeIfPresent(key, (unused, present) -> present.isEmptyWithoutMe() ? null : present);
        }
    }

    private <T> T inQueue(Queue queue, long deadline, Supplier<Optional<T>> refresh) {
        try {
            if (!acquired(queue.turn, deadline)) {
                throw tooMany();
            }
            try {
                return untilFree(deadline, refresh);
            } finally {
                queue.turn.release();
            }
        } finally {
            queue.places.release();
        }
    }

    private static <T> T untilFree(long deadline, Supplier<Optional<T>> refresh) {
        while (true) {
            Optional<T> outcome = refresh.get();
            if (outcome.isPresent()) {
                return outcome.get();
            }
            if (System.nanoTime() - deadline >= 0) {
                throw tooMany();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean acquired(Semaphore turn, long deadline) {
        try {
            return turn.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RefusedException tooMany() {
        return Refusal.rateLimited(
                        "This session is being refreshed already. Use the answer to that, or try again shortly.",
                        RETRY_AFTER)
                .asException();
    }

    /** Who is there with one token; the count changes under the lock of the map's entry. */
    private final class Queue {
        final Semaphore places = new Semaphore(limits.refreshesWaiting() + 1);
        final Semaphore turn = new Semaphore(1, true);
        private int present;

        Queue entered() {
            present++;
            return this;
        }

        boolean isEmptyWithoutMe() {
            return --present == 0;
        }
    }
}
