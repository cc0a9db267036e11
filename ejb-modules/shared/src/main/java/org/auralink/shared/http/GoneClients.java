package org.auralink.shared.http;

import java.io.IOException;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out of the server's log that a connection has ended before its answer was sent. The server writes that with its
 * stack, some 4 kB, for each request of each such connection, in its own code behind the last filter, where nothing of ours
 * could catch it: whoever connects and leaves would fill the disk, and have all threads wait for the log. Connections that
 * this application cuts are counted ({@link org.auralink.shared.web.ServiceFilter}).
 */
final class GoneClients implements Filter {
    private static final Logger LOG = Logger.getLogger(GoneClients.class.getName());

    /** By which the server tells of bodies. */
    private static final String BODY_LISTENER = "org.apache.catalina.connector.InputBuffer$ReadHandlerImpl";

    /** Of what the server says about requests; a record is judged by the logger that it was given to and no other. */
    private static final List<String> LOGGERS =
            List.of("jakarta.enterprise.web", "jakarta.enterprise.web.core", "javax.enterprise.system.core");

    /** What the server sends and receives with. */
    private static final String CONNECTIONS = "org.glassfish.grizzly.";

    /** An exception of input or output, thrown by that: as text, below what calls the system. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?m)^(?:Caused by: )?[a-zA-Z.]*(?:IO|ClosedChannel)Exception\\b.*"
                    + "(?:\\R\\tat (?:java\\.base/|java\\.|sun\\.).*+)*+\\R\\tat (?:app//)?org\\.glassfish\\.grizzly\\.");

    /** Causes of causes; more than anybody wraps. */
    private static final int DEPTH = 10;

    private final Logger logger;
    private final @Nullable Filter before;

    private GoneClients(Logger logger) {
        this.logger = logger;
        this.before = logger.getFilter();
    }

    /** @return ends both: what loggers keep out, and what of threads */
    static Runnable keepOut() {
        Runnable loggers = keepOutOfLoggers();
        Runnable threads = keepOutOfThreads();
        return () -> {
            loggers.run();
            threads.run();
        };
    }

    private static Runnable keepOutOfLoggers() {
        // Whoever holds a logger keeps its filter: the server may hold it no more when it has nothing to say.
        List<GoneClients> filters = LOGGERS.stream()
                .map(name -> new GoneClients(Logger.getLogger(name)))
                .toList();
        filters.forEach(filter -> filter.logger.setFilter(filter));
        return () -> filters.forEach(filter -> filter.logger.setFilter(filter.before));
    }

    /**
     * Of a body that has ended before it was there, with an answer or with its connection, the server is told once more and
     * looks for the request, which has been cleared: the thread dies, and Java prints why. There is a new one for the next.
     */
    private static Runnable keepOutOfThreads() {
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        UncaughtExceptionHandler now = (thread, thrown) -> {
            if (isOfClearedRequest(thrown)) {
                return;
            }
            if (before == null) {
                LOG.log(Level.SEVERE, thrown, () -> "The thread " + thread.getName() + " died");
            } else {
                before.uncaughtException(thread, thrown);
            }
        };
        Thread.setDefaultUncaughtExceptionHandler(now);
        return () -> {
            if (Thread.getDefaultUncaughtExceptionHandler() == now) {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
        };
    }

    static boolean isOfClearedRequest(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        return thrown instanceof NullPointerException
                && stack.length > 0
                && stack[0].getClassName().equals(BODY_LISTENER);
    }

    @Override
    public boolean isLoggable(LogRecord record) {
        boolean gone = isGone(record.getThrown()) || isGone(record.getMessage());
        return !gone && (before == null || before.isLoggable(record));
    }

    /** The same, of a message that has the stack in its text: so the server logs what goes wrong with error pages. */
    static boolean isGone(@Nullable String message) {
        return message != null
                && message.contains("\n\tat ")
                && WRITTEN.matcher(message).find();
    }

    /** Whether it was thrown by what the server sends with, for a reason that lies at the other end or in our having cut it. */
    static boolean isGone(@Nullable Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < DEPTH; i++) {
            if (cause instanceof IOException && isOfConnection(cause.getStackTrace())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOfConnection(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (!name.startsWith("java.") && !name.startsWith("sun.")) {
                return name.startsWith(CONNECTIONS);
            }
        }
        return false;
    }
}
