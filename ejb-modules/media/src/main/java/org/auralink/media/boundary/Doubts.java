package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.entity.Limits;
import org.auralink.shared.policies.Guard;
import org.auralink.shared.policies.Together;

/**
 * Nodes that did not answer somebody who wanted a ticket for a room there. Whoever wants one is a sign that something is
 * wrong: so it is found out at once whether the node's process is gone, by any server of the application, also by one that
 * does not follow the node. One looks for all who ask about a node at the same time, and what was found holds for a moment,
 * so a thousand people of one node cost it a few connections in a second.
 */
@ApplicationScoped
public class Doubts {

    private static final Logger LOG = Logger.getLogger(Doubts.class.getName());

    private record Found(boolean gone, Instant at) {}

    @Inject
    NodeEvents events;

    @Inject
    NodeDirectory directory;

    @Inject
    MediaNodes nodes;

    @Inject
    NodeLosses losses;

    @Inject
    Clock clock;

    Guard.Pause pause = time -> TimeUnit.NANOSECONDS.sleep(time.toNanos());

    private final Together<Boolean> looking = new Together<>(Limits.DOUBT);
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    /**
     * Whether the node is lost, so that its rooms are to be opened elsewhere. False when it is there, when it is silent,
     * which only time can tell from gone, and when nobody can tell.
     */
    boolean isGone(String nodeId) {
        try {
            return looking.once(nodeId, () -> {
                Found before = found.get(nodeId);
                if (before != null && clock.instant().isBefore(before.at().plus(Limits.DOUBT_SETTLED))) {
                    return before.gone();
                }
                boolean gone = look(nodeId);
                found.values().removeIf(old -> clock.instant().isAfter(old.at().plus(Limits.DOUBT)));
                found.put(nodeId, new Found(gone, clock.instant()));
                return gone;
            });
        } catch (RuntimeException e) {
            // Who asked gets what was found without this.
            LOG.log(Level.FINE, "Whether a media node is gone could not be found out", e);
            return false;
        }
    }

    private boolean look(String nodeId) {
        Optional<NodeEvents.Standing> standing = events.standing(nodeId);
        if (standing.isEmpty() || directory.isStock(standing.get().url())) {
            return false;
        }
        if (standing.get().lost()) {
            return true;
        }
        URI url = URI.create(standing.get().url());
        Instant first = clock.instant();
        if (!nodes.refusesConnections(url)) {
            return false;
        }
        try {
            pause.pass(Limits.SECOND_LOOK);
        } catch (InterruptedException e) {
            // The caller's deadline, answered by what was found so far.
            return false;
        }
        if (!nodes.refusesConnections(url)) {
            return false;
        }
        // Its stream tells now and then that it is there; who was heard lately was there until just now.
        boolean heard = standing.get().lastSeenAt().isAfter(first.minus(Limits.HEARD_LATELY));
        return losses.decide(
                new NodeLost(url.toString(), heard ? first : null, Duration.between(first, clock.instant())));
    }
}
