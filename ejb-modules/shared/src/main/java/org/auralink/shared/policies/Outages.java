package org.auralink.shared.policies;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.auralink.shared.RefusedException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Which exceptions say that something is away for now, and that the same question may be answered in a moment. */
public final class Outages {
    /**
     * What PostgreSQL says when the same request may succeed in a moment: beginnings of SQLSTATE. 08: no connection, or a
     * lost one. 53: out of connections, memory or disk. 57P: shutting down, starting up, idle for too long. 57014:
     * cancelled for lack of time. 25006: read-only, as a standby that has not been promoted yet. 25P02, 25P03: the
     * transaction was given up earlier. 40: in conflict with another one. 55P03: locked by another one. 58: the machine
     * below it.
     */
    private static final List<String> MOMENTARY =
            List.of("08", "53", "57P", "57014", "25006", "25P02", "25P03", "25P04", "40", "55P03", "58");

    /**
     * PostgreSQL's name for the place that says "permission denied", in every language. Each transaction begins by taking a
     * role, and the logins have no rights of their own: a statement that finds none runs on a connection that was put below
     * the transaction after the first one was lost. Refusals by a policy come from elsewhere and are faults of ours.
     */
    private static final String PERMISSION_DENIED = "aclcheck_error";

    /**
     * Recognised by name, with all that inherit from them: the doors do not depend on every client library. Jedis tells an
     * exhausted pool or a server that still loads its data by its general exceptions.
     */
    private static final Set<String> AWAY = Set.of(
            "redis.clients.jedis.exceptions.JedisException",
            "com.sun.appserv.connectors.internal.api.PoolingException",
            // Payara's pool has none left, or could not make one.
            "jakarta.resource.spi.ResourceAllocationException",
            // The connection was lost while the transaction was ended.
            "javax.transaction.xa.XAException",
            "jakarta.ejb.ConcurrentAccessTimeoutException",
            "jakarta.persistence.LockTimeoutException",
            "jakarta.persistence.QueryTimeoutException",
            "org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException",
            "org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException",
            "org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException");

    private Outages() {}

    /** Whether what was thrown, or what caused it, is an outage. A refusal is an answer. */
    public static boolean isOutage(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException) {
                return false;
            }
            if (isOne(cause) || cause instanceof AwayException) {
                return true;
            }
        }
        return false;
    }

    /** Whether this exception by itself says so, whatever caused it. */
    public static boolean isOne(Throwable cause) {
        if (cause instanceof SQLException sql && sql.getSQLState() != null) {
            String state = sql.getSQLState();
            return MOMENTARY.stream().anyMatch(state::startsWith) || isWithoutRole(sql);
        }
        for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
            if (AWAY.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWithoutRole(SQLException sql) {
        ServerErrorMessage said = sql instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        return said != null && PERMISSION_DENIED.equals(said.getRoutine());
    }
}
