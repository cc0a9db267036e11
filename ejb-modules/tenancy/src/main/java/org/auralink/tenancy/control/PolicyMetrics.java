package org.auralink.tenancy.control;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.auralink.shared.health.Dependency;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.policies.Guard;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.Copy;

/** Shows what this server depends on, what is left alone and what stands in for it. */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PolicyMetrics {
    @Inject
    private Guards guards;

    @Inject
    private Copies copies;

    @Inject
    private HealthChecks health;

    @PostConstruct
    void begin() {
        List<Guard> known = new CopyOnWriteArrayList<>();
        guards.tell(known::add);
        Metrics.gauges(
                "auralink_circuit_breaker_state",
                "0 while the dependency is asked, 1 while one question tries it, 2 while it is left alone.",
                samples -> known.forEach(guard -> samples.call(guard.state(), guard.name())),
                "dependency");
        Metrics.gauges(
                "auralink_dependency_up",
                "Whether the dependency answered when it was last asked, at most five seconds ago.",
                samples -> health.stores()
                        .forEach(store -> samples.call(store.known() == Dependency.Status.UP ? 1 : 0, store.name())),
                "dependency");
        Metrics.counts(
                "auralink_fallback_activations",
                "Answers from copies because their source was away.",
                samples -> {
                    samples.call(copies.fromRedis(), Copy.FROM_REDIS);
                    samples.call(copies.fromMemory(), Copy.FROM_MEMORY);
                },
                "fallback");
        Metrics.counts(
                "auralink_cache_requests",
                "Questions that copies could answer, by whether a fresh one did.",
                samples -> {
                    samples.call(copies.hits(), "hit");
                    samples.call(copies.misses(), "miss");
                },
                "result");
        databasePools();
    }

    private static void databasePools() {
        Metrics.gauges(
                "auralink_db_pool_connections",
                "Connections to PostgreSQL, by pool.",
                samples -> ConnectionPools.now().forEach(pool -> {
                    samples.call(pool.used(), pool.name(), "used");
                    samples.call(pool.free(), pool.name(), "idle");
                }),
                "pool",
                "state");
        Metrics.gauges(
                "auralink_db_pool_connections_limit",
                "Connections to PostgreSQL at most, by pool.",
                samples -> ConnectionPools.now().forEach(pool -> samples.call(pool.most(), pool.name())),
                "pool");
        Metrics.gauges(
                "auralink_db_pool_waiting",
                "Requests that wait for a connection to PostgreSQL, by pool.",
                samples -> ConnectionPools.now().forEach(pool -> samples.call(pool.waiting(), pool.name())),
                "pool");
    }
}
