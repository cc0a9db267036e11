package org.auralink.media.node;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;

/** {@code /}: whether the node can take calls, in the words that LiveKit's clients and load balancers know. */
final class HealthRoute implements Route {
    /** A thread that has not come round for so long carries no call. LiveKit's number. */
    private static final long STALE_NANOS = 4_000_000_000L;

    private final LongSupplier behind;
    private final BooleanSupplier closing;

    /**
     * @param behind nanoseconds since the thread that is furthest behind last came round, be it one of media, of
     *     connections or of those that read messages
     * @param closing whether the node stops
     */
    HealthRoute(LongSupplier behind, BooleanSupplier closing) {
        this.behind = behind;
        this.closing = closing;
    }

    /** A worker that is stuck could not say so. */
    @Override
    public boolean isImmediate() {
        return true;
    }

    /** Whether a media thread that came round so many nanoseconds ago carries no call. */
    static boolean isStuck(long sinceTick) {
        return sinceTick > STALE_NANOS;
    }

    @Override
    public void handle(Exchange exchange) {
        if (closing.getAsBoolean() || isStuck(behind.getAsLong())) {
            exchange.text(406, "Not Ready");
        } else {
            exchange.text(200, "OK");
        }
    }
}
