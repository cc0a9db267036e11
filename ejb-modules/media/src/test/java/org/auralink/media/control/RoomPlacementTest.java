package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomPlacementTest {

    private final List<AnnouncedNode> announced = new ArrayList<>();
    private final Map<String, String> owner = new HashMap<>();
    private final RoomPlacement placement = new RoomPlacement();
    private final String call = UUID.randomUUID().toString();

    @BeforeEach
    void replaceRedis() {
        placement.directory = new NodeDirectory() {
            @Override
            public List<AnnouncedNode> announced() {
                return announced;
            }

            @Override
            public Set<String> configured() {
                return Set.of("http://a", "http://b");
            }
        };
        placement.owners = new RoomOwners() {
            @Override
            public String claim(String id, String candidate) {
                return owner.computeIfAbsent(id, unclaimed -> candidate);
            }

            @Override
            public String replace(String id, String gone, String candidate) {
                owner.replace(id, gone, candidate);
                return owner.get(id);
            }
        };
    }

    private static AnnouncedNode node(String id, double load) {
        return new AnnouncedNode(id, "boot", URI.create("http://" + id), URI.create("ws://" + id), load, 0);
    }

    @Test
    void aNewCallGoesToTheLeastBusyNode() {
        announced.addAll(List.of(node("a", 0.7), node("b", 0.2), node("c", 0.2)));
        assertThat(placement.nodeOf(call, null).nodeId()).isEqualTo("b");
    }

    @Test
    void everybodyGoesWhereTheCallIsHoweverBusyThatNodeGets() {
        announced.addAll(List.of(node("a", 0.9), node("b", 0.1)));
        owner.put(call, "a");
        assertThat(placement.nodeOf(call, "a").nodeId()).isEqualTo("a");
    }

    @Test
    void aCallThatNobodyJoinedMovesAwayFromANodeThatIsGone() {
        announced.add(node("b", 0.1));
        owner.put(call, "a");
        assertThat(placement.nodeOf(call, null).nodeId()).isEqualTo("b");
    }

    @Test
    void aCallWithPeopleInsideDoesNotMove() {
        announced.add(node("b", 0.1));
        owner.put(call, "a");
        assertUnavailable("a");
    }

    @Test
    void aCallWithPeopleInsideIsWhereTheEventsSayAlsoWhenTheDirectoryForgot() {
        announced.addAll(List.of(node("a", 0.9), node("b", 0.1)));
        assertThat(placement.nodeOf(call, "a").nodeId()).isEqualTo("a");
        assertThat(owner).containsEntry(call, "a");
        owner.put(call, "b");
        assertThat(placement.nodeOf(call, "a").nodeId()).isEqualTo("a");
        assertThat(owner).containsEntry(call, "a");
    }

    @Test
    void aNodeThatWasKilledIsNotChosenBesideItsSuccessor() {
        URI url = URI.create("http://a:7880");
        URI open = URI.create("ws://a:7880");
        AnnouncedNode killed = new AnnouncedNode("old", "boot", url, open, 0.0, 1_000);
        AnnouncedNode successor = new AnnouncedNode("new", "boot", url, open, 0.9, 2_000);
        AnnouncedNode other = node("b", 0.5);
        assertThat(NodeDirectory.newestAtEachAddress(List.of(killed, successor, other)))
                .containsExactlyInAnyOrder(successor, other);
        assertThat(NodeDirectory.newestAtEachAddress(List.of(successor, killed)))
                .containsExactly(successor);
    }

    @Test
    void aRoomExistsNowhereOnlyIfEveryConfiguredNodeWasAsked() {
        assertThat(placement.areAll(List.of(node("a", 0)))).isFalse();
        assertThat(placement.areAll(List.of(node("a", 0), node("b", 0)))).isTrue();
    }

    @Test
    void withoutAnyNodeNobodyCanJoinNow() {
        assertUnavailable(null);
    }

    private void assertUnavailable(String heldBy) {
        assertThatThrownBy(() -> placement.nodeOf(call, heldBy))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Unavailable.class));
    }

    @Test
    void onlyConfiguredNodesAreBelieved() {
        List<URI> trusted = List.of(URI.create("http://a:7880"));
        assertThat(Announcement.read(entry("http://a:7880", "ws://a:7880"), trusted))
                .isPresent();
        assertThat(Announcement.read(entry("http://a:7880/", "wss://a"), trusted))
                .isPresent();
        assertThat(Announcement.read(entry("http://evil:7880", "ws://a:7880"), trusted))
                .isEmpty();
        assertThat(Announcement.read(entry("http://a:7880", "http://a"), trusted))
                .isEmpty();
        assertThat(Announcement.read(entry("http://a:7880", "not a url"), trusted))
                .isEmpty();
        for (String broken : List.of("", "[]", "null", "{", "{\"node_id\":1}", "\"x\"")) {
            assertThat(Announcement.read(broken, trusted)).isEmpty();
        }
    }

    private static String entry(String url, String publicUrl) {
        return "{\"node_id\":\"n\",\"url\":\"" + url + "\",\"public_url\":\"" + publicUrl + "\",\"load\":0.5}";
    }
}
