package org.auralink.media.node;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;

/**
 * {@code /}: whether the node can take calls, in the words that LiveKit's clients and load balancers know; and the three
 * questions of those who watch over processes, {@code /health/live}, {@code /health/started} and {@code /health/ready}.
 * None of them asks Redis: calls go on without it, and a node that was taken away for its absence would end them.
 */
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

    /** Whether a restart would help: not when the node stops, which it does by itself. */
    Route live() {
        return new Probe(() -> !isStuck(behind.getAsLong()));
    }

    /** Whether the node listens, which whoever asks has seen. */
    Route started() {
        return new Probe(() -> true);
    }

    /** Whether clients may be sent here. Also while the node is emptied: people still come to the rooms that are open. */
    Route ready() {
        return new Probe(() -> !closing.getAsBoolean() && !isStuck(behind.getAsLong()));
    }

    /** Answers 200 or 503, with one word of JSON. */
    private record Probe(BooleanSupplier up) implements Route {
        @Override
        public boolean isImmediate() {
            return true;
        }

        @Override
        public void handle(Exchange exchange) {
            boolean yes = up.getAsBoolean();
            String body = yes ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}";
            exchange.reply(yes ? 200 : 503, "application/json", body.getBytes(StandardCharsets.US_ASCII));
        }
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
