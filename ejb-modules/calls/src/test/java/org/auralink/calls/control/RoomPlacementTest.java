package org.auralink.calls.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallStatus;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomPlacementTest {

    private final List<AnnouncedNode> announced = new ArrayList<>();
    private final Map<CallId, String> owner = new HashMap<>();
    private final RoomPlacement placement = new RoomPlacement();
    private final CallId call = CallId.fresh();

    @BeforeEach
    void replaceRedis() {
        placement.directory = new NodeDirectory() {
            @Override
            public List<AnnouncedNode> announced() {
                return announced;
            }
        };
        placement.owners = new RoomOwners() {
            @Override
            public String claim(CallId id, String candidate) {
                return owner.computeIfAbsent(id, unclaimed -> candidate);
            }

            @Override
            public String replace(CallId id, String gone, String candidate) {
                owner.replace(id, gone, candidate);
                return owner.get(id);
            }
        };
    }

    private static AnnouncedNode node(String id, double load) {
        return new AnnouncedNode(id, URI.create("http://" + id), URI.create("ws://" + id), load);
    }

    @Test
    void aNewCallGoesToTheLeastBusyNode() {
        announced.addAll(List.of(node("a", 0.7), node("b", 0.2), node("c", 0.2)));
        assertThat(placement.nodeOf(call, CallStatus.WAITING).nodeId()).isEqualTo("b");
    }

    @Test
    void everybodyGoesWhereTheCallIsHoweverBusyThatNodeGets() {
        announced.addAll(List.of(node("a", 0.9), node("b", 0.1)));
        owner.put(call, "a");
        assertThat(placement.nodeOf(call, CallStatus.ACTIVE).nodeId()).isEqualTo("a");
    }

    @Test
    void aCallThatNobodyJoinedMovesAwayFromANodeThatIsGone() {
        announced.add(node("b", 0.1));
        owner.put(call, "a");
        assertThat(placement.nodeOf(call, CallStatus.WAITING).nodeId()).isEqualTo("b");
    }

    @Test
    void aCallWithPeopleInsideDoesNotMove() {
        announced.add(node("b", 0.1));
        owner.put(call, "a");
        assertUnavailable(CallStatus.ACTIVE);
    }

    @Test
    void withoutAnyNodeNobodyCanJoinNow() {
        assertUnavailable(CallStatus.WAITING);
    }

    private void assertUnavailable(CallStatus status) {
        assertThatThrownBy(() -> placement.nodeOf(call, status))
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
