package org.auralink.tenancy.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.auralink.shared.policies.Guard;
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
public class HealthChecks {
    @Inject
    private DatabaseProbe database;

    @Inject
    private JedisPooled redis;

    @Inject
    private Guards guards;

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
        return () -> HealthCheckResponse.named("postgresql")
                .status(shown(guards.database(), database.answers()))
                .build();
    }

    @Produces
    @Readiness
    HealthCheck redisIsThere() {
        return () -> HealthCheckResponse.named("redis")
                .status(shown(guards.redis(), redisAnswers()))
                .build();
    }

    /** Whoever is seen to answer is asked again. */
    private static boolean shown(Guard guard, boolean answers) {
        if (answers) {
            guard.signOfLife();
        }
        return answers;
    }

    /** Looks whether what is left alone has come back. */
    public void lookAgain() {
        if (guards.database().isAway()) {
            shown(guards.database(), database.answers());
        }
        if (guards.redis().isAway()) {
            shown(guards.redis(), redisAnswers());
        }
    }

    /** Before it stops, the server serves on for a moment, and nobody new is to be sent to it. */
    @Produces
    @Readiness
    HealthCheck staying() {
        return () -> HealthCheckResponse.named("staying")
                .status(!Stopping.isAnnounced())
                .build();
    }

    private boolean redisAnswers() {
        try {
            return "PONG".equals(redis.ping());
        } catch (RuntimeException e) {
            return false;
        }
    }
}
