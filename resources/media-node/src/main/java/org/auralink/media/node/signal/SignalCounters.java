package org.auralink.media.node.signal;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.node.metrics.Histogram;
import org.auralink.media.node.metrics.MetricsText;

/** What happened to signalling connections and their messages; written and read by any thread. */
public final class SignalCounters {
    /** An outcome that is counted. */
    public enum Outcome {
        /** A session began. */
        JOINED,
        /** A session went on over a new connection. */
        RESUMED,
        /** A session to resume was not known, so the client joins anew. */
        RESUME_UNKNOWN,
        /** A token or its grant did not allow it, or the request made no sense. */
        REFUSED,
        /** Somebody came too often, or with too many connections. */
        RATE_LIMITED,
        /** The room or the node was full. */
        FULL,
        /** A message was not protobuf, so the connection was closed. */
        MALFORMED,
        /** A client sent too many messages, so the connection was closed; or a too long list, which was refused. */
        TOO_MUCH,
        /** A message met a fault of ours, and its session was ended. */
        FAILED,
        /** A message of a kind that this node does not know or do. */
        UNSUPPORTED
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);
    /** LiveKit's protocols so far, and some more; beyond, and for nonsense, there is the last. */
    private static final int PROTOCOLS = 32;

    private static final double NANOS_PER_MILLI = 1_000_000;

    private final Map<Integer, Histogram> joins = new ConcurrentHashMap<>();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();

    /** All at zero. */
    public SignalCounters() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        adder(outcome).increment();
    }

    /**
     * A session began.
     *
     * @param protocol that its client speaks
     * @param afterNanos from its request
     */
    void joined(int protocol, long afterNanos) {
        count(Outcome.JOINED);
        int label = protocol < 0 || protocol >= PROTOCOLS ? PROTOCOLS : protocol;
        joins.computeIfAbsent(label, key -> new Histogram(10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000))
                .observe(afterNanos / NANOS_PER_MILLI);
    }

    /** How often it happened. */
    public long total(Outcome outcome) {
        return adder(outcome).sum();
    }

    /** A message came. */
    void received() {
        received.increment();
    }

    /** A message was handed to the connection. */
    void sent() {
        sent.increment();
    }

    /** Connections that were to begin or continue a session and did not. */
    public long refusals() {
        return total(Outcome.REFUSED) + total(Outcome.RATE_LIMITED) + total(Outcome.FULL) + total(Outcome.FAILED);
    }

    /** Writes one sample per outcome, and how many messages there were. */
    public void write(MetricsText text) {
        text.counter("livekit_node_messages", "Signalling messages.");
        text.sample(received.sum(), "type", "signal", "status", "success", "direction", "incoming");
        text.sample(sent.sum(), "type", "signal", "status", "success", "direction", "outgoing");
        text.histogram("livekit_session_join_latency_ms", "From the request to the join response.");
        joins.forEach((protocol, took) -> text.distribution(took, "protocol_version", Integer.toString(protocol)));
        text.counter("auralink_signal_total", "Signalling connections and messages by outcome.");
        counts.forEach((outcome, count) ->
                text.sample(count.sum(), "outcome", outcome.name().toLowerCase(Locale.ROOT)));
    }

    private LongAdder adder(Outcome outcome) {
        LongAdder adder = counts.get(outcome);
        if (adder == null) {
            throw new IllegalStateException("every outcome has its counter");
        }
        return adder;
    }
}
