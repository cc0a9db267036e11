package org.auralink.media.connector.adapter;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How a failure of the application is told in the log. That a database, a store or a node is away is an ordinary case, and
 * one line says which; only what nobody expected is told with its stack trace. Messages of other people's exceptions may
 * hold what belongs to somebody, so classes and states stand for them.
 */
final class Reason {
    /** Containers wrap a fault three or four times; a cycle of causes must end. */
    private static final int TRAIL_LENGTH = 10;

    /** Classes of SQLSTATE: no connection, resources, shut down, read-only, in conflict, locked, the machine below. */
    private static final Set<String> MOMENTARY = Set.of("08", "25", "40", "53", "55", "57", "58");

    /** Of libraries that this adapter does not know. */
    private static final Set<String> AWAY =
            Set.of("redis.clients.jedis.exceptions.", "org.eclipse.microprofile.faulttolerance.exceptions.");

    private Reason() {}

    /** @param message without parameters */
    static void log(Logger logger, Level level, String message, Throwable failure) {
        boolean away = isAway(failure);
        var record = new LogRecord(level, away ? message + ": {0}" : message);
        record.setLoggerName(logger.getName());
        if (away) {
            record.setParameters(new Object[] {trail(failure)});
        } else {
            record.setThrown(failure);
        }
        logger.log(record);
    }

    /** Whether something that the application needs, and that is not part of it, was out of reach or busy. */
    static boolean isAway(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < TRAIL_LENGTH; cause = cause.getCause(), depth++) {
            if (cause instanceof IOException || cause instanceof TimeoutException || isMomentary(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMomentary(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return MOMENTARY.contains(stateClass(sql.getSQLState()));
        }
        String name = cause.getClass().getName();
        return AWAY.stream().anyMatch(name::startsWith);
    }

    private static String stateClass(@Nullable String state) {
        return state == null || state.length() < 2 ? "" : state.substring(0, 2);
    }

    /** Outermost first. */
    private static String trail(Throwable failure) {
        var trail = new StringBuilder();
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < TRAIL_LENGTH; cause = cause.getCause(), depth++) {
            trail.append(depth == 0 ? "" : ", because of ")
                    .append(cause.getClass().getSimpleName());
            if (cause instanceof SQLException sql) {
                trail.append(" (SQLSTATE ").append(sql.getSQLState()).append(')');
            }
        }
        return trail.toString();
    }
}
