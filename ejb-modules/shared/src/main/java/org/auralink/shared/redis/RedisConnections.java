package org.auralink.shared.redis;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.util.Pool;

/**
 * Makes the Redis client from {@code auralink.redis.url}. Connections open on first use, so Redis may be away when the
 * application is deployed, and are opened again after it was.
 */
@ApplicationScoped
public class RedisConnections {
    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        address();
        connections(Settings.current());
        timeout(Settings.current());
        CopyLimits.from(Settings.current());
    }

    /** A singleton and not a normal scope: the client is no class that can be proxied. */
    @Produces
    @Singleton
    public JedisPooled client() {
        JedisPooled client = to(address(), connections(Settings.current()), timeout(Settings.current()));
        measure(client.getPool());
        return client;
    }

    private static void measure(Pool<Connection> pool) {
        Metrics.gauges(
                "auralink_redis_pool_connections",
                "Connections to Redis.",
                samples -> {
                    samples.call(pool.getNumActive(), "used");
                    samples.call(pool.getNumIdle(), "idle");
                },
                "state");
        Metrics.gauge("auralink_redis_pool_connections_limit", "Connections to Redis at most.", pool::getMaxTotal);
        Metrics.gauge(
                "auralink_redis_pool_waiting", "Requests that wait for a connection to Redis.", pool::getNumWaiters);
    }

    /** The application's client for a server, with user and password in the address, where nothing else is set. */
    public static JedisPooled to(URI server) {
        return to(server, connections(Settings.none()), timeout(Settings.none()));
    }

    private static JedisPooled to(URI server, int connections, int timeoutMs) {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setTestOnBorrow(true);
        pool.setMaxWait(Duration.ofMillis(timeoutMs));
        // One bean per application: JMX names would collide with a second deployment.
        pool.setJmxEnabled(false);
        return new JedisPooled(pool, server, timeoutMs);
    }

    @Produces
    @Singleton
    public OptionalRedis optional(JedisPooled client, Guards guards) {
        return new OptionalRedis(client, guards.redis());
    }

    @Produces
    @Singleton
    Copies copies(OptionalRedis redis, Clock clock) {
        return new Copies(redis, clock, CopyLimits.from(Settings.current()));
    }

    private static int connections(Settings settings) {
        return settings.integer(SharedSettings.REDIS_CONNECTIONS);
    }

    private static int timeout(Settings settings) {
        return settings.integer(SharedSettings.REDIS_TIMEOUT);
    }

    /** @throws org.auralink.shared.settings.SettingException which stops the deployment */
    private static URI address() {
        return Settings.current().uri(SharedSettings.REDIS_URL, Set.of("redis", "rediss"));
    }

    void close(@Disposes JedisPooled client) {
        client.close();
    }
}
