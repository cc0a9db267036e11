package org.auralink.media.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.NodeDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A node of which the connector says that it does not answer. */
class NodeLossesTest {
    private static final AnnouncedNode NODE = node("a");
    private static final AnnouncedNode OTHER = node("b");
    private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");
    private static final NodeLost SILENT = new NodeLost("http://a", SINCE);
    private static final NodeLost REFUSING = new NodeLost("http://a", SINCE, Duration.ofMillis(300));

    private final NodeLosses losses = new NodeLosses();
    private final List<AnnouncedNode> announced = new ArrayList<>(List.of(NODE, OTHER));
    private final List<List<RoomRequest>> moved = new ArrayList<>();
    private Duration ago = Duration.ofSeconds(1);
    private boolean redisIsAway;

    private static AnnouncedNode node(String name) {
        return new AnnouncedNode("ND_" + name, "boot", URI.create("http://" + name), URI.create("ws://" + name), 0, 0);
    }

    @BeforeEach
    void wire() {
        losses.directory = new NodeDirectory() {
            @Override
            public List<AnnouncedNode> announced() {
                if (redisIsAway) {
                    throw new JedisConnectionException("away");
                }
                return announced;
            }

            @Override
            public boolean isAnnouncedSince(AnnouncedNode node, Duration past) {
                return ago.compareTo(past) < 0;
            }
        };
        losses.events = new NodeEvents() {
            @Override
            public Optional<List<RoomRequest>> nodeLost(NodeLost node, List<AnnouncedNode> alive) {
                return alive.contains(NODE) ? Optional.empty() : Optional.of(List.of());
            }

            @Override
            public void leaveFormerNodes() {}
        };
        losses.moves = new RoomMoves() {
            @Override
            public void move(List<RoomRequest> leaving) {
                moved.add(leaving);
            }
        };
    }

    @Test
    void oneThatIsSilentIsLostWhenItsAnnouncementHasRunOut() {
        assertThat(losses.decide(SILENT)).isFalse();
        announced.remove(NODE);
        assertThat(losses.decide(SILENT)).isTrue();
        assertThat(moved).hasSize(1);
    }

    @Test
    void oneThatRefusesConnectionsIsLostWhileItsLastAnnouncementStands() {
        assertThat(losses.decide(REFUSING)).isTrue();
    }

    @Test
    void oneThatAnnouncesItselfWhileItRefusesConnectionsIsThere() {
        ago = Duration.ofMillis(200);
        assertThat(losses.decide(REFUSING)).isFalse();
        assertThat(moved).isEmpty();
    }

    @Test
    void refusalsAtOneAddressSayNothingAboutAnotherNode() {
        assertThat(losses.decide(new NodeLost("http://elsewhere", SINCE, Duration.ofSeconds(9))))
                .isFalse();
    }

    @Test
    void withoutRedisNobodyCanTell() {
        redisIsAway = true;
        assertThat(losses.decide(REFUSING)).isFalse();
    }
}
