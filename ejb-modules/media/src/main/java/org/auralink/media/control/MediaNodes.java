package org.auralink.media.control;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.resource.ResourceException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.auralink.media.connector.DrainProgress;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.media.connector.MediaNodeConnection;
import org.auralink.media.connector.MediaNodeConnectionFactory;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.NodeWebhook;
import org.auralink.media.connector.OpenRoom;
import org.auralink.shared.policies.Guard;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.traces.Spans;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * The questions to media nodes, with what makes their faults bearable: each node has a {@link Guard} of its own, so one
 * that is away closes the way to no other. Never called inside a transaction: a slow node must not hold a database
 * connection. All questions can be repeated safely.
 */
@ApplicationScoped
// All attempts together: a second to connect and three to answer for one that is silent, which is not asked again.
// Another
// value can be set by MicroProfile Config under org.auralink.media.control.MediaNodes/Timeout/value.
@Timeout(4_500)
public class MediaNodes {

    @Resource(lookup = "java:app/auralink/MediaNodes")
    private MediaNodeConnectionFactory factory;

    @Inject
    private Guards guards;

    /** Opens the room unless it is open. */
    public NodeRoom openRoom(URI node, OpenRoom room) {
        return ask("openRoom", node, connection -> connection.openRoom(room));
    }

    /** Closes the room. False when the node has no such room. */
    public boolean closeRoom(URI node, String roomName) {
        return ask("closeRoom", node, connection -> {
            try {
                connection.closeRoom(roomName);
                return true;
            } catch (MediaNodeException.NotFound e) {
                return false;
            }
        });
    }

    /** Has the node emptied until then, its last clients sent to those addresses. */
    public DrainProgress drain(URI node, Duration deadline, List<URI> elsewhere) {
        return ask("drain", node, connection -> connection.drain(deadline, elsewhere));
    }

    /** Lets the node open rooms again. */
    public DrainProgress undrain(URI node) {
        return ask("undrain", node, MediaNodeConnection::undrain);
    }

    /** How far the node is emptied. */
    public DrainProgress drainProgress(URI node) {
        return ask("drainProgress", node, MediaNodeConnection::drainProgress);
    }

    /** All rooms of the node. */
    public List<NodeRoom> listRooms(URI node) {
        return ask("listRooms", node, connection -> connection.listRooms(List.of()));
    }

    /** Who is in the room; nobody when it does not exist. */
    public List<NodeParticipant> listParticipants(URI node, String roomName) {
        return ask("listParticipants", node, connection -> {
            try {
                return connection.listParticipants(roomName);
            } catch (MediaNodeException.NotFound e) {
                return List.<NodeParticipant>of();
            }
        });
    }

    /** Takes somebody out of the room, whose tokens let nobody in any more. False when the node has no such participant. */
    public boolean removeParticipant(URI node, String roomName, String identity) {
        return ask("removeParticipant", node, connection -> {
            try {
                connection.removeParticipant(roomName, identity);
                return true;
            } catch (MediaNodeException.NotFound e) {
                return false;
            }
        });
    }

    /** Mutes somebody's tracks from the source. How many there are; none when the node has no such participant. */
    public int muteTracks(URI node, String roomName, String identity, String source) {
        return ask("muteTracks", node, connection -> {
            try {
                return connection.muteTracks(roomName, identity, source);
            } catch (MediaNodeException.NotFound e) {
                return 0;
            }
        });
    }

    /** Changes what somebody inside may do. False when the node has no such participant. */
    public boolean updateParticipant(
            URI node, String roomName, String identity, Map<String, String> attributes, JoinPermissions permissions) {
        return ask("updateParticipant", node, connection -> {
            try {
                connection.updateParticipant(roomName, identity, attributes, permissions);
                return true;
            } catch (MediaNodeException.NotFound e) {
                return false;
            }
        });
    }

    /**
     * Asks for something about one room in LiveKit's own words. What is done only once, such as sending, is not asked again
     * when no answer comes.
     *
     * @param method of {@code livekit.RoomService}
     */
    public String roomService(URI node, String method, String roomName, String request, boolean repeatable) {
        Guard guard = guardOf(node);
        Supplier<String> question =
                () -> attempt(node, connection -> connection.roomService(method, roomName, request));
        return Spans.asking(method, () -> repeatable ? guard.repeatably(question) : guard.once(question));
    }

    /**
     * Whether connections to the node are refused, as when its process is gone. Not by the node's guard: it is asked just
     * then when others are told to wait.
     */
    public boolean refusesConnections(URI node) {
        return attempt(node, MediaNodeConnection::refusesConnections);
    }

    /** Reads what a stock LiveKit server sent; no node is asked. */
    public NodeWebhook webhook(URI node, String authorization, byte[] body) {
        return factory.webhook(node.toString(), authorization, body);
    }

    /** The token with which a client enters. Nobody is asked for it. */
    public String joinToken(URI node, JoinGrant grant) {
        return attempt(node, connection -> connection.joinToken(grant));
    }

    /** @param name of the span, which is the question with all its attempts */
    private <T> T ask(String name, URI node, Function<MediaNodeConnection, T> question) {
        Guard guard = guardOf(node);
        return Spans.asking(name, () -> guard.repeatably(() -> attempt(node, question)));
    }

    private Guard guardOf(URI node) {
        return guards.node(node.toString(), MediaNodeException.Unavailable.class::isInstance);
    }

    private <T> T attempt(URI node, Function<MediaNodeConnection, T> question) {
        try (MediaNodeConnection connection = factory.getConnection(node.toString())) {
            return question.apply(connection);
        } catch (ResourceException e) {
            throw new MediaNodeException.Unavailable("No connection to the media node could be had.", e);
        }
    }
}
