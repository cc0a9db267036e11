package org.auralink.shared.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The time between the word that the server is to stop and its end. First it says that it is not ready and serves on, so
 * that load balancers send the next request elsewhere; then whoever is being served is served to the end.
 */
public final class Stopping {
    private static final Logger LOG = Logger.getLogger(Stopping.class.getName());

    private static final AtomicInteger UNDER_WAY = new AtomicInteger();
    private static final Duration LOOK = Duration.ofMillis(20);

    private static volatile boolean announced;

    private Stopping() {}

    /** Whether the server is about to stop: it serves, and is ready no more. */
    public static boolean isAnnounced() {
        return announced;
    }

    /**
     * Returns when the server may stop. Whoever comes later, as a server that is told by a signal says so itself when it
     * begins to stop, waits for the first and for nothing else.
     *
     * @param notice how long it still takes what comes
     * @param patience how long it then waits for what is under way
     */
    static synchronized void announce(Duration notice, Duration patience) throws InterruptedException {
        if (announced) {
            return;
        }
        announced = true;
        LOG.log(Level.INFO, "Told to stop: not ready from now on, and stopping in {0} s", notice.toSeconds());
        Thread.sleep(notice.toMillis());
        long end = System.nanoTime() + patience.toNanos();
        while (UNDER_WAY.get() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK.toMillis());
        }
    }

    /** A request is served from now on. */
    static void entered() {
        UNDER_WAY.incrementAndGet();
    }

    /** The thread that served it has left it, perhaps to others. */
    static void left(HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            try {
                request.getAsyncContext().addListener(new Ending());
                return;
            } catch (IllegalStateException ended) {
                // Meanwhile, on another thread.
            }
        }
        UNDER_WAY.decrementAndGet();
    }

    private static final class Ending implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            UNDER_WAY.decrementAndGet();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Ends with onComplete too.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Ends with onComplete too.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
