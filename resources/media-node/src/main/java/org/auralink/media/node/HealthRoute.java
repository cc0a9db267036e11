package org.auralink.media.node;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;

/** {@code /}: whether the node can take calls, in the words that LiveKit's clients and load balancers know. */
final class HealthRoute implements Route {
    /** A media thread that has not come round for so long carries no call. LiveKit's number. */
    private static final long STALE_NANOS = 4_000_000_000L;

    private final LongSupplier sinceTick;
    private final BooleanSupplier closing;

    /**
     * @param sinceTick nanoseconds since the media thread that is furthest behind last came round
     * @param closing whether the node stops
     */
    HealthRoute(LongSupplier sinceTick, BooleanSupplier closing) {
        this.sinceTick = sinceTick;
        this.closing = closing;
    }

    @Override
    public void handle(Exchange exchange) {
        if (closing.getAsBoolean() || sinceTick.getAsLong() > STALE_NANOS) {
            exchange.text(406, "Not Ready");
        } else {
            exchange.text(200, "OK");
        }
    }
}
