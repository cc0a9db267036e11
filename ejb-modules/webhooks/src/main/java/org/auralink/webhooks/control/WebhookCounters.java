package org.auralink.webhooks.control;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.metrics.Sampled;

/** What became of events, counted for the operator, and what waits. From any thread. */
@ApplicationScoped
public class WebhookCounters {
    private static final Counter DELIVERED =
            Metrics.counter("auralink_webhooks_delivered", "Attempts to deliver a webhook that the receiver took.");
    private static final Counter FAILED = Metrics.counter(
            "auralink_webhooks_failed", "Attempts to deliver a webhook that the receiver did not take.");
    private static final Counter DEAD = Metrics.counter("auralink_webhooks_dead", "Webhooks that became dead letters.");
    private static final Counter MISSED = Metrics.counter(
            "auralink_webhooks_missed", "Webhooks that were not kept, because too many of the organization waited.");
    private static final Sampled PENDING = Sampled.bySystemClock();
    private static final Sampled OLDEST = Sampled.bySystemClock();
    private static final Sampled DEAD_LETTERS = Sampled.bySystemClock();

    static {
        Metrics.gauge(
                "auralink_outbox_pending",
                "Webhooks in the outbox that are still to be delivered, of all servers together.",
                PENDING::value);
        Metrics.gauge(
                "auralink_outbox_oldest_pending_seconds",
                "How long the oldest of them has been waiting.",
                OLDEST::value);
        Metrics.gauge(
                "auralink_outbox_dead_letters",
                "Dead letters that nobody has retried or dropped, of all servers together.",
                DEAD_LETTERS::value);
    }

    /** Has the class loaded at deployment, so that everything reads 0 from the start. */
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        // Loaded by being called.
    }

    /** A receiver took an event. */
    public void delivered() {
        DELIVERED.inc();
    }

    /** An attempt failed. */
    public void failed() {
        FAILED.inc();
    }

    /** An event became a dead letter. */
    public void dead() {
        DEAD.inc();
    }

    /** Events were not kept, because too much waits for the organization's endpoints. */
    public void missed(int events) {
        MISSED.inc(events);
    }

    /** Somebody looked into the outbox. */
    public void outbox(long pending, double oldestSeconds, long deadLetters) {
        PENDING.is(pending);
        OLDEST.is(oldestSeconds);
        DEAD_LETTERS.is(deadLetters);
    }
}
