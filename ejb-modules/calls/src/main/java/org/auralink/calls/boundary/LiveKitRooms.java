package org.auralink.calls.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.auralink.calls.control.CallMetrics;
import org.auralink.calls.control.RoleGrants;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.TicketIdentity;
import org.auralink.media.boundary.Entrant;
import org.auralink.media.boundary.RoomTicket;
import org.auralink.media.boundary.Rooms;
import org.auralink.media.boundary.ServerApi;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.AwayException;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.web.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a back end with one of LiveKit's server SDKs does with the rooms of its organization. A room is an open call; it comes
 * to be with the first request that names it, as LiveKit's do. At the media nodes it has the call's id for a name, so each
 * message is translated on its way. No transaction is open while a node is asked.
 *
 * <p>Every method throws {@link org.auralink.shared.RefusedException}: invalid, forbidden, not found, conflict, limit
 * exceeded, or unavailable with the time to try again.
 */
@ApplicationScoped
public class LiveKitRooms {
    /** What one room's node is asked in the caller's own words. */
    private static final Set<String> OF_ONE_ROOM = Set.of(
            "UpdateRoomMetadata",
            "ListParticipants",
            "GetParticipant",
            "RemoveParticipant",
            "UpdateParticipant",
            "MutePublishedTrack",
            "UpdateSubscriptions",
            "SendData");

    private static final ObjectMapper JSON = Json.lenient();

    @Inject
    NamedRooms named;

    @Inject
    Admissions admissions;

    @Inject
    Joining joining;

    @Inject
    Rooms rooms;

    @Inject
    ServerApi nodes;

    @Inject
    Guards guards;

    /** Whether {@link #ask} knows the method of {@code livekit.RoomService}. */
    public static boolean knows(String method) {
        return OF_ONE_ROOM.contains(method)
                || Set.of("CreateRoom", "ListRooms", "DeleteRoom").contains(method);
    }

    /** The room that a request is about, as the back end calls it; empty for none. */
    public static String roomOf(String request) {
        return object(request).path("room").asText();
    }

    /** Lets somebody in whom the back end's token lets in, past lobby and lock, as a ticket of its does. */
    public LiveKitTicket join(Caller caller, LiveKitEntrant entrant) {
        String identity = TicketIdentity.check(entrant.identity(), Limits.IDENTITY_LENGTH);
        RoomTicket ticket = CallMetrics.join(
                () -> {
                    NamedRoom room = findOrMake(caller, entrant.room(), null);
                    Admission admission = guards.database()
                            .repeatably(() -> admissions.admitKnown(
                                    caller, room.callId(), identity, DisplayName.tolerate(entrant.name())));
                    Map<String, String> attributes = new HashMap<>(entrant.attributes());
                    attributes.putAll(RoleGrants.attributes(admission.role()));
                    return rooms.ticket(
                            room.request(),
                            new Entrant(
                                    identity,
                                    admission.displayName(),
                                    entrant.metadata(),
                                    attributes,
                                    entrant.permissions(),
                                    entrant.decidedAt()));
                },
                made -> true);
        return new LiveKitTicket(ticket.url().toString(), ticket.token(), ticket.nodeId());
    }

    /**
     * One request to {@code livekit.RoomService}.
     *
     * @param method one that it {@linkplain #knows knows}
     * @param request its message in the JSON form of Protocol Buffers, fields in snake_case
     * @return the answer's message in that form, with the names that the back end knows
     */
    public String ask(Caller caller, String method, String request) {
        ObjectNode message = object(request);
        return switch (method) {
            case "CreateRoom" -> create(caller, message);
            case "ListRooms" -> list(caller, message);
            case "DeleteRoom" -> delete(caller, message);
            default -> askAbout(caller, method, message);
        };
    }

