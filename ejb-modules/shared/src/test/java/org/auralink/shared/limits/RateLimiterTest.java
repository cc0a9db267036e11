package org.auralink.shared.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.JedisPooled;

class RateLimiterTest {
    private static final RateLimit THREE = RateLimit.parse("three", "3/1m").orElseThrow();
    private static final int PORT = RedisProcess.port();

    /** Stands still until it is moved. */
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T10:00:00Z"));

    private final String somebody = UUID.randomUUID().toString();

    @Test
    void aBucketIsEmptyAfterItsTokensAndFillsEvenly() {
        for (RateLimiter limiter : List.of(onServer(PORT), onServer(RedisProcess.freePort()))) {
            assertThat(taken(limiter, THREE, 5)).isEqualTo(3);
            clock.pass(Duration.ofSeconds(19));
            assertThat(taken(limiter, THREE, 1)).isZero();
            clock.pass(Duration.ofSeconds(1));
            assertThat(taken(limiter, THREE, 2)).isEqualTo(1);
            clock.pass(Duration.ofSeconds(60));
            assertThat(taken(limiter, THREE, 5)).isEqualTo(3);
        }
    }

    @Test
    void aRefusalSaysWhenToComeBackAndWhatTheLimitIs() {
        RateLimit limit = RateLimit.parse("said", "2/1m,4/1h").orElseThrow();
        RateLimiter limiter = onServer(PORT);
        taken(limiter, limit, 2);
        assertThatThrownBy(() -> limiter.take(limit, somebody))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal())
                                .isEqualTo(new Refusal.RateLimited(
                                        "rate_limited",
                                        "Too many requests. Try again in 30 seconds.",
                                        Duration.ofSeconds(30),
                                        new Refusal.Quota(2, List.of("2;w=60", "4;w=3600")))));
    }

    @Test
    void theWaitGrowsWithTheNumberOfAttempts() {
        RateLimit limit = RateLimit.parse("growing", "5/1m,15/1h,50/1d").orElseThrow();
        RateLimiter limiter = onServer(PORT);
        assertThat(taken(limiter, limit, 100)).isEqualTo(5);
        List<Duration> waits = new ArrayList<>();
        for (int attempt = 6; attempt <= 70; attempt++) {
            Duration wait = refusal(limiter, limit).retryAfter();
            waits.add(wait);
            clock.pass(wait);
            limiter.take(limit, somebody);
        }
        assertThat(waits.get(0)).isEqualTo(Duration.ofSeconds(12));
        assertThat(waits.get(15)).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5));
        assertThat(waits.get(64)).isBetween(Duration.ofMinutes(25), Duration.ofMinutes(30));
    }

    @Test
    void allServersCountTogether() {
        assertThat(taken(onServer(PORT), THREE, 2)).isEqualTo(2);
        assertThat(taken(onServer(PORT), THREE, 2)).isEqualTo(1);
    }

    @Test
    void whoAsksAtOnceGetsNoMoreThanThereIs() throws Exception {
        RateLimit limit = RateLimit.parse("rush", "20/1h").orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> taken(onServer(PORT), limit, 10)));
            }
            int sum = 0;
            for (Future<Integer> one : all) {
                sum += one.get();
            }
            assertThat(sum).isEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatIsGivenBackCountsNoMore() {
        for (RateLimiter limiter : List.of(onServer(PORT), onServer(RedisProcess.freePort()))) {
            for (int i = 0; i < 10; i++) {
                limiter.take(THREE, somebody);
                limiter.giveBack(THREE, somebody);
            }
            assertThat(taken(limiter, THREE, 5)).isEqualTo(3);
        }
    }

    @Test
    void nobodyStandsInTheKeysAndTheyGo() {
        RateLimiter limiter = onServer(PORT);
        limiter.take(THREE, ClientAddress.parse("192.0.2.77").orElseThrow());
        limiter.take(THREE, "ada@example.org");
        try (JedisPooled redis = new JedisPooled("127.0.0.1", PORT)) {
            assertThat(redis.keys("*")).isNotEmpty().allSatisfy(key -> {
                assertThat(key).matches("auralink:limit:[A-Za-z0-9_-]{22}");
                assertThat(redis.pttl(key)).isBetween(1L, Duration.ofDays(2).toMillis());
            });
        }
    }

    @Test
    void aServerMakesOnlySoManyBucketsInRedisAndCountsTheOthersItself() {
        try (JedisPooled redis = new JedisPooled("127.0.0.1", PORT)) {
            redis.flushAll();
            RateLimiter limiter = new RateLimiter(new OptionalRedis(redis, clock), clock, 10);
            for (int client = 0; client < 50; client++) {
                for (int token = 0; token < 3; token++) {
                    limiter.take(THREE, "client " + client);
                }
                String whose = "client " + client;
                assertThatThrownBy(() -> limiter.take(THREE, whose)).isInstanceOf(RefusedException.class);
            }
            assertThat(redis.dbSize()).isEqualTo(10);
            clock.pass(Duration.ofMinutes(30));
            limiter.take(THREE, "later");
            assertThat(redis.dbSize()).isEqualTo(11);
        }
    }

    @Test
    void aBucketThatWasHardlyUsedStaysNotLong() {
        RateLimit limit = RateLimit.parse("lasting", "5/1m,15/1h,50/1d").orElseThrow();
        try (JedisPooled redis = new JedisPooled("127.0.0.1", PORT)) {
            redis.flushAll();
            onServer(PORT).take(limit, somebody);
            assertThat(redis.pttl(redis.keys("*").iterator().next()))
                    .isBetween(1L, Duration.ofMinutes(30).toMillis());
        }
    }

    @Test
    void anEmptyTableOfOneClientIsNotFilledByOthers() {
        RateLimiter limiter = onServer(RedisProcess.freePort());
        taken(limiter, THREE, 3);
        for (int other = 0; other < 50_000; other++) {
            limiter.take(THREE, "other " + other);
            if (other % 1_000 == 0) {
                assertThat(taken(limiter, THREE, 1))
                        .as("after %s others", other)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "30", "30/", "0/1m", "30/0s", "30/1w", "-1/1m", "30/1m,", "1/1s,1/1s,1/1s,1/1s", "1e9/1s"})
    void whatIsNoLimitIsNone(String text) {
        assertThat(RateLimit.parse("x", text)).isEmpty();
    }

    private int taken(RateLimiter limiter, RateLimit limit, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            try {
                limiter.take(limit, somebody);
                taken++;
            } catch (RefusedException refused) {
                assertThat(refused.refusal()).isInstanceOf(Refusal.RateLimited.class);
            }
        }
        return taken;
    }

    private Refusal.RateLimited refusal(RateLimiter limiter, RateLimit limit) {
        try {
            limiter.take(limit, somebody);
        } catch (RefusedException refused) {
            return (Refusal.RateLimited) refused.refusal();
        }
        throw new AssertionError("not refused");
    }

    private RateLimiter onServer(int redisPort) {
        return new RateLimiter(new OptionalRedis(new JedisPooled("127.0.0.1", redisPort), clock), clock);
    }
}
