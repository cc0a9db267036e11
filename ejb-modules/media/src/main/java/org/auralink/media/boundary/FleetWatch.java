package org.auralink.media.boundary;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.DrainProgress;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.FleetMetrics;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.entity.Limits;
import org.auralink.shared.policies.AwayException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;

/**
 * Looks now and then for rooms that should be elsewhere: those whose node is gone and that could not be opened on another
 * at once, and those of a node whose drain ends in a moment. Every server of the application does so, and finds done what
 * another one did.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class FleetWatch {

    private static final Logger LOG = Logger.getLogger(FleetWatch.class.getName());

    /** Kinds of faults since the last look that was none; those of all instances, of which the container has several. */
    private static final Set<String> told = ConcurrentHashMap.newKeySet();

    @Inject
    NodeDirectory directory;

    @Inject
    MediaNodes nodes;

    @Inject
    NodeEvents events;

    @Inject
    RoomMoves moves;

    @Inject
    Clock clock;

    /** The exceptions that tell one kind of fault from another: what was thrown, and what began it. */
    private static String kindOf(Throwable thrown) {
        Throwable first = thrown;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return thrown.getClass().getName() + " " + first.getClass().getName();
    }

    /** Once. */
    public void look() {
        try {
            moves.move(events.homeless());
            List<AnnouncedNode> announced = directory.announced();
            FleetMetrics.announced(announced);
            announced.stream().filter(node -> node.report().draining()).forEach(this::empty);
            told.clear();
        } catch (RuntimeException e) {
            // The next look is soon. A store that is away is told of elsewhere too, a fault of ours is not.
            Level level = told.add(kindOf(e)) ? Level.WARNING : Level.FINE;
            LOG.log(level, "Rooms that should be elsewhere could not be looked for", e);
        }
    }

    private void empty(AnnouncedNode node) {
        try {
            DrainProgress progress = nodes.drainProgress(node.url());
            Instant deadline = progress.deadline();
            if (deadline == null || clock.instant().isBefore(deadline.minus(Limits.MOVED_BEFORE_DEADLINE))) {
                return;
            }
            moves.empty(node);
        } catch (MediaNodeException | AwayException | FaultToleranceException e) {
            // One that does not answer keeps the others from nothing.
            LOG.log(Level.FINE, "How far a node is emptied could not be asked: {0}", e.toString());
        }
    }
}
