package org.auralink.tenancy.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.shared.health.Dependency;
import org.auralink.shared.health.DependencySource;
import org.auralink.shared.health.ProbeThreads;
import org.auralink.shared.health.ServerName;
import org.auralink.shared.health.ServiceView;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Stopping;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import redis.clients.jedis.JedisPooled;

/**
 * Liveness and start-up say only that the application was deployed and answers: restarting it cures no absent database.
 * Readiness asks PostgreSQL and Redis, and whether the server is about to stop. Media nodes are not asked: calls can be read without them.
 */
@ApplicationScoped
public class HealthChecks implements DependencySource {
    /** Looks in a row without an answer of Redis, seconds apart, after which requests do without it. One may be a pause. */
    private static final int SILENCES = 2;

    @Inject
    private DatabaseProbe database;

    @Inject
    private JedisPooled redis;

    @Inject
    private Guards guards;

    @Inject
    private ProbeThreads threads;

    @Inject
    private Clock clock;

    private final AtomicInteger redisSilences = new AtomicInteger();
    private List<Dependency> stores = List.of();

    @PostConstruct
    void begin() {
        stores = List.of(
                new Dependency("postgresql", guards.database(), () -> database.answers(), threads, clock),
                new Dependency("redis", guards.redis(), this::redisAnswers, threads, clock));
    }

    @Produces
    @Liveness
    HealthCheck alive() {
        return () -> HealthCheckResponse.up("auralink");
    }

    @Produces
    @Startup
    HealthCheck started() {
        return () -> HealthCheckResponse.up("auralink");
    }

    @Produces
    @Readiness
    HealthCheck databaseIsThere() {
        return () -> seen(0);
    }

    @Produces
    @Readiness
    HealthCheck redisIsThere() {
        return () -> seen(1);
    }

    /** Before it stops, the server serves on for a moment, and nobody new is to be sent to it. */
    @Produces
    @Readiness
    HealthCheck staying() {
        return () -> HealthCheckResponse.named("staying")
                .status(!Stopping.isAnnounced())
                .build();
    }

    /** Both are asked before one is waited for. */
    private HealthCheckResponse seen(int store) {
        askAgain();
        Dependency asked = stores.get(store);
        return HealthCheckResponse.named(asked.name())
                .status(asked.settle() == Dependency.Status.UP)
                .build();
    }

    /** Looks how it is with both; what is left alone and has come back is asked again from then on. */
    @Override
    public void askAgain() {
        stores.forEach(Dependency::ask);
    }

    @Override
    public List<ServiceView> services() {
        askAgain();
        return List.of(new ServiceView(
                "control-plane",
                ServerName.OF_THIS_SERVER,
                stores.stream()
                        .map(store -> {
                            store.look();
                            return store.view(true);
                        })
                        .toList()));
    }

    /** For metrics: what is known, without asking. */
    List<Dependency> stores() {
        return stores;
    }

    private boolean redisAnswers() {
        try {
            boolean answered = "PONG".equals(redis.ping());
            redisSilences.set(0);
            return answered;
        } catch (RuntimeException e) {
            if (redisSilences.incrementAndGet() >= SILENCES) {
                // Each request would wait a second for it, until five in a row had.
                guards.redis().noSignOfLife();
            }
            return false;
        }
    }
}
