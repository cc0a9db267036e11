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
import org.auralink.shared.settings.Settings;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPooled;

/**
 * Makes the Redis client from {@code auralink.redis.url}. Connections open on first use, so Redis may be away when the
 * application is deployed, and are opened again after it was.
 */
@ApplicationScoped
public class RedisConnections {
    private static final int TIMEOUT_MS = 1_000;

    /**
     * As many as there are threads that may ask at once: the server's 200, those of 100 requests with bodies, and some of
     * its own. Sixteen would do for the commands, which are short, but not on a machine that is too busy to give the sixteen
     * their turn: whoever waited for one of them in vain would take Redis for lost, and count no more with other servers.
     */
    static final int POOL_SIZE = 320;

    void deployed(@Observes @Initialized(ApplicationScoped.class) Object event) {
        address();
    }

    /** A singleton and not a normal scope: the client is no class that can be proxied. */
    @Produces
    @Singleton
    public JedisPooled client() {
        return to(address());
    }

    /** The application's client for a server, with user and password in the address. */
    public static JedisPooled to(URI server) {
        GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
        pool.setMaxTotal(POOL_SIZE);
        pool.setMaxIdle(POOL_SIZE);
        pool.setTestOnBorrow(true);
        pool.setMaxWait(Duration.ofMillis(TIMEOUT_MS));
        // One bean per application: JMX names would collide with a second deployment.
        pool.setJmxEnabled(false);
        return new JedisPooled(pool, server, TIMEOUT_MS);
    }

    @Produces
    @Singleton
    public OptionalRedis optional(JedisPooled client, Clock clock) {
        return new OptionalRedis(client, clock);
    }

    /** @throws org.auralink.shared.settings.SettingException which stops the deployment */
    private static URI address() {
        return Settings.current().uri("auralink.redis.url", Set.of("redis", "rediss"));
    }

    void close(@Disposes JedisPooled client) {
        client.close();
    }
}
