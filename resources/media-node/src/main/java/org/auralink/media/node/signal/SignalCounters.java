package org.auralink.media.node.signal;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
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
