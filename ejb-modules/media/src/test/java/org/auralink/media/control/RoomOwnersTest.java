package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.auralink.media.entity.Limits;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

/** Against a real Redis, the oldest release that is supported: what it understands is what this is about. */
class RoomOwnersTest {
    private static final JedisPooled redis = new JedisPooled("127.0.0.1", RedisProcess.port());

    private final RoomOwners owners = new RoomOwners();
    private final String call = UUID.randomUUID().toString();

    RoomOwnersTest() {
        owners.redis = redis;
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    @Test
    void theFirstClaimStands() {
        assertThat(owners.claim(call, "a")).isEqualTo("a");
        assertThat(owners.claim(call, "b")).isEqualTo("a");
        assertThat(owners.claim(UUID.randomUUID().toString(), "b")).isEqualTo("b");
    }

    @Test
    void allWhoJoinAtOnceAreToldTheSameNode() {
        List<String> told = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> owners.claim(call, "node" + i))
                .distinct()
                .toList();
        assertThat(told).hasSize(1);
    }

    @Test
    void onlyTheNodeThatWasFoundGoneIsReplaced() {
        owners.claim(call, "a");

        assertThat(owners.replace(call, "gone", "b")).isEqualTo("a");
        assertThat(owners.replace(call, "a", "b")).isEqualTo("b");
        assertThat(owners.replace(call, "a", "c")).isEqualTo("b");
        assertThat(owners.replace(UUID.randomUUID().toString(), "a", "c")).isEqualTo("c");
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
