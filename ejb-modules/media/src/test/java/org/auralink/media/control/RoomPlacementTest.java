package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomPlacementTest {

    private final List<AnnouncedNode> announced = new ArrayList<>();
    private final Map<String, RoomOwner> owner = new HashMap<>();
    private long epochs;
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
            public Set<String> addresses() {
                return Set.of("http://a", "http://b");
            }
        };
        placement.owners = new RoomOwners() {
            @Override
            public RoomOwner claim(String id, String candidate) {
                return owner.computeIfAbsent(id, unclaimed -> new RoomOwner(candidate, ++epochs));
            }

            @Override
            public Optional<RoomOwner> find(String id) {
                return Optional.ofNullable(owner.get(id));
            }

            @Override
            public RoomOwner replace(String id, RoomOwner gone, String candidate) {
                owner.replace(id, gone, new RoomOwner(candidate, ++epochs));
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
        assertThat(placement.nodeOf(call, null, 0).node().nodeId()).isEqualTo("b");
    }

    @Test
    void everybodyGoesWhereTheCallIsHoweverBusyThatNodeGets() {
        announced.addAll(List.of(node("a", 0.9), node("b", 0.1)));
        owner.put(call, new RoomOwner("a", ++epochs));
        assertThat(placement.nodeOf(call, "a", epochs).node().nodeId()).isEqualTo("a");
    }

    @Test
    void aCallThatNobodyJoinedMovesAwayFromANodeThatIsGone() {
        announced.add(node("b", 0.1));
        owner.put(call, new RoomOwner("a", ++epochs));
        assertThat(placement.nodeOf(call, null, 0).node().nodeId()).isEqualTo("b");
    }

    @Test
    void aCallWithPeopleInsideDoesNotMove() {
        announced.add(node("b", 0.1));
        owner.put(call, new RoomOwner("a", ++epochs));
        assertUnavailable("a");
    }

    @Test
    void aCallWithPeopleInsideIsWhereTheEventsSayAlsoWhenTheDirectoryForgot() {
        announced.addAll(List.of(node("a", 0.9), node("b", 0.1)));
        assertThat(placement.nodeOf(call, "a", epochs).node().nodeId()).isEqualTo("a");
        assertThat(owner.get(call).nodeId()).isEqualTo("a");
        owner.put(call, new RoomOwner("b", epochs));
        assertThat(placement.nodeOf(call, "a", epochs).node().nodeId()).isEqualTo("a");
        assertThat(owner.get(call).nodeId()).isEqualTo("a");
    }

    @Test
    void aLaterOwnerThatTheDirectoryKnowsStandsAgainstWhatTheEventsSaySoFar() {
        announced.addAll(List.of(node("a", 0.9), node("b", 0.1)));
        owner.put(call, new RoomOwner("b", 8));
        assertThat(placement.nodeOf(call, "a", 7).node().nodeId()).isEqualTo("b");
        assertThat(placement.nodeOf(call, "a", 7).epoch()).isEqualTo(8);
        announced.remove(1);
        assertThat(placement.nodeOf(call, "a", 7).node().nodeId())
                .as("unless that one is gone")
                .isEqualTo("a");
    }

    @Test
    void aRoomThatMovesGoesToAnotherNodeOnceHoweverManyMoveIt() {
        announced.addAll(List.of(node("a", 0.1), node("b", 0.2), node("c", 0.3)));
        PlacedRoom before = placement.nodeOf(call, null, 0);
        assertThat(before.node().nodeId()).isEqualTo("a");
        PlacedRoom moved = placement.elsewhere(call, "a");
        assertThat(moved.node().nodeId()).isEqualTo("b");
        assertThat(moved.epoch()).isGreaterThan(before.epoch());
        announced.set(1, node("b", 0.9));
        assertThat(placement.elsewhere(call, "a")).isEqualTo(new PlacedRoom(node("b", 0.9), moved.epoch()));
    }

    @Test
    void nodesThatDrainOrAreFullGetNoFurtherRoomsAndKeepTheirOwn() {
        announced.addAll(
                List.of(loaded("drains", true, 3, 0), loaded("full", false, 10, 10), loaded("busy", false, 9, 10)));
        assertThat(placement.nodeOf(call, null, 0).node().nodeId()).isEqualTo("busy");
        announced.remove(2);
        assertThatThrownBy(() -> placement.nodeOf(UUID.randomUUID().toString(), null, 0))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().detail()).contains("room for another call"));
        owner.put(call, new RoomOwner("full", 5));
        assertThat(placement.nodeOf(call, null, 0).node().nodeId()).isEqualTo("full");
        assertThatThrownBy(() -> placement.elsewhere(call, "drains")).isInstanceOf(RefusedException.class);
    }

    private static AnnouncedNode loaded(String id, boolean draining, int participants, int capacity) {
        return new AnnouncedNode(
                id,
                "boot",
                URI.create("http://" + id),
                URI.create("ws://" + id),
                new NodeReport("", "", draining, 1, participants, capacity, 0.5, 0, 0, List.of()));
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
        assertThatThrownBy(() -> placement.nodeOf(call, heldBy, 0))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Unavailable.class));
    }

    @Test
    void onlyConfiguredNodesAreBelieved() {
        Predicate<URI> trusted = URI.create("http://a:7880")::equals;
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
