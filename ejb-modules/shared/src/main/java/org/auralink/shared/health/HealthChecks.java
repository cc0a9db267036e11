package org.auralink.shared.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;
import redis.clients.jedis.JedisPooled;

/**
 * Liveness and start-up say only that the application was deployed and answers: restarting it cures no absent database.
 * Readiness asks PostgreSQL and Redis. Media nodes are not asked: calls can be read without them.
 */
@ApplicationScoped
public class HealthChecks {
    private static final int VALIDATION_SECONDS = 2;

    @Resource(lookup = "java:app/jdbc/auralink")
    private DataSource database;

    @Inject
    private JedisPooled redis;

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
                .status(databaseAnswers())
                .build();
    }

    @Produces
    @Readiness
    HealthCheck redisIsThere() {
        return () -> HealthCheckResponse.named("redis").status(redisAnswers()).build();
    }

    private boolean databaseAnswers() {
        // The pool makes a connection with the caller's class loader, and health is asked by the server itself.
        Thread thread = Thread.currentThread();
        ClassLoader asked = thread.getContextClassLoader();
        thread.setContextClassLoader(HealthChecks.class.getClassLoader());
        try (Connection connection = database.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS);
        } catch (SQLException e) {
            return false;
        } finally {
            thread.setContextClassLoader(asked);
        }
    }

    private boolean redisAnswers() {
        try {
            return "PONG".equals(redis.ping());
        } catch (RuntimeException e) {
            return false;
        }
    }
}
