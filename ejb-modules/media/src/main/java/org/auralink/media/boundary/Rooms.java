package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.OpenRoom;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.PlacedRoom;
import org.auralink.media.control.RoomPlacement;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.AwayException;

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

    @Inject
    Doubts doubts;

    /**
     * Opens the room on the node that holds it or on one that is chosen, unless it is open there. When the node that holds
     * it does not answer and turns out to be gone, on another one.
     */
    public OpenedRoom open(RoomRequest room) {
        String holder = room.heldBy();
        try {
            return openWhereItIs(room);
        } catch (RefusedException | AwayException e) {
            boolean away = e instanceof AwayException
                    || e instanceof RefusedException refused && refused.refusal() instanceof Refusal.Unavailable;
            if (holder == null || !away || !doubts.isGone(holder)) {
                throw e;
            }
            return openElsewhere(room, holder, Limits.COMING_BACK);
        }
    }

    private OpenedRoom openWhereItIs(RoomRequest room) {
        String name = room.name().value();
        PlacedRoom place = placement.nodeOf(name, room.heldBy(), room.epoch());
        try {
            return open(room, place, Limits.JOIN_TOKEN_VALIDITY);
        } catch (AwayException e) {
            if (room.heldBy() != null) {
                throw e;
            }
            // Nobody is inside, and the node is not even asked for now.
            return openElsewhere(room, place.node().nodeId(), Limits.JOIN_TOKEN_VALIDITY);
        } catch (MediaNodeException e) {
            if (isOutdated(e)) {
                // Somebody gave it to another node between the look and the question.
                return ask(() -> open(room, placement.nodeOf(name, null, 0), Limits.JOIN_TOKEN_VALIDITY));
            }
            if (room.heldBy() != null || !mayBeOpenElsewhere(e)) {
                throw refusal(e);
            }
            // Nobody is inside: the next node, before the person is told to wait.
            return openElsewhere(room, place.node().nodeId(), Limits.JOIN_TOKEN_VALIDITY);
        }
    }

    /**
     * Opens the room on another node than the one that held it.
     *
     * @param waits how long it waits for the first who comes
     */
    OpenedRoom openElsewhere(RoomRequest room, String gone, Duration waits) {
        return ask(() -> open(room, placement.elsewhere(room.name().value(), gone), waits));
    }

    private OpenedRoom open(RoomRequest room, PlacedRoom place, Duration waits) {
        AnnouncedNode node = place.node();
        NodeRoom opened = nodes.openRoom(
                node.url(), new OpenRoom(room.name().value(), room.maxParticipants(), waits, place.epoch()));
        return new OpenedRoom(room.name(), opened.sid(), place.epoch(), node.nodeId(), node.url(), node.publicUrl());
    }

    private static boolean isOutdated(MediaNodeException e) {
        return e instanceof MediaNodeException.Refused refused && refused.code().equals("failed_precondition");
    }

    /** It is full, or it drains, or it does not answer. */
    private static boolean mayBeOpenElsewhere(MediaNodeException e) {
        return e instanceof MediaNodeException.Unavailable
                || e instanceof MediaNodeException.Refused refused
                        && refused.code().equals("resource_exhausted");
    }

    /** {@linkplain #open Opens} the room and signs what somebody enters it with. */
    public RoomTicket ticket(RoomRequest room, Entrant entrant) {
        OpenedRoom opened = open(room);
        JoinGrant grant = new JoinGrant(
                room.name().value(),
                entrant.identity(),
                entrant.displayName(),
                entrant.metadata(),
                entrant.attributes(),
                Limits.JOIN_TOKEN_VALIDITY,
                entrant.permissions(),
                entrant.decidedAt());
        return ask(() -> new RoomTicket(opened.publicUrl(), nodes.joinToken(opened.url(), grant), opened.nodeId()));
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

    static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (MediaNodeException e) {
            throw refusal(e);
        }
    }

    /** What a node refuses is our fault or its configuration's, so its own words stay here. */
    private static RuntimeException refusal(MediaNodeException e) {
        if (e instanceof MediaNodeException.Refused refused) {
            return refused.code().equals("resource_exhausted")
                    ? Refusal.unavailable("A media node with room for another call", Limits.RETRY_AFTER)
                            .asException(e)
                    : e;
        }
        return Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException(e);
    }
}
