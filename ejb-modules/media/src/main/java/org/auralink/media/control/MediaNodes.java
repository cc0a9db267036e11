package org.auralink.media.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.resource.ResourceException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.MediaNodeConnection;
import org.auralink.media.connector.MediaNodeConnectionFactory;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.OpenRoom;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * The questions to media nodes, with what makes their faults bearable. Never called inside a transaction: a slow node
 * must not hold a database connection. Every value can be set by MicroProfile Config under
 * {@code org.auralink.media.control.MediaNodes/Retry/maxRetries} and so on. All questions can be repeated safely.
 *
 * <p>Each method has one circuit breaker for all nodes. When half of the questions of a kind fail, a large part of the
 * fleet is away, and the pause that a healthy node then shares is five seconds; one node of several that fails does not
 * open it as long as the others are asked as well.
 */
@ApplicationScoped
// What fails quickly is tried three times; a node that was silent for three seconds is not asked again, somebody waits.
@Retry(maxRetries = 2, delay = 200, jitter = 100, maxDuration = 3_000, retryOn = MediaNodeException.Unavailable.class)
// One attempt: a second to connect, three to answer.
@Timeout(4_500)
// Half of twenty failed: stop asking for five seconds, so that requests fail at once instead of queueing up.
@CircuitBreaker(
        requestVolumeThreshold = 20,
        failureRatio = 0.5,
        delay = 5_000,
        successThreshold = 2,
        failOn = {MediaNodeException.Unavailable.class, TimeoutException.class})
public class MediaNodes {

    @Resource(lookup = "java:app/auralink/MediaNodes")
    private MediaNodeConnectionFactory factory;

    /** Opens the room unless it is open. */
    public NodeRoom openRoom(URI node, OpenRoom room) {
        return ask(node, connection -> connection.openRoom(room));
    }

    /** Closes the room. False when the node has no such room. */
    public boolean closeRoom(URI node, String roomName) {
        return ask(node, connection -> {
            try {
                connection.closeRoom(roomName);
                return true;
            } catch (MediaNodeException.NotFound e) {
                return false;
            }
        });
    }

    /** All rooms of the node. */
    public List<NodeRoom> listRooms(URI node) {
        return ask(node, connection -> connection.listRooms(List.of()));
    }

    /** Who is in the room; nobody when it does not exist. */
    public List<NodeParticipant> listParticipants(URI node, String roomName) {
        return ask(node, connection -> {
            try {
                return connection.listParticipants(roomName);
            } catch (MediaNodeException.NotFound e) {
                return List.<NodeParticipant>of();
            }
        });
    }

    /** The token with which a client enters. */
    public String joinToken(URI node, JoinGrant grant) {
        return ask(node, connection -> connection.joinToken(grant));
    }

    private <T> T ask(URI node, Function<MediaNodeConnection, T> question) {
        try (MediaNodeConnection connection = factory.getConnection(node.toString())) {
            return question.apply(connection);
        } catch (ResourceException e) {
            throw new MediaNodeException.Unavailable("No connection to the media node could be had.", e);
        }
    }
}
