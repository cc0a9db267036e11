package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.auralink.shared.redis.OptionalRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;
import redis.embedded.RedisServer;

class EndedSessionsTest {
    private static final Limits.Sessions LIMITS = Limits.standard().sessions();
    private static RedisServer server;
    private static int port;

    /** Stands still until it is moved; begins now, because Redis forgets by the clock of its own. */
    private Instant now = Instant.now();

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final JedisPooled redis = new JedisPooled("127.0.0.1", port);
    private final UUID session = UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        port = freePort();
        server = new RedisServer(port);
        server.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.stop();
    }

    @BeforeEach
    void forget() {
        redis.del(EndedSessions.KEY);
    }

    @Test
    void anotherServerNoticesWithinASecond() {
        EndedSessions here = onServer(port);
        EndedSessions there = onServer(port);
        assertThat(there.has(session)).isFalse();

        here.add(List.of(session));

        assertThat(here.has(session)).isTrue();
        now = now.plusMillis(999);
        assertThat(there.has(session)).isTrue();
    }

    @Test
    void aSessionThatGoesOnIsAskedForOnceInThatTime() {
        EndedSessions here = onServer(port);
        assertThat(here.has(session)).isFalse();
        // Not told to this server, and not asked for by it.
        redis.zadd(EndedSessions.KEY, clock.millis() + 60_000, session.toString());
        assertThat(here.has(session)).isFalse();
    }

    @Test
    void itIsForgottenWhenItsLastAccessTokenHasExpired() {
        EndedSessions here = onServer(port);
        here.add(List.of(session));
        now = now.plus(LIMITS.accessToken());
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
        now = now.plusMillis(1);
        List<UUID> later = Stream.generate(UUID::randomUUID).limit(3).toList();
        here.add(later);
        assertThat(redis.zrange(EndedSessions.KEY, 0, -1))
                .containsExactlyInAnyOrderElementsOf(
                        later.stream().map(UUID::toString).toList());
    }

    @Test
    void manySessionsOfOnePersonEndTogether() {
        List<UUID> many = Stream.generate(UUID::randomUUID).limit(1_234).toList();
        onServer(port).add(many);
        EndedSessions there = onServer(port);
        assertThat(many).allMatch(there::has);
    }

    @Test
    void whileRedisIsAwayAServerKnowsItsOwnAndLetsOthersIn() throws IOException {
        EndedSessions here = onServer(freePort());
        here.add(List.of(session));
        assertThat(here.has(session)).isTrue();
        assertThat(here.has(UUID.randomUUID())).isFalse();
    }

    private EndedSessions onServer(int redisPort) {
        return new EndedSessions(new OptionalRedis(new JedisPooled("127.0.0.1", redisPort), clock), LIMITS, clock);
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
