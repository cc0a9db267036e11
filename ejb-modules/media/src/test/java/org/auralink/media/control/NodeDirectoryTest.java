package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.params.SetParams;

/** How old an announcement is, by the clock of a real Redis. */
class NodeDirectoryTest {
    private static final JedisPooled redis = new JedisPooled("127.0.0.1", RedisProcess.port());

    private final NodeDirectory directory = new NodeDirectory();
    private final String nodeId = "ND_" + UUID.randomUUID();

    @BeforeEach
    void wire() {
        directory.redis = redis;
    }

    @AfterAll
    static void close() {
        redis.close();
    }

    private AnnouncedNode node(long lifetimeMillis) {
        var report = new NodeReport("", "", false, 0, 0, 0, 0, 0, lifetimeMillis, List.of());
        return new AnnouncedNode(nodeId, "boot", URI.create("http://a"), URI.create("ws://a"), report);
    }

    private void announced(long leftMillis) {
        redis.set("auralink:node:" + nodeId, "{}", SetParams.setParams().px(leftMillis));
    }

    @Test
    void anAnnouncementIsAsOldAsWhatIsGoneOfItsLife() {
        announced(600_000);
        assertThat(directory.isAnnouncedSince(node(600_000), Duration.ofMinutes(1)))
                .isTrue();
        assertThat(directory.isAnnouncedSince(node(900_000), Duration.ofMinutes(1)))
                .isFalse();
        assertThat(directory.isAnnouncedSince(node(900_000), Duration.ofMinutes(6)))
                .isTrue();
    }

    @Test
    void oneThatDoesNotSayForHowLongItStandsCountsUntilItHasRunOut() {
        announced(600_000);
        assertThat(directory.isAnnouncedSince(node(0), Duration.ofMillis(1))).isTrue();
        redis.del("auralink:node:" + nodeId);
        assertThat(directory.isAnnouncedSince(node(0), Duration.ofHours(1))).isFalse();
        assertThat(directory.isAnnouncedSince(node(3_000), Duration.ofHours(1))).isFalse();
    }
}
