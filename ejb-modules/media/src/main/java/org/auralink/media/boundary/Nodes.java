package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.media.connector.DrainProgress;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.control.Placement;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.AwayException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jspecify.annotations.Nullable;

/**
 * The media nodes as those who operate them see and empty them. A node that drains opens no new rooms at once; calls that
 * are left at the deadline are opened on other nodes a moment before ({@link FleetWatch}).
 */
@ApplicationScoped
public class Nodes {

    private static final Logger LOG = Logger.getLogger(Nodes.class.getName());

    @Inject
    NodeDirectory directory;

    @Inject
    MediaNodes nodes;

    @Inject
    RoomMoves moves;

    /** All that announce themselves now. */
    public NodeList list() {
        return new NodeList(
                directory.announced().stream()
                        .sorted(Comparator.comparing(AnnouncedNode::nodeId))
                        .map(this::view)
                        .toList(),
                null);
    }

    /** @throws org.auralink.shared.RefusedException not found, when no such node announces itself */
    public NodeView get(String nodeId) {
        return view(find(nodeId));
    }

    /**
     * Empties a node, or gives one that is being emptied another deadline.
     *
     * @param deadlineSeconds how long calls go on there, {@code null} for ten minutes
     * @throws org.auralink.shared.RefusedException invalid; not found; unavailable when the node does not answer; a
     *     conflict when it cannot be drained
     */
    public NodeView drain(String nodeId, @Nullable Integer deadlineSeconds) {
        Duration deadline = deadlineSeconds == null ? Limits.USUAL_DRAIN : Duration.ofSeconds(deadlineSeconds);
        if (deadline.isNegative() || deadline.compareTo(Limits.LONGEST_DRAIN) > 0) {
            throw Refusal.invalid("deadline_seconds", "must be from 0 to " + Limits.LONGEST_DRAIN.toSeconds() + ".")
                    .asException();
        }
        List<URI> elsewhere = directory.announced().stream()
                .filter(node -> !node.nodeId().equals(nodeId) && !node.report().draining())
                .sorted(Placement.LEAST_BUSY)
                .limit(Limits.NODES_TOLD)
                .map(AnnouncedNode::publicUrl)
                .toList();
        if (deadline.compareTo(Limits.MOVED_BEFORE_DEADLINE) <= 0) {
            // The watch would come too late: the node ends its rooms at the deadline.
            moves.empty(find(nodeId));
        }
        return ask(nodeId, url -> nodes.drain(url, deadline, elsewhere));
    }

    /** Lets a node that was being emptied open rooms again. */
    public NodeView cancelDrain(String nodeId) {
        return ask(nodeId, nodes::undrain);
    }

    private NodeView ask(String nodeId, Function<URI, DrainProgress> question) {
        AnnouncedNode node = find(nodeId);
        try {
            return NodeView.of(node, DrainView.of(question.apply(node.url())));
        } catch (MediaNodeException.NotFound e) {
            throw Refusal.conflict("This node cannot be drained: it is no AuraLink node.")
                    .asException(e);
        } catch (MediaNodeException.Unavailable e) {
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException(e);
        }
    }

    private AnnouncedNode find(String nodeId) {
        return directory.announced().stream()
                .filter(node -> node.nodeId().equals(nodeId))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.notFound("No such media node announces itself.").asException());
    }

    private NodeView view(AnnouncedNode node) {
        return NodeView.of(node, node.report().draining() ? progress(node) : null);
    }

    private @Nullable DrainView progress(AnnouncedNode node) {
        try {
            return DrainView.of(nodes.drainProgress(node.url()));
        } catch (MediaNodeException | AwayException | FaultToleranceException e) {
            LOG.log(Level.FINE, "How far a node is emptied cannot be told", e);
            return null;
        }
    }
}
