package org.auralink.shared.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

class CopiesTest {
    private static final CopyLimits LIMITS = new CopyLimits(Duration.ofSeconds(5), Duration.ofMinutes(10));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-29T02:00:00Z"));
    private final String subject = "call:" + UUID.randomUUID();
    private final AtomicInteger reads = new AtomicInteger();
    private final Copies here = onServer(RedisProcess.port());
    private final Copies alone = onServer(RedisProcess.freePort());

    private Copies onServer(int redisPort) {
        return new Copies(
                new OptionalRedis(RedisConnections.to(URI.create("redis://127.0.0.1:" + redisPort)), clock),
                clock,
                LIMITS);
    }

    private Copy read(Copies from) {
        return from.read(subject, "all", () -> "text " + reads.incrementAndGet());
    }

    private Copy readWhileAway(Copies from) {
        return from.read(subject, "all", () -> {
            throw new IllegalStateException(new SQLException("gone", "08006"));
        });
    }

    @Test
    void theSourceIsAskedOnceInFiveSeconds() {
        for (Copies copies : List.of(here, alone)) {
            reads.set(0);
            for (int i = 0; i < 10; i++) {
                assertThat(read(copies).text()).isEqualTo("text 1");
            }
            clock.pass(Duration.ofSeconds(5));
            assertThat(read(copies)).isEqualTo(new Copy("text 2", Duration.ZERO, null));
        }
    }

    @Test
    void oneReadsForAHundredWhoWantToKnowAtTheSameTime() throws Exception {
        for (Copies copies : List.of(here, alone)) {
            reads.set(0);
            CountDownLatch others = new CountDownLatch(99);
            ExecutorService threads = Executors.newFixedThreadPool(100);
            try {
                List<Future<Copy>> all = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    all.add(threads.submit(() -> {
                        others.countDown();
                        return copies.read(subject, "all", () -> {
                            awaitQuietly(others);
                            return "text " + reads.incrementAndGet();
                        });
                    }));
                }
                for (Future<Copy> one : all) {
                    assertThat(one.get().text()).isEqualTo("text 1");
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(reads).hasValue(1);
            copies.changed(subject);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aChangeIsSeenAtOnceOnEveryServer() {
        Copies there = onServer(RedisProcess.port());
        assertThat(read(here).text()).isEqualTo("text 1");
        assertThat(read(there).text()).isEqualTo("text 1");
        there.changed(subject);
        assertThat(read(here).text()).isEqualTo("text 2");
        assertThat(read(there).text()).isEqualTo("text 2");

        assertThat(read(alone).text()).isEqualTo("text 3");
        alone.changed(subject);
        assertThat(read(alone).text()).isEqualTo("text 4");
    }

    @Test
    void whatWasReadBeforeAChangeAndStoredAfterItIsNotFresh() {
        for (Copies copies : List.of(here, alone)) {
            Copy old = copies.read(subject, "all", () -> {
                copies.changed(subject);
                return "before the change";
            });
            assertThat(old.text()).isEqualTo("before the change");
            assertThat(read(copies).text()).startsWith("text ");
            copies.changed(subject);
        }
    }

    @Test
    void whileTheSourceIsAwayTheLastCopyIsAnsweredAndSaysSo() {
        read(here);
        clock.pass(Duration.ofMinutes(9));
        assertThat(readWhileAway(here)).isEqualTo(new Copy("text 1", Duration.ofMinutes(9), Copy.FROM_REDIS));
        assertThat(here.fromRedis()).isEqualTo(1);
        assertThat(here.fromMemory()).isZero();
    }

    @Test
    void withoutRedisTooTheMemoryAnswersForFiveMinutes() {
        read(alone);
        clock.pass(Duration.ofMinutes(4));
        assertThat(readWhileAway(alone)).isEqualTo(new Copy("text 1", Duration.ofMinutes(4), Copy.FROM_MEMORY));
        clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> readWhileAway(alone)).isInstanceOf(IllegalStateException.class);
        assertThat(alone.fromMemory()).isEqualTo(1);
    }

    @Test
    void aCopyThatIsOutOfDateIsBetterThanNoneWhileTheSourceIsAway() {
        for (Copies copies : List.of(here, alone)) {
            read(copies);
            copies.changed(subject);
            assertThat(readWhileAway(copies).fallback()).isNotNull();
        }
    }

    @Test
    void whatTheSourceRefusesIsNoOutage() {
        read(here);
        clock.pass(Duration.ofSeconds(5));
        assertThatThrownBy(() -> here.read(subject, "all", () -> {
                    throw Refusal.notFound("There is no such call.").asException();
                }))
                .isInstanceOf(RefusedException.class);
        assertThat(here.fromRedis()).isZero();
    }

    @Test
    void variantsOfASubjectAreNotMixedUpAndChangeTogether() {
        assertThat(here.read(subject, "a", () -> "a b c").text()).isEqualTo("a b c");
        assertThat(here.read(subject, "b", () -> "").text()).isEmpty();
        assertThat(here.read(subject, "a", () -> "x").text()).isEqualTo("a b c");
        assertThat(here.read(subject, "b", () -> "x").text()).isEmpty();
        here.changed(subject);
        assertThat(here.read(subject, "a", () -> "x").text()).isEqualTo("x");
        assertThat(here.read(subject, "b", () -> "x").text()).isEqualTo("x");
    }

    @Test
    void copiesGoAndWhatIsTooLongIsNotKept() {
        read(here);
        here.changed(subject);
        here.read(subject, "long", () -> "x".repeat(CopyLimits.LONGEST + 1));
        try (JedisPooled redis = new JedisPooled("127.0.0.1", RedisProcess.port())) {
            assertThat(redis.pttl(Copies.COPY + subject + ":all"))
                    .isBetween(1L, LIMITS.kept().toMillis());
            assertThat(redis.pttl(Copies.CHANGED + subject)).isBetween(1L, CopyLimits.CHANGE_KNOWN.toMillis());
            assertThat(redis.exists(Copies.COPY + subject + ":long")).isFalse();
            redis.set(Copies.COPY + subject + ":all", "of another release");
        }
        assertThat(read(here).text()).isEqualTo("text 2");
    }

    @Test
    void theMemoryOfOneServerIsBounded() {
        CopiesInMemory memory = new CopiesInMemory();
        for (int i = 0; i < CopyLimits.MOST_IN_MEMORY + 100; i++) {
            memory.put("key " + i, new StoredCopy(0, "", "x"));
        }
        assertThat(memory.size()).isEqualTo(CopyLimits.MOST_IN_MEMORY);
        String longest = "x".repeat(CopyLimits.LONGEST);
        for (int i = 0; i < 1_000; i++) {
            memory.put("long " + i, new StoredCopy(0, "", longest));
        }
        assertThat(memory.size()).isEqualTo(CopyLimits.MEMORY / CopyLimits.LONGEST);
    }
}
