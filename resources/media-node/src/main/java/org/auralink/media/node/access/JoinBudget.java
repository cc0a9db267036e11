package org.auralink.media.node.access;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.auralink.media.node.http.Exchange;

/**
 * How often, and over how many connections at once, a participant and an address may come. The participant's own budget
 * is asked first: whoever floods with one token spends nothing of what others at the same address have.
 */
public final class JoinBudget {
    /** As long as a replaced connection may take to say goodbye. */
    private static final long GOODBYE_SECONDS = 5;

    private final ClientAddresses addresses;
    private final AccessLimits limits;
    private final LongSupplier nanos;
    private final BudgetTable<Guest> ofIdentity;
    private final BudgetTable<ClientAddress> ofAddress;
    private final Map<Object, Integer> open = new HashMap<>();

    /** An identity in a room. */
    private record Guest(String room, String identity) {
        @Override
        public String toString() {
            return "Guest";
        }
    }

    /**
     * @param addresses tells who asks
     * @param limits the budgets
     * @param nanos a clock, {@link System#nanoTime} in a running node
     */
    public JoinBudget(ClientAddresses addresses, AccessLimits limits, LongSupplier nanos) {
        this.addresses = addresses;
        this.limits = limits;
        this.nanos = nanos;
        ofIdentity = new BudgetTable<>(limits.joinsOfIdentity(), limits.buckets());
        ofAddress = new BudgetTable<>(limits.joinsOfAddress(), limits.buckets());
    }

    /**
     * One more join, resume or validation.
     *
     * @throws Refused with 429 and the time after which one more is allowed
     */
    public void take(Exchange exchange, String room, String identity) throws Refused {
        long now = nanos.getAsLong();
        long wait = ofIdentity.take(new Guest(room, identity), now);
        if (wait > 0) {
            throw Refused.tooMany("this participant comes too often", wait);
        }
        wait = ofAddress.take(addresses.of(exchange), now);
        if (wait > 0) {
            throw Refused.tooMany("too many joins from this address", wait);
        }
    }

    /**
     * One more signalling connection. It counts until the result is closed or the connection is gone.
     *
     * @throws Refused with 429 when there are too many
     */
    public Place place(Exchange exchange, String room, String identity) throws Refused {
        var guest = new Guest(room, identity);
        ClientAddress address = addresses.of(exchange);
        synchronized (open) {
            if (open.getOrDefault(guest, 0) >= limits.connectionsOfIdentity()) {
                throw Refused.tooMany("this participant has too many connections", GOODBYE_SECONDS);
            }
            if (open.getOrDefault(address, 0) >= limits.connectionsOfAddress()) {
                throw Refused.tooMany("too many connections from this address", GOODBYE_SECONDS);
            }
            open.merge(guest, 1, Integer::sum);
            open.merge(address, 1, Integer::sum);
        }
        var place = new Place(guest, address);
        exchange.whenGone(place::close);
        return place;
    }

    /** Open connections that are counted, in both ways; for tests. */
    int counted() {
        synchronized (open) {
            return open.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** A counted connection. */
    public final class Place implements AutoCloseable {
        private final Guest guest;
        private final ClientAddress address;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Place(Guest guest, ClientAddress address) {
            this.guest = guest;
            this.address = address;
        }

        /** It counts no more; only the first call counts. */
        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                synchronized (open) {
                    leave(guest);
                    leave(address);
                }
            }
        }

        private void leave(Object key) {
            open.computeIfPresent(key, (counted, number) -> number == 1 ? null : number - 1);
        }
    }
}
