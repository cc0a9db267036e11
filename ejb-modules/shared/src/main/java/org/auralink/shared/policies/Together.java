package org.auralink.shared.policies;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.auralink.shared.Refusal;

/**
 * One does the work for all who want the same at the same time; the others wait for its outcome. Nothing is kept
 * afterwards.
 *
 * @param <T> the outcome
 */
public final class Together<T> {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Duration patience;
    private final ConcurrentHashMap<String, CompletableFuture<T>> underWay = new ConcurrentHashMap<>();

    /** @param patience of those who wait */
    public Together(Duration patience) {
        this.patience = patience;
    }

    /**
     * @param key what is wanted
     * @param work finds it out
     * @throws RuntimeException of the work, for everybody; unavailable when it takes too long
     */
    public T once(String key, Supplier<T> work) {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> other = underWay.putIfAbsent(key, mine);
        if (other != null) {
            return outcome(other);
        }
        try {
            T done = work.get();
            mine.complete(done);
            return done;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key, mine);
        }
    }

    private T outcome(CompletableFuture<T> other) {
        try {
            return other.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw Refusal.unavailable("A service that this server needs", RETRY_AFTER)
                    .asException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.unavailable("A service that this server needs", RETRY_AFTER)
                    .asException(e);
        }
    }
}
