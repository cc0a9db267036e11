package org.auralink.shared.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.nio.NIOConnection;
import org.jspecify.annotations.Nullable;

/** What {@link InAdvance} decides, done with Grizzly's connections: a request that has to wait is suspended, and resumed. */
final class Pipelines {
    private static final Logger LOG = Logger.getLogger(Pipelines.class.getName());

    /** Those that wait are looked after so often: as long as nobody waits for an answer in vain. */
    private static final Duration LOOK = Duration.ofMillis(50);

    /** One connection, as long as it is open. */
    static final class Pipeline {
        private final Connection<?> connection;

        /** Of the request that is served or waits; null when it needs none. */
        private volatile @Nullable Turn turn;

        private volatile boolean resumed;

        private Pipeline(Connection<?> connection) {
            this.connection = connection;
        }

        /** Whether its request has waited and is to go on. To be asked for once. */
        boolean isResumed() {
            boolean now = resumed;
            resumed = false;
            return now;
        }

        /** Of answers that the system has no room for: the client has not taken what was sent before. */
        private int untaken() {
            return connection instanceof NIOConnection one
                    ? one.getAsyncWriteQueue().size()
                    : 0;
        }
    }

    /**
     * Of one request.
     *
     * @param context in which it is read; several requests may be, one after the other
     */
    private record Turn(Pipeline pipeline, FilterChainContext context) {
        /** Each is another. */
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final InAdvance<Turn> requests;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "pipelines");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Runnable counter;

    /**
     * @param patience with a client that takes nothing
     * @param counter of connections that were cut
     */
    Pipelines(Duration patience, Runnable counter) {
        this.counter = counter;
        requests = new InAdvance<>(
                Limits.IN_ADVANCE_AT_ONCE,
                Limits.IN_ADVANCE_WAITING,
                patience.toNanos(),
                turn -> turn.pipeline.untaken());
        // The listener outlives the application and has no end that we hear of: no thread when there is nothing to do.
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Of a new connection. */
    Pipeline of(Connection<?> connection) {
        var pipeline = new Pipeline(connection);
        connection.addCloseListener((closed, type) -> over(pipeline.turn));
        return pipeline;
    }

    /**
     * Whether a request may go on to the server. Otherwise it is suspended, and comes again when it may. What the connection
     * was served before is over.
     *
     * @param inAdvance whether it came together with the one before
     */
    boolean admit(Pipeline pipeline, FilterChainContext context, boolean inAdvance) {
        Turn before = pipeline.turn;
        pipeline.turn = null;
        over(before);
        if (!inAdvance && pipeline.untaken() == 0) {
            return true;
        }
        var turn = new Turn(pipeline, context);
        pipeline.turn = turn;
        if (before == null || before.context != context) {
            context.addCompletionListener(completed -> end(pipeline, completed));
        }
        if (requests.take(turn)) {
            return true;
        }
        context.suspend();
        requests.await(turn, System.nanoTime());
        serve(requests.next());
        lookSoon();
        return false;
    }

    /** All that was read in this context has been served; what is read in another may have begun. */
    private void end(Pipeline pipeline, FilterChainContext completed) {
        Turn last = pipeline.turn;
        if (last != null && last.context == completed) {
            pipeline.turn = null;
            over(last);
        }
    }

    private void over(@Nullable Turn turn) {
        if (turn != null && requests.leave(turn)) {
            serve(requests.next());
        }
    }

    private void serve(List<Turn> next) {
        for (Turn turn : next) {
            Pipeline pipeline = turn.pipeline;
            pipeline.resumed = true;
            try {
                pipeline.connection.getTransport().getWorkerThreadPool().execute(turn.context::resume);
            } catch (RejectedExecutionException full) {
                cut(turn);
            }
        }
    }

    private void cut(Turn turn) {
        turn.pipeline.connection.terminateSilently();
        counter.run();
    }

    private void lookSoon() {
        if (looking.compareAndSet(false, true)) {
            timer.schedule(this::look, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        looking.set(false);
        try {
            requests.givenUp(System.nanoTime()).forEach(this::cut);
            serve(requests.next());
        } catch (RuntimeException fault) {
            LOG.log(Level.WARNING, "Whoever asks in advance waits a little longer", fault);
        }
        if (requests.isAnyWaiting()) {
            lookSoon();
        }
    }
}
