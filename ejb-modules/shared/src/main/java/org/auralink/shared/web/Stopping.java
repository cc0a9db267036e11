package org.auralink.shared.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The time between the word that the server is to stop and its end. First it says that it is not ready and serves on, so
 * that load balancers send the next request elsewhere; then nobody new is let in and whoever is being served is served to
 * the end; then what still comes is not answered. For the server goes on to take the application apart, and answers 500
 * and 503 meanwhile, where a connection that is refused or closed is one that clients and proxies try again elsewhere.
 */
public final class Stopping {
    private static final Logger LOG = Logger.getLogger(Stopping.class.getName());

    /** A way for requests into the server. */
    public interface Door {
        /** Refuses new connections; those that are open are served on. */
        void takeNobodyNew();

        /** Closes open connections that ask for more. */
        void takeNothingMore();
    }

    private static final AtomicInteger UNDER_WAY = new AtomicInteger();
    private static final Set<Door> DOORS = ConcurrentHashMap.newKeySet();
    private static final Duration LOOK = Duration.ofMillis(20);

    private static volatile boolean announced;

    private Stopping() {}

    /** Whether the server is about to stop: it serves, and is ready no more. */
    public static boolean isAnnounced() {
        return announced;
    }

    /**
     * @param door that is closed before the server stops
     * @return forgets it
     */
    public static Runnable add(Door door) {
        DOORS.add(door);
        return () -> DOORS.remove(door);
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
        DOORS.forEach(Door::takeNobodyNew);
        long end = System.nanoTime() + patience.toNanos();
        while (UNDER_WAY.get() > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK.toMillis());
        }
        DOORS.forEach(Door::takeNothingMore);
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
