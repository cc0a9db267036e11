package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.FleetMetrics;
import org.auralink.media.control.NodeDirectory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Decides whether a node that does not answer is lost, and has its rooms opened elsewhere then. Asks Redis and other nodes,
 * so it opens no transaction of its own. Several servers may do so at once, and find done what another one did.
 */
@ApplicationScoped
public class NodeLosses {

    private static final Logger LOG = Logger.getLogger(NodeLosses.class.getName());

    @Inject
    NodeEvents events;

    @Inject
    NodeDirectory directory;

    @Inject
    RoomMoves moves;

    /**
     * A node that is silent is lost when it is announced no more either: its stream or the network may be at fault. One
     * that refuses connections is lost while its last announcement still stands, if that was made before the refusals:
     * should it be alive after all, its calls have moved for nothing, which takes them two seconds.
     *
     * @return whether it is lost; false also as long as nobody can tell, because Redis is away
     */
    public boolean decide(NodeLost node) {
        List<AnnouncedNode> alive;
        try {
            alive = directory.announced().stream()
                    .filter(other -> isAlive(other, node))
                    .toList();
        } catch (JedisException e) {
            LOG.log(Level.FINE, "Whether a node is announced cannot be told without Redis", e);
            return false;
        }
        Optional<List<RoomRequest>> homeless = events.nodeLost(node, alive);
        homeless.ifPresent(rooms -> {
            FleetMetrics.lost();
            moves.move(rooms);
            events.leaveFormerNodes();
        });
        return homeless.isPresent();
    }

    private boolean isAlive(AnnouncedNode other, NodeLost node) {
        if (directory.isStock(other.url().toString())) {
            // What the settings say of a stock server is no sign of its life.
            return false;
        }
        Duration refused = node.refusedFor();
        if (refused == null || !other.url().toString().equals(node.nodeUrl())) {
            return true;
        }
        // One that announces itself meanwhile is there, and something between it and us refuses.
        return directory.isAnnouncedSince(other, refused);
    }
}
