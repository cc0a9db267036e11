package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Supplier;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.OpenRoom;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.RoomPlacement;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;

/**
 * Rooms on the media nodes: finds or chooses the node, opens, closes, and signs what clients enter with. Asks Redis and
 * the nodes, so never called inside a transaction. What then happens in a room is told to its {@link RoomObserver}.
 *
 * <p>Every method throws {@link org.auralink.shared.RefusedException}, unavailable with the time to try again, when the
 * node or all nodes are away, or the node takes no further room.
 */
@ApplicationScoped
public class Rooms {

    @Inject
    RoomPlacement placement;

    @Inject
    MediaNodes nodes;

    /** Opens the room on the node that holds it or on one that is chosen, unless it is open there. */
    public OpenedRoom open(RoomRequest room) {
        AnnouncedNode node = placement.nodeOf(room.name().value(), room.heldBy());
        return ask(() -> {
            nodes.openRoom(
                    node.url(), new OpenRoom(room.name().value(), room.maxParticipants(), Limits.JOIN_TOKEN_VALIDITY));
            return new OpenedRoom(room.name(), node.nodeId(), node.url(), node.publicUrl());
        });
    }

    /** {@linkplain #open Opens} the room and signs what somebody enters it with. */
    public RoomTicket ticket(RoomRequest room, Entrant entrant) {
        OpenedRoom opened = open(room);
        JoinGrant grant = new JoinGrant(
                room.name().value(),
                entrant.identity(),
                entrant.displayName(),
                entrant.metadata(),
                Limits.JOIN_TOKEN_VALIDITY);
        return ask(() -> new RoomTicket(opened.publicUrl(), nodes.joinToken(opened.url(), grant)));
    }

    /** Closes the room on every node that is there, for everybody who is inside. */
    public Closing close(RoomName room) {
        List<AnnouncedNode> asked = placement.nodes();
        if (asked.isEmpty()) {
            // Nobody could confirm anything.
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException();
        }
        boolean closed = false;
        for (AnnouncedNode node : asked) {
            closed |= ask(() -> nodes.closeRoom(node.url(), room.value()));
        }
        if (closed) {
            return Closing.CLOSED;
        }
        return placement.areAll(asked) ? Closing.NOWHERE : Closing.UNKNOWN;
    }

    /** What a node refuses is our fault or its configuration's, so its own words stay here. */
    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (MediaNodeException.Refused e) {
            if (e.code().equals("resource_exhausted")) {
                throw Refusal.unavailable("A media node with room for another call", Limits.RETRY_AFTER)
                        .asException(e);
            }
            throw e;
        } catch (MediaNodeException e) {
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException(e);
        }
    }
}
