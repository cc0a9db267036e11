package org.auralink.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.shared.redis.RedisConnections;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

/** Who was seen, by two servers of the application and by one that Redis is away from. */
class PresenceTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00.123Z");

    private final MovableClock clock = new MovableClock(NOW);
    private final Presence here = server(RedisProcess.port());
    private final Presence there = server(RedisProcess.port());
    private final Presence alone = server(RedisProcess.freePort());
    private final UserId ann = new UserId(UUID.randomUUID());
    private final UserId bob = new UserId(UUID.randomUUID());

    private Presence server(int redisPort) {
        Presence presence = new Presence();
        presence.clock = clock;
        presence.redis = new OptionalRedis(RedisConnections.to(URI.create("redis://127.0.0.1:" + redisPort)), clock);
        return presence;
    }

    @Test
    void whoWasSeenByOneServerIsOnlineForAll() {
        here.seen(ann);
        assertThat(there.lastSeen(List.of(ann, bob))).isEqualTo(Map.of(ann, NOW));
        assertThat(there.lastSeen(List.of())).isEmpty();
    }

    @Test
    void redisForgetsThemByItself() {
        here.seen(ann);
        try (var redis = new JedisPooled("127.0.0.1", RedisProcess.port())) {
            assertThat(redis.pttl("auralink:presence:" + ann.value()))
                    .isPositive()
                    .isLessThanOrEqualTo(Presence.ONLINE.toMillis());
        }
    }

    @Test
    void howeverMuchTheyAskItIsWrittenNowAndThen() {
        here.seen(ann);
        clock.pass(Presence.WRITTEN_EVERY.minusMillis(1));
        here.seen(ann);
        assertThat(here.lastSeen(List.of(ann))).containsEntry(ann, NOW);
        clock.pass(Duration.ofMillis(1));
        here.seen(ann);
        assertThat(here.lastSeen(List.of(ann))).containsEntry(ann, NOW.plus(Presence.WRITTEN_EVERY));
    }

    @Test
    void withoutRedisAServerKnowsWhomItSawItself() {
        alone.seen(ann);
        assertThat(alone.lastSeen(List.of(ann, bob))).containsOnlyKeys(ann);
        clock.pass(Presence.ONLINE);
        assertThat(alone.lastSeen(List.of(ann))).isEmpty();
    }
}
