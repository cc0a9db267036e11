package org.auralink.media.node.agents;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which agents are dispatched. Rooms and connections only hand over to it, in their order. */
final class AgentThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentThread.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "agents");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Does this after everything that was given before; nothing happens any more after the end.
     *
     * @param task gets nanoseconds of {@link System#nanoTime}
     * @param onFault called when it fails
     */
    void run(LongConsumer task, Runnable onFault) {
        try {
            executor.execute(() -> {
                try {
                    task.accept(System.nanoTime());
                } catch (RuntimeException e) {
                    LOG.error("Dispatching agents met a fault", e);
                    onFault.run();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The node stops");
        }
    }

    /** As the other, when nobody in particular is to blame. */
    void run(LongConsumer task) {
        run(task, () -> {});
    }

    /** Asks something; the answer arrives on another thread. */
    <T> CompletableFuture<T> call(LongFunction<T> question) {
        var answer = new CompletableFuture<T>();
        try {
            executor.execute(() -> {
                try {
                    T value = question.apply(System.nanoTime());
                    answer.completeAsync(() -> value);
                } catch (RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    /** Does this once, after a while. */
    void after(Duration delay, LongConsumer task) {
        try {
            executor.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The node stops");
        }
    }

    /** Does this again and again. */
    void every(Duration interval, LongConsumer task) {
        executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.accept(System.nanoTime());
                    } catch (RuntimeException e) {
                        LOG.error("Dispatching agents met a fault", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
