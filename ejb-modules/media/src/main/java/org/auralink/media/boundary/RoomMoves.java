package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.FleetMetrics;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.entity.Limits;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.AwayException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Opens rooms on other nodes than before, and tells those who have them. Several servers may do so at once: the owner that
 * stands in Redis is one, and the second to open the room there finds it open.
 */
@ApplicationScoped
public class RoomMoves {

    private static final Logger LOG = Logger.getLogger(RoomMoves.class.getName());

    @Inject
    Rooms rooms;

    @Inject
    NodeEvents events;

    @Inject
    MediaNodes nodes;

    /** Opens the rooms with people of a node elsewhere; they are led there when the node ends them, which it does itself. */
    void empty(AnnouncedNode node) {
        try {
            List<String> names =
                    nodes.listRooms(node.url()).stream().map(NodeRoom::name).toList();
            move(events.leaving(node.nodeId(), names));
        } catch (MediaNodeException | AwayException | FaultToleranceException e) {
            LOG.log(Level.FINE, "Which rooms a node holds could not be asked: {0}", e.toString());
        }
    }

    /**
     * Opens each room on another node than the one that it leaves. What does not work now is tried again with the rooms
     * that are homeless then.
     */
    public void move(List<RoomRequest> leaving) {
        int moved = 0;
        for (RoomRequest room : leaving) {
            try {
                events.moved(
                        rooms.openElsewhere(room, Objects.requireNonNullElse(room.heldBy(), ""), Limits.COMING_BACK));
                moved++;
            } catch (RefusedException
                    | MediaNodeException
                    | AwayException
                    | FaultToleranceException
                    | JedisException e) {
                LOG.log(Level.FINE, "A room could not be opened elsewhere yet: {0}", e.toString());
            }
        }
        FleetMetrics.moved(moved, leaving.size() - moved);
        if (moved > 0) {
            LOG.log(Level.INFO, "{0} of {1} rooms go on at another media node", new Object[] {moved, leaving.size()});
        }
    }
}
