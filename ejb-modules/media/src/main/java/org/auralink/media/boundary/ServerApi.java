package org.auralink.media.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.control.AnnouncedNode;
import org.auralink.media.control.MediaNodes;
import org.auralink.media.control.RoomPlacement;
import org.auralink.media.entity.Limits;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What LiveKit's {@code RoomService} may be asked about one room, at the node that holds it. Whether the caller may ask is
 * decided before. Asks Redis and the nodes, so never called inside a transaction.
 */
@ApplicationScoped
public class ServerApi {
    /** Those whose repetition somebody would notice: a message arrives twice. */
    private static final Set<String> ONCE = Set.of("SendData");

    @Inject
    RoomPlacement placement;

    @Inject
    MediaNodes nodes;

    /**
     * Asks the node that holds the room, first the one that is known for it: the room may just have moved.
     *
     * @param nodeId {@code null} for unknown
     * @param request message in the JSON form of Protocol Buffers that names the room
     * @return the answer's message in that form; empty when no node has the room, or that participant or track in it
     * @throws org.auralink.shared.RefusedException unavailable with the time to try again; what else the node refuses, in
     *     its own words
     */
    public Optional<String> ask(RoomName room, @Nullable String nodeId, String method, String request) {
        return announced().stream()
                .sorted(Comparator.comparing(
                        (AnnouncedNode node) -> !node.nodeId().equals(nodeId)))
                .map(node -> ask(node, room.value(), method, request))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * The rooms of these names, as each node tells of them.
     *
     * @param request message of {@code ListRooms}
     * @return messages of its answers by the nodes' ids
     * @throws org.auralink.shared.RefusedException unavailable with the time to try again
     */
    public Map<String, String> list(String request) {
        Map<String, String> answers = new LinkedHashMap<>();
        announced()
                .forEach(node ->
                        ask(node, "", "ListRooms", request).ifPresent(answer -> answers.put(node.nodeId(), answer)));
        return answers;
    }

    private List<AnnouncedNode> announced() {
        List<AnnouncedNode> all = placement.nodes();
        if (all.isEmpty()) {
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException();
        }
        return all;
    }

    private Optional<String> ask(AnnouncedNode node, String room, String method, String request) {
        return Rooms.ask(() -> {
            try {
                return Optional.of(nodes.roomService(node.url(), method, room, request, !ONCE.contains(method)));
            } catch (MediaNodeException.NotFound e) {
                return Optional.<String>empty();
            } catch (MediaNodeException.Refused e) {
                throw refusal(e).asException(e);
            }
        });
    }

    /** Here the node's words are about the caller's own request. */
    private static Refusal refusal(MediaNodeException.Refused e) {
        String words = String.valueOf(e.getMessage());
        return switch (e.code()) {
            case "failed_precondition", "already_exists", "aborted" -> Refusal.conflict(words);
            case "resource_exhausted" -> Refusal.limitExceeded(words);
            case "permission_denied", "unauthenticated" -> Refusal.forbidden(words);
            default -> new Refusal.Invalid("validation_failed", words, List.of());
        };
    }
}
