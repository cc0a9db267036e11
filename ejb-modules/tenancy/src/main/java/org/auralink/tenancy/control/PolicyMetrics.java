package org.auralink.tenancy.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.auralink.shared.policies.Guard;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.Copy;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Shows what is left alone and what stands in for it; the metrics are described in docs/control-plane.md. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PolicyMetrics {
    private static final String STATE = "circuit_breaker_state";
    private static final String FALLBACKS = "fallback_activations_total";

    @Inject
    private MetricRegistry metrics;

    @Inject
    private Guards guards;

    @Inject
    private Copies copies;

    @PostConstruct
    void begin() {
        guards.tell(guard -> metrics.gauge(STATE, guard, Guard::state, new Tag("dependency", guard.name())));
        metrics.gauge(FALLBACKS, copies, Copies::fromRedis, new Tag("fallback", Copy.FROM_REDIS));
        metrics.gauge(FALLBACKS, copies, Copies::fromMemory, new Tag("fallback", Copy.FROM_MEMORY));
    }
}
