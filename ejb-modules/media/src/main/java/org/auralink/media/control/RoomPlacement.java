package org.auralink.media.control;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Finds the node of a room, or chooses one for a room that has none. */
@ApplicationScoped
public class RoomPlacement {

    @Inject
    NodeDirectory directory;

    @Inject
    RoomOwners owners;

    Placement placement = new Placement.LeastLoaded();

    @PostConstruct
    void readSettings() {
        placement = Placement.of(Settings.current());
    }

    /** The announced nodes: those that may hold a room. */
    public List<AnnouncedNode> nodes() {
        return directory.announced();
    }

    /** Whether the nodes are all there are, so that a room which none of them holds exists nowhere. */
    public boolean areAll(List<AnnouncedNode> nodes) {
        return nodes.stream()
                .map(node -> node.url().toString())
                .collect(Collectors.toSet())
                .containsAll(directory.addresses());
    }

    /**
     * The node that holds the room, or is to.
     *
     * @param heldBy on which node people are inside as the events tell, {@code null} for a room without people. That
     *     decides, also when the directory says otherwise, because it forgets; unless the directory knows a later owner
     * @param epoch of that node's holding, as far as the events tell
     * @throws org.auralink.shared.RefusedException unavailable, when no node takes rooms, or the one that holds a room
     *     with people inside is not announced; whether that one is gone is decided by the events, not here
     */
    public PlacedRoom nodeOf(String room, @Nullable String heldBy, long epoch) {
        List<AnnouncedNode> nodes = directory.announced();
        return heldBy == null ? anywhere(room, nodes) : heldBy(room, heldBy, epoch, nodes);
    }

    /**
     * Another node than the one that held the room, which is given away unless somebody else did so first.
     *
     * @param gone the node that the room leaves
     * @throws org.auralink.shared.RefusedException unavailable, when no other node takes rooms
     */
    public PlacedRoom elsewhere(String room, String gone) {
        List<AnnouncedNode> others = directory.announced().stream()
                .filter(node -> !node.nodeId().equals(gone))
                .toList();
        AnnouncedNode candidate = choose(others).orElseThrow(RoomPlacement::noNode);
        RoomOwner owner = owners.claim(room, candidate.nodeId());
        if (find(others, owner.nodeId()).isEmpty()) {
            owner = owners.replace(room, owner, candidate.nodeId());
        }
        return placed(owner, others);
    }

    private static PlacedRoom placed(RoomOwner owner, List<AnnouncedNode> nodes) {
        return new PlacedRoom(find(nodes, owner.nodeId()).orElseThrow(RoomPlacement::noNode), owner.epoch());
    }

    private PlacedRoom heldBy(String room, String holder, long epoch, List<AnnouncedNode> nodes) {
        RoomOwner owner = owners.claim(room, holder);
        boolean later = owner.epoch() > epoch && find(nodes, owner.nodeId()).isPresent();
        if (!owner.nodeId().equals(holder) && !later) {
            owner = owners.replace(room, owner, holder);
        }
        return placed(owner, nodes);
    }

    private PlacedRoom anywhere(String room, List<AnnouncedNode> nodes) {
        Optional<AnnouncedNode> candidate = choose(nodes);
        if (candidate.isEmpty()) {
            // A room that is open goes on where it is, however full that node is.
            return owners.find(room).map(owner -> placed(owner, nodes)).orElseThrow(() -> noneTakesRooms(nodes));
        }
        String chosen = candidate.get().nodeId();
        RoomOwner owner = owners.claim(room, chosen);
        if (find(nodes, owner.nodeId()).isEmpty()) {
            owner = owners.replace(room, owner, chosen);
        }
        return placed(owner, nodes);
    }

    private Optional<AnnouncedNode> choose(List<AnnouncedNode> nodes) {
        return placement.choose(
                nodes.stream().filter(node -> node.report().takesRooms()).toList());
    }

    private static Optional<AnnouncedNode> find(List<AnnouncedNode> nodes, String nodeId) {
        return nodes.stream().filter(node -> node.nodeId().equals(nodeId)).findFirst();
    }

    private static RuntimeException noneTakesRooms(List<AnnouncedNode> nodes) {
        return nodes.isEmpty()
                ? noNode()
                : Refusal.unavailable("A media node with room for another call", Limits.RETRY_AFTER)
                        .asException();
    }

    private static RuntimeException noNode() {
        return Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException();
    }
}
