package org.auralink.media.node.access;

import java.util.function.LongSupplier;
import org.auralink.media.node.access.AccessLimits.Rate;
import org.auralink.media.node.http.Exchange;

/**
 * How often an address may come with a token that somebody else has to be asked about. The control plane counts by key; this
 * is so that nobody without one makes the node ask.
 */
public final class ExchangeBudget {
    /** A back end with the largest rate that a key can have; far below what a control plane answers. */
    private static final Rate RATE = new Rate(100, 600);

    private final ClientAddresses addresses;
    private final BudgetTable<ClientAddress> budgets;
    private final LongSupplier nanos;

    /**
     * @param addresses tells who asks
     * @param limits how many addresses are remembered
     * @param nanos a clock, {@link System#nanoTime} in a running node
     */
    public ExchangeBudget(ClientAddresses addresses, AccessLimits limits, LongSupplier nanos) {
        this.addresses = addresses;
        this.budgets = new BudgetTable<>(RATE, limits.buckets());
        this.nanos = nanos;
    }

    /**
     * One more question.
     *
     * @throws Refused with 429 and the time after which one more is allowed
     */
    public void take(Exchange exchange) throws Refused {
        long wait = budgets.take(addresses.of(exchange), nanos.getAsLong());
        if (wait > 0) {
            throw Refused.tooMany("too many requests from this address", wait);
        }
    }
}
