package org.auralink.calls.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.Limits;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Finds the node of a call, or chooses one for a call that has none. */
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
     * The node on which the call takes place.
     *
     * @param nodeId which one the events name, {@code null} for a call that has none. For an active call that decides,
     *     also when the directory says otherwise: it forgets
     * @throws org.auralink.shared.RefusedException unavailable, when no node is announced, or the one that holds a call
     *     with people inside is not; whether that one is gone is decided by the events, not here
     */
    public AnnouncedNode nodeOf(CallId call, CallStatus status, @Nullable String nodeId) {
        List<AnnouncedNode> nodes = directory.announced();
        if (status == CallStatus.ACTIVE && nodeId != null) {
            String owner = owners.claim(call, nodeId);
            if (!owner.equals(nodeId)) {
                owners.replace(call, owner, nodeId);
            }
            return find(nodes, nodeId).orElseThrow(RoomPlacement::noNode);
        }
        AnnouncedNode candidate = placement.choose(nodes).orElseThrow(RoomPlacement::noNode);
        String owner = owners.claim(call, candidate.nodeId());
        Optional<AnnouncedNode> holder = find(nodes, owner);
        if (holder.isEmpty() && status == CallStatus.WAITING) {
            holder = find(nodes, owners.replace(call, owner, candidate.nodeId()));
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
