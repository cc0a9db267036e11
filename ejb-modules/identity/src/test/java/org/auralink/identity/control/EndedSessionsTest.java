package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

class EndedSessionsTest {
    private static final Limits.Sessions LIMITS = Limits.standard().sessions();
    private static final int PORT = RedisProcess.port();

    /** Stands still until it is moved; begins now, because Redis forgets by the clock of its own. */
    private final MovableClock clock = new MovableClock(Instant.now());

    private final JedisPooled redis = new JedisPooled("127.0.0.1", PORT);
    private final UUID session = UUID.randomUUID();

    @BeforeEach
    void forget() {
        redis.del(EndedSessions.KEY);
    }

    @Test
    void anotherServerNoticesWithinASecond() {
        EndedSessions here = onServer(PORT);
        EndedSessions there = onServer(PORT);
        assertThat(there.has(session)).isFalse();

        here.add(List.of(session));

        assertThat(here.has(session)).isTrue();
        clock.pass(Duration.ofMillis(999));
        assertThat(there.has(session)).isTrue();
    }

    @Test
    void aSessionThatGoesOnIsAskedForOnceInThatTime() {
        EndedSessions here = onServer(PORT);
        assertThat(here.has(session)).isFalse();
        // Not told to this server, and not asked for by it.
        redis.zadd(EndedSessions.KEY, clock.millis() + 60_000, session.toString());
        assertThat(here.has(session)).isFalse();
    }

    @Test
    void itIsForgottenWhenItsLastAccessTokenHasExpired() {
        EndedSessions here = onServer(PORT);
        here.add(List.of(session));
        clock.pass(LIMITS.accessToken());
        assertThat(here.has(session)).isFalse();
        here.add(List.of(UUID.randomUUID()));
        assertThat(redis.zcard(EndedSessions.KEY)).isEqualTo(1);
        assertThat(redis.pttl(EndedSessions.KEY)).isPositive();
    }

    @Test
    void beyondTheLimitTheOldestAreForgotten() {
        EndedSessions here = new EndedSessions(
                new OptionalRedis(redis, clock),
                new Limits.Sessions(Duration.ofHours(1), Duration.ZERO, 0, Duration.ZERO, 3, Duration.ofMillis(900)),
                clock);
        here.add(List.of(session));
        clock.pass(Duration.ofMillis(1));
        List<UUID> later = Stream.generate(UUID::randomUUID).limit(3).toList();
        here.add(later);
        assertThat(redis.zrange(EndedSessions.KEY, 0, -1))
                .containsExactlyInAnyOrderElementsOf(
                        later.stream().map(UUID::toString).toList());
    }

    @Test
    void manySessionsOfOnePersonEndTogether() {
        List<UUID> many = Stream.generate(UUID::randomUUID).limit(1_234).toList();
        onServer(PORT).add(many);
        EndedSessions there = onServer(PORT);
        assertThat(many).allMatch(there::has);
    }

    @Test
    void whileRedisIsAwayAServerKnowsItsOwnAndLetsOthersIn() {
        EndedSessions here = onServer(RedisProcess.freePort());
        here.add(List.of(session));
        assertThat(here.has(session)).isTrue();
        assertThat(here.has(UUID.randomUUID())).isFalse();
    }

    private EndedSessions onServer(int redisPort) {
        return new EndedSessions(new OptionalRedis(new JedisPooled("127.0.0.1", redisPort), clock), LIMITS, clock);
    }
}
