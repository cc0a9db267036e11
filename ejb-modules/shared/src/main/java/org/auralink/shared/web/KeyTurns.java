package org.auralink.shared.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Refusal;

/**
 * One request at a time with each {@link IdempotencyKey}, on this server: those who wait have no database connection yet,
 * and when their turn comes they find what the first one made, so that it counts as one against the limits.
 */
@ApplicationScoped
public class KeyTurns {
    /** Keys that share a line, which costs nothing but waiting, a few milliseconds each. A power of two. */
    private static final int LINES = 256;

    /** Of one line. Who sends more than so many at once with one key sends them on purpose. */
    private static final int WAITING = 64;

    /** Longer than all of a line take, on a server that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int BYTE = 16;

    private final Semaphore[] places = new Semaphore[LINES];
    private final Semaphore[] turns = new Semaphore[LINES];

    public KeyTurns() {
        for (int line = 0; line < LINES; line++) {
            places[line] = new Semaphore(WAITING);
            turns[line] = new Semaphore(1, true);
        }
    }

    /** @throws org.auralink.shared.RefusedException rate limited, when too many wait or the turn does not come in time */
    public <T> T inTurn(IdempotencyKey key, Supplier<T> request) {
        int line = Integer.parseInt(key.keyHash().substring(0, 2), BYTE);
        if (!places[line].tryAcquire()) {
            throw tooMany();
        }
        try {
            if (!isMyTurn(turns[line])) {
                throw tooMany();
            }
            try {
                return request.get();
            } finally {
                turns[line].release();
            }
        } finally {
            places[line].release();
        }
    }

    private static boolean isMyTurn(Semaphore turn) {
        try {
            return turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RuntimeException tooMany() {
        return Refusal.rateLimited("This request is being carried out already. Ask again for its answer.", RETRY_AFTER)
                .asException();
    }
}