    private String create(Caller caller, ObjectNode request) {
        if (!request.path("agents").isEmpty() || request.has("egress")) {
            throw Refusal.invalid("agents", "and egress are for keys of the media node, not of an organization.")
                    .asException();
        }
        int most = request.path("max_participants").asInt(0);
        NamedRoom room = findOrMake(caller, request.path("name").asText(), most == 0 ? null : most);
        String node = rooms.open(room.request()).nodeId();
        String metadata = request.path("metadata").asText();
        String name = room.request().name().value();
        if (!metadata.isEmpty()) {
            ObjectNode change = JSON.createObjectNode().put("room", name).put("metadata", metadata);
            return room(room, nodes.ask(room.request().name(), node, "UpdateRoomMetadata", change.toString()));
        }
        ObjectNode wanted = JSON.createObjectNode();
        wanted.putArray("names").add(name);
        JsonNode listed = nodes.ask(room.request().name(), node, "ListRooms", wanted.toString())
                .map(LiveKitRooms::object)
                .map(answer -> answer.path("rooms").path(0))
                .orElseThrow(LiveKitRooms::noRoom);
        return room(room, Optional.of(listed.toString()));
    }

    private String list(Caller caller, ObjectNode request) {
        List<String> names = new ArrayList<>();
        request.path("names").forEach(name -> names.add(name.asText()));
        Map<String, NamedRoom> known = new LinkedHashMap<>();
        guards.database().repeatably(() -> named.open(caller, names)).forEach(room -> known.put(room.callId(), room));
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode all = answer.putArray("rooms");
        if (known.isEmpty()) {
            return answer.toString();
        }
        ObjectNode wanted = JSON.createObjectNode();
        ArrayNode ids = wanted.putArray("names");
        known.keySet().forEach(ids::add);
        Map<String, ObjectNode> told = new HashMap<>();
        nodes.list(wanted.toString())
                .forEach((node, listed) -> object(listed).path("rooms").forEach(room -> {
                    NamedRoom ours = known.get(room.path("name").asText());
                    // A room that moved is told of by two nodes for a moment; the one that is known for it counts.
                    if (ours != null
                            && room instanceof ObjectNode message
                            && (!told.containsKey(ours.callId()) || node.equals(ours.nodeId()))) {
                        told.put(ours.callId(), message.put("name", ours.name()));
                    }
                }));
        known.keySet().stream().map(told::get).filter(Objects::nonNull).forEach(all::add);
        return answer.toString();
    }

    private String delete(Caller caller, ObjectNode request) {
        NamedRoom room = find(caller, request.path("room").asText()).orElseThrow(LiveKitRooms::noRoom);
        joining.end(caller, room.callId());
        return "{}";
    }

    private String askAbout(Caller caller, String method, ObjectNode request) {
        NamedRoom room = find(caller, request.path("room").asText()).orElseThrow(LiveKitRooms::noRoom);
        request.put("room", room.request().name().value());
        Optional<String> answer = nodes.ask(room.request().name(), room.nodeId(), method, request.toString());
        return method.equals("UpdateRoomMetadata") ? room(room, answer) : answer.orElseThrow(LiveKitRooms::noRoom);
    }

    private Optional<NamedRoom> find(Caller caller, String name) {
        return guards.database().repeatably(() -> named.find(caller, name));
    }

    /** Two who come at the same moment make one. */
    private NamedRoom findOrMake(Caller caller, String name, @Nullable Integer maxParticipants) {
        Optional<NamedRoom> found = find(caller, name);
        if (found.isPresent()) {
            return found.get();
        }
        try {
            return guards.database().once(() -> named.make(caller, name, maxParticipants));
        } catch (AwayException e) {
            throw e;
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.Conflict) {
                return find(caller, name).orElseThrow(() -> e);
            }
            throw e;
        } catch (RuntimeException e) {
            // The database says so when both have looked before either made it.
            return find(caller, name).orElseThrow(() -> e);
        }
    }

    private static String room(NamedRoom room, Optional<String> told) {
        return told.map(LiveKitRooms::object)
                .map(message -> message.put("name", room.name()).toString())
                .orElseThrow(LiveKitRooms::noRoom);
    }

    private static ObjectNode object(String text) {
        try {
            if (JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw Refusal.invalid("body", "must be a JSON object.").asException(e);
        }
        throw Refusal.invalid("body", "must be a JSON object.").asException();
    }

    private static RuntimeException noRoom() {
        return Refusal.notFound("There is no such room, or nobody and nothing of that name in it.")
                .asException();
    }
}
