package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.RoomPlacement;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What is done to somebody who is in a room, at the node that has them: the one that is known first, then the others, because
 * a room may just have moved. Asks Redis and the nodes, so never called inside a transaction.
 *
 * <p>Every method throws {@link org.auralink.shared.RefusedException}, unavailable with the time to try again, when a node
 * does not answer. {@code nodeId} is the node on which people are inside, as the events tell, {@code null} for unknown.
 */
@ApplicationScoped
public class RoomPeople {

    @Inject
    RoomPlacement placement;

    @Inject
    MediaNodes nodes;

    /**
     * Mutes the tracks that come from there.
     *
     * @param source {@code microphone}, {@code camera}, {@code screen_share} or {@code screen_share_audio}
     * @return false when nobody of that identity has such a track in the room
     */
    public boolean mute(RoomName room, @Nullable String nodeId, String identity, String source) {
        return anywhere(nodeId, node -> nodes.muteTracks(node.url(), room.value(), identity, source) > 0);
    }

    /**
     * Takes somebody out; the tickets that they had let nobody in any more.
     *
     * @return false when nobody of that identity is inside
     */
    public boolean remove(RoomName room, @Nullable String nodeId, String identity) {
        return anywhere(nodeId, node -> nodes.removeParticipant(node.url(), room.value(), identity));
    }

    /**
     * Changes what somebody may do from now on.
     *
     * @param attributes that are added or replaced
     * @return false when nobody of that identity is inside
     */
    public boolean change(
            RoomName room,
            @Nullable String nodeId,
            String identity,
            Map<String, String> attributes,
            JoinPermissions permissions) {
        return anywhere(
                nodeId, node -> nodes.updateParticipant(node.url(), room.value(), identity, attributes, permissions));
    }

    private boolean anywhere(@Nullable String nodeId, Predicate<AnnouncedNode> question) {
        List<AnnouncedNode> asked = placement.nodes().stream()
                .sorted(Comparator.comparing(
                        (AnnouncedNode node) -> !node.nodeId().equals(nodeId)))
                .toList();
        if (asked.isEmpty()) {
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException();
        }
        return asked.stream().anyMatch(node -> Rooms.ask(() -> question.test(node)));
    }
}
