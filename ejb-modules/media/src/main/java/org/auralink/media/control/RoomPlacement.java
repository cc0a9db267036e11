package org.auralink.media.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds the node of a room, or chooses one for a room that has none. */
@ApplicationScoped
public class RoomPlacement {

    @Inject
    NodeDirectory directory;

    @Inject
    RoomOwners owners;

    private final Placement placement = new Placement.LeastLoaded();

    /** The announced nodes: those that may hold a room. */
    public List<AnnouncedNode> nodes() {
        return directory.announced();
    }

    /** Whether the nodes are all there are, so that a room which none of them holds exists nowhere. */
    public boolean areAll(List<AnnouncedNode> nodes) {
        return nodes.stream()
                .map(node -> node.url().toString())
                .collect(Collectors.toSet())
                .containsAll(directory.configured());
    }

    /**
     * The node that holds the room, or is to.
     *
     * @param heldBy on which node people are inside as the events tell, {@code null} for a room without people. That
     *     decides, also when the directory says otherwise: it forgets
     * @throws org.auralink.shared.RefusedException unavailable, when no node is announced, or the one that holds a room
     *     with people inside is not; whether that one is gone is decided by the events, not here
     */
    public AnnouncedNode nodeOf(String room, @Nullable String heldBy) {
        List<AnnouncedNode> nodes = directory.announced();
        if (heldBy != null) {
            String owner = owners.claim(room, heldBy);
            if (!owner.equals(heldBy)) {
                owners.replace(room, owner, heldBy);
            }
            return find(nodes, heldBy).orElseThrow(RoomPlacement::noNode);
        }
        AnnouncedNode candidate = placement.choose(nodes).orElseThrow(RoomPlacement::noNode);
        String owner = owners.claim(room, candidate.nodeId());
        Optional<AnnouncedNode> holder = find(nodes, owner);
        if (holder.isEmpty()) {
            holder = find(nodes, owners.replace(room, owner, candidate.nodeId()));
        }
        return holder.orElseThrow(RoomPlacement::noNode);
    }

    private static Optional<AnnouncedNode> find(List<AnnouncedNode> nodes, String nodeId) {
        return nodes.stream().filter(node -> node.nodeId().equals(nodeId)).findFirst();
    }

    private static RuntimeException noNode() {
        return Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException();
    }
}
