package org.auralink.media.node.webhooks;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.auralink.media.node.metrics.MetricsText;

/** What became of events on their way to receivers. From any thread. */
public final class WebhookCounters {
    /** An outcome that is counted. */
    public enum Outcome {
        /** A receiver has it: it answered with 2xx. */
        DELIVERED,
        /** An attempt failed, and is made again. */
        FAILED,
        /** Given up: the receiver says that it is wrong. */
        REFUSED,
        /** Given up: it could not be delivered while it was worth anything. */
        EXPIRED,
        /** Given up: the log does not hold it any more, because so much else happened. */
        OVERTAKEN
    }

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    WebhookCounters() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome, long events) {
        adder(outcome).add(events);
    }

    /** How often it happened. */
    public long total(Outcome outcome) {
        return adder(outcome).sum();
    }

    /** Writes one sample per outcome. */
    public void write(MetricsText text) {
        text.counter("auralink_webhooks_total", "Webhook events by what became of them.");
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
