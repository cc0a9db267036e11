package org.auralink.shared.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.shared.policies.Guard;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.redis.RedisConnections;
import org.auralink.testkit.HaltedProcess;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.JedisPooled;

@Timeout(60)
class DependencyTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T12:00:00Z"));
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** A real one, whose kernel takes connections and whose process does nothing. */
    @Test
    void whoAsksAboutARedisThatHangsIsAnsweredWithin200Milliseconds() {
        Guard guard = Guards.standard(Clock.systemUTC()).redis();
        try (JedisPooled redis = RedisConnections.to(URI.create("redis://127.0.0.1:" + RedisProcess.port()))) {
            var dependency =
                    new Dependency("redis", guard, () -> "PONG".equals(redis.ping()), threads, Clock.systemUTC());
            assertThat(dependency.look()).isEqualTo(Dependency.Status.UP);
            try (var halted = HaltedProcess.listeningOn(RedisProcess.port())) {
                long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                int late = 0;
                int asked = 0;
                while (dependency.look() != Dependency.Status.DOWN || asked < 30) {
                    long begin = System.nanoTime();
                    dependency.look();
                    late += System.nanoTime() - begin > LIMIT.toNanos() ? 1 : 0;
                    asked++;
                    assertThat(end - System.nanoTime()).as("it is found down").isPositive();
                }
                assertThat(late)
                        .as("answers of " + asked + " after more than 200 ms")
                        .isZero();
            }
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (dependency.look() != Dependency.Status.UP) {
                assertThat(end - System.nanoTime()).as("it is found up again").isPositive();
            }
        }
    }

    @Test
    void manyWhoAskAtOnceAreOneQuestion() {
        var asked = new AtomicInteger();
        var dependency = new Dependency("x", null, () -> asked.incrementAndGet() > 0, threads, clock);
        for (int i = 0; i < 20; i++) {
            assertThat(dependency.look()).isEqualTo(Dependency.Status.UP);
        }
        assertThat(asked).hasValue(1);
        clock.pass(Dependency.FRESH);
        assertThat(dependency.look()).isEqualTo(Dependency.Status.UP);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoHasNotAnsweredForASecondIsDownAndWhatWasKnownHoldsUntilThen() throws InterruptedException {
        var release = new CountDownLatch(1);
        var hang = new AtomicBoolean();
        var dependency = new Dependency("x", null, () -> !hang.get() || waits(release), threads, clock);
        assertThat(dependency.look()).isEqualTo(Dependency.Status.UP);
        hang.set(true);
        clock.pass(Dependency.FRESH);
        dependency.ask();
        clock.pass(Dependency.SILENT.minusMillis(1));
        assertThat(dependency.look()).isEqualTo(Dependency.Status.UP);
        clock.pass(Duration.ofMillis(1));
        assertThat(dependency.look()).isEqualTo(Dependency.Status.DOWN);
        assertThat(dependency.view(true).responseMs()).isNull();
        release.countDown();
        while (dependency.known() == Dependency.Status.DOWN) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aQuestionThatFailsIsAnAnswer() {
        var dependency = new Dependency(
                "x",
                null,
                () -> {
                    throw new IllegalStateException("no connection");
                },
                threads,
                clock);
        assertThat(dependency.look()).isEqualTo(Dependency.Status.DOWN);
        assertThat(dependency.view(false).status()).isEqualTo("down");
    }

    @Test
    void nothingIsKnownOfWhoWasNeverAsked() {
        var dependency = new Dependency("x", null, () -> true, threads, clock);
        assertThat(dependency.known()).isEqualTo(Dependency.Status.UNKNOWN);
        assertThat(dependency.view(true).checkedAt()).isNull();
    }

    private static boolean waits(CountDownLatch release) {
        try {
            release.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
