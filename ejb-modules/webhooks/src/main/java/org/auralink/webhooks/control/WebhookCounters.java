package org.auralink.webhooks.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.jspecify.annotations.Nullable;

/** What became of events, counted for the operator. From any thread; outside a server it counts nothing. */
@ApplicationScoped
public class WebhookCounters {
    private static final String DELIVERED = "auralink_webhooks_delivered";
    private static final String FAILED = "auralink_webhooks_failed";
    private static final String DEAD = "auralink_webhooks_dead";
    private static final String MISSED = "auralink_webhooks_missed";

    /** Looked for, because not every server has one for every module. */
    @Inject
    @Nullable
    Instance<MetricRegistry> metrics;

    private @Nullable Counter delivered;
    private @Nullable Counter failed;
    private @Nullable Counter dead;
    private @Nullable Counter missed;

    /** Makes the counters, so that they read 0 from the start. */
    @PostConstruct
    void register() {
        if (metrics != null && metrics.isResolvable()) {
            MetricRegistry registry = metrics.get();
            delivered = registry.counter(DELIVERED);
            failed = registry.counter(FAILED);
            dead = registry.counter(DEAD);
            missed = registry.counter(MISSED);
        }
    }

    /** A receiver took an event. */
    public void delivered() {
        count(delivered, 1);
    }

    /** An attempt failed. */
    public void failed() {
        count(failed, 1);
    }

    /** An event became a dead letter. */
    public void dead() {
        count(dead, 1);
    }

    /** Events were not kept, because too much waits for the organization's endpoints. */
    public void missed(int events) {
        count(missed, events);
    }

    private static void count(@Nullable Counter counter, int by) {
        if (counter != null) {
            counter.inc(by);
        }
    }
}
