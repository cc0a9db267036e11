package org.auralink.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPooled;

class OptionalRedisTest {
    /** Stands still until it is moved. */
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T10:00:00Z"));

    /** Otherwise a flood of requests would make this server count alone, and let ended sessions in. */
    @Test
    void thatAllConnectionsAreInUseIsNoOutage() {
        var pool = new GenericObjectPoolConfig<Connection>();
        pool.setMaxTotal(1);
        pool.setBlockWhenExhausted(false);
        pool.setJmxEnabled(false);
        try (var client = new JedisPooled(pool, at(RedisProcess.port()), 1_000)) {
            var redis = new OptionalRedis(client, clock);
            try (Connection inUse = client.getPool().getResource()) {
                assertThat(inUse.isConnected()).isTrue();
                assertThat(redis.ask(JedisPooled::ping)).isEmpty();
            }
            assertThat(redis.ask(JedisPooled::ping)).contains("PONG");
        }
    }

    @Test
    void asManyAskAtOnceAsTheServerHasThreads() {
        try (var client = RedisConnections.to(at(RedisProcess.port()))) {
            List<Connection> inUse = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                inUse.add(client.getPool().getResource());
            }
            assertThat(new OptionalRedis(client, clock).ask(JedisPooled::ping)).contains("PONG");
            inUse.forEach(Connection::close);
        }
    }

    @Test
    void aServerThatIsAwayIsLeftAloneAfterFiveFailures() {
        try (var client = RedisConnections.to(at(RedisProcess.freePort()))) {
            var redis = new OptionalRedis(client, clock);
            var asked = new AtomicInteger();
            for (int i = 0; i < 10; i++) {
                assertThat(redis.ask(away -> {
                            asked.incrementAndGet();
                            return away.ping();
                        }))
                        .isEmpty();
            }
            assertThat(asked).hasValue(5);

            clock.pass(Duration.ofSeconds(61));
            assertThat(redis.ask(away -> {
                        asked.incrementAndGet();
                        return away.ping();
                    }))
                    .isEmpty();
            assertThat(asked).hasValue(6);
        }
    }

    private static URI at(int port) {
        return URI.create("redis://127.0.0.1:" + port);
    }
}
