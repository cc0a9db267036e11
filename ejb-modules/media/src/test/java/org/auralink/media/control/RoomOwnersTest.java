package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.auralink.media.entity.Limits;
import org.auralink.testkit.MovableClock;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

/** Against a real Redis, the oldest release that is supported: what it understands is what this is about. */
class RoomOwnersTest {
    private static final JedisPooled redis = new JedisPooled("127.0.0.1", RedisProcess.port());

    private final MovableClock clock = new MovableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final RoomOwners owners = new RoomOwners();
    private final String call = UUID.randomUUID().toString();

    RoomOwnersTest() {
        owners.redis = redis;
        owners.clock = clock;
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    @Test
    void theFirstClaimStands() {
        assertThat(owners.claim(call, "a").nodeId()).isEqualTo("a");
        assertThat(owners.claim(call, "b").nodeId()).isEqualTo("a");
        assertThat(owners.claim(UUID.randomUUID().toString(), "b").nodeId()).isEqualTo("b");
    }

    @Test
    void allWhoJoinAtOnceAreToldTheSameNode() {
        List<RoomOwner> told = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> owners.claim(call, "node" + i))
                .distinct()
                .toList();
        assertThat(told).hasSize(1);
    }

    @Test
    void onlyTheNodeThatWasFoundGoneIsReplaced() {
        RoomOwner a = owners.claim(call, "a");

        RoomOwner gone = new RoomOwner("gone", a.epoch());
        assertThat(owners.replace(call, gone, "b")).isEqualTo(a);
        RoomOwner b = owners.replace(call, a, "b");
        assertThat(b.nodeId()).isEqualTo("b");
        assertThat(owners.replace(call, a, "c")).isEqualTo(b);
        assertThat(owners.find(call)).contains(b);
        assertThat(owners.replace(UUID.randomUUID().toString(), a, "c").nodeId())
                .isEqualTo("c");
    }

    @Test
    void eachOwnerHasAHigherEpochThanAllBeforeAlsoWhenRedisHasForgottenThem() {
        RoomOwner first = owners.claim(call, "a");
        RoomOwner second = owners.replace(call, first, "b");
        RoomOwner other = owners.claim(UUID.randomUUID().toString(), "a");
        assertThat(List.of(first.epoch(), second.epoch(), other.epoch()))
                .isSorted()
                .doesNotHaveDuplicates();

        redis.del("auralink:room:" + call, "auralink:epoch");
        clock.pass(Duration.ofSeconds(1));
        assertThat(owners.find(call)).isEmpty();
        assertThat(owners.claim(call, "c").epoch()).isGreaterThan(other.epoch());
    }

    @Test
    void twoWhoReplaceTheSameOwnerAtOnceAreToldTheSameOneAndItsEpoch() {
        RoomOwner gone = owners.claim(call, "gone");
        List<RoomOwner> told = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> owners.replace(call, gone, "node" + i))
                .distinct()
                .toList();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).epoch()).isGreaterThan(gone.epoch());
    }

    @Test
    void anOwnerFromBeforeRoomsHadEpochsIsUnderstood() {
        redis.set("auralink:room:" + call, "a");
        RoomOwner old = owners.claim(call, "b");
        assertThat(old).isEqualTo(new RoomOwner("a", 0));
        assertThat(owners.replace(call, old, "b").epoch()).isPositive();
    }

    @Test
    void anOwnerIsForgottenAfterAWhileAndEachJoinBeginsItAnew() {
        String key = "auralink:room:" + call;
        long validity = Limits.ROOM_OWNER_VALIDITY.toSeconds();
        owners.claim(call, "a");
        assertThat(redis.ttl(key)).isBetween(validity - 5, validity);

        redis.expire(key, 10);
        owners.claim(call, "b");

        assertThat(redis.ttl(key)).isBetween(validity - 5, validity);
    }
}
