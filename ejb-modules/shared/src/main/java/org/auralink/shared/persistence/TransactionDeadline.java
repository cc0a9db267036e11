package org.auralink.shared.persistence;

import jakarta.persistence.QueryTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Ends transactions in which the database answers, but late. Each statement has its own limit (docs/resilience.md); a
 * database that stays just below it would hold a request for as long as the request has statements. What is thrown counts
 * as an outage, so that others are not kept waiting by it for long.
 */
public final class TransactionDeadline implements StatementInspector {
    /** Twice what one statement may take: a single late answer is borne, and a transaction takes milliseconds otherwise. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    /** Of the transaction that this thread is in, or was in last. */
    private static final ThreadLocal<Long> DEADLINE = new ThreadLocal<>();

    private final LongSupplier nanos;

    /** For Hibernate. */
    public TransactionDeadline() {
        this(System::nanoTime);
    }

    TransactionDeadline(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A transaction begins on this thread. */
    static void begin() {
        begin(System.nanoTime());
    }

    static void begin(long nanos) {
        DEADLINE.set(nanos + LONGEST.toNanos());
    }

    /** @throws QueryTimeoutException when the transaction has taken too long for another statement */
    @Override
    public String inspect(String sql) {
        Long deadline = DEADLINE.get();
        if (deadline != null && nanos.getAsLong() - deadline > 0) {
            throw new QueryTimeoutException("The transaction has taken more than " + LONGEST.toSeconds()
                    + " s: the database answers too late.");
        }
        return sql;
    }
}
