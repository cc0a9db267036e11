package org.auralink.media.node.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.config.RedisConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

class AnnouncerTest {
    private static final String KEY = "auralink:node:n1";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private int port;
    private RedisServer redis;

    private volatile boolean well = true;

    @BeforeEach
    void start() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        redis = newRedis();
        redis.start();
    }

    @AfterEach
    void stop() throws IOException {
        redis.stop();
    }

    @Test
    void entryIsShortLivedAndRemovedOnACleanStop() {
        try (var announcer = announcer()) {
            assertThat(announcer).isNotNull();
            Waiting.until("announced", PATIENCE, this::announced);
            try (var jedis = new Jedis("127.0.0.1", port)) {
                assertThat(jedis.get(KEY)).isEqualTo("{}");
                assertThat(jedis.ttl(KEY)).isBetween(1L, 10L);
            }
        }
        assertThat(announced()).isFalse();
    }

    @Test
    void theIndexTellsWhenEachEntryRunsOutAndForgetsNodesThatStoppedOrDied() {
        try (var jedis = new Jedis("127.0.0.1", port)) {
            long now = System.currentTimeMillis();
            jedis.zadd("auralink:nodes", now - 3_600_000, "killed long ago");
            jedis.zadd("auralink:nodes", now - 5_000, "killed just now");
            try (var announcer = announcer()) {
                assertThat(announcer).isNotNull();
                Waiting.until(
                        "old ones forgotten",
                        PATIENCE,
                        () -> jedis.zscore("auralink:nodes", "n1") != null
                                && jedis.zscore("auralink:nodes", "killed long ago") == null);
                assertThat(jedis.zscore("auralink:nodes", "n1")).isBetween(now + 1_000.0, now + 30_000.0);
                assertThat(jedis.zscore("auralink:nodes", "killed just now")).isNotNull();
            }
            assertThat(jedis.zscore("auralink:nodes", "n1")).isNull();
        }
    }

    @Test
    void entryReturnsWhenRedisDoes() throws IOException {
        try (var announcer = announcer()) {
            assertThat(announcer).isNotNull();
            Waiting.until("announced", PATIENCE, this::announced);
            redis.stop();
            redis = newRedis();
            redis.start();
            Waiting.until("announced again", PATIENCE, this::announced);
        }
    }

    @Test
    void entryThatCannotBeMadeOnceIsMadeTheNextTime() {
        var attempts = new AtomicInteger();
        Supplier<Optional<String>> failsFirst = () -> {
            if (attempts.getAndIncrement() == 0) {
                throw new IllegalStateException("on purpose");
            }
            return Optional.of("{}");
        };
        try (var announcer = Announcer.start(new RedisConfig("127.0.0.1:" + port, "", "", 0), "n1", failsFirst)) {
            assertThat(announcer).isNotNull();
            Waiting.until("announced", PATIENCE, this::announced);
        }
    }

    @Test
    void nodeThatCarriesNoCallIsForgottenUntilItDoesAgain() {
        well = false;
        try (var announcer = announcer();
                var jedis = new Jedis("127.0.0.1", port)) {
            assertThat(announcer).isNotNull();
            jedis.setex(KEY, 1, "left by a healthier moment");
            Waiting.until("forgotten", PATIENCE, () -> !announced());
            well = true;
            Waiting.until("announced again", PATIENCE, this::announced);
        }
    }

    private RedisServer newRedis() throws IOException {
        return RedisServer.newRedisServer()
                .bind("127.0.0.1")
                .port(port)
                .setting("save \"\"")
                .build();
    }

    private Announcer announcer() {
        return Announcer.start(
                new RedisConfig("127.0.0.1:" + port, "", "", 0),
                "n1",
                () -> well ? Optional.of("{}") : Optional.empty());
    }

    private boolean announced() {
        try (var jedis = new Jedis("127.0.0.1", port)) {
            return jedis.exists(KEY);
        }
    }
}
