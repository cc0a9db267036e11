package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.OpenRoom;

/** The questions to a node, in the words of LiveKit's RoomService. Holds no state; safe for any number of threads. */
final class RoomService {

    private final TwirpClient twirp;
    private final AccessToken tokens;

    RoomService(TwirpClient twirp, AccessToken tokens) {
        this.twirp = twirp;
        this.tokens = tokens;
    }

    NodeRoom openRoom(NodeAddress node, OpenRoom room) {
        JsonObjectBuilder body = Json.createObjectBuilder().add("name", room.name());
        if (room.maxParticipants() > 0) {
            body.add("max_participants", room.maxParticipants());
        }
        if (room.waits().toSeconds() > 0) {
            body.add("empty_timeout", room.waits().toSeconds());
        }
        return room(twirp.call(node, "CreateRoom", body.build(), grant("roomCreate")));
    }

    void closeRoom(NodeAddress node, String name) {
        JsonObject body = Json.createObjectBuilder().add("room", name).build();
        twirp.call(node, "DeleteRoom", body, grant("roomCreate"));
    }

    List<NodeRoom> listRooms(NodeAddress node, List<String> names) {
        JsonArrayBuilder wanted = Json.createArrayBuilder();
        names.forEach(wanted::add);
        JsonObject body = names.isEmpty()
                ? JsonValue.EMPTY_JSON_OBJECT
                : Json.createObjectBuilder().add("names", wanted).build();
        return objects(twirp.call(node, "ListRooms", body, grant("roomList")), "rooms").stream()
                .map(RoomService::room)
                .toList();
    }

    List<NodeParticipant> listParticipants(NodeAddress node, String room) {
        JsonObject body = Json.createObjectBuilder().add("room", room).build();
        return objects(twirp.call(node, "ListParticipants", body, admin(room)), "participants").stream()
                .filter(WireJson::isActive)
                .map(WireJson::participant)
                .toList();
    }

    void removeParticipant(NodeAddress node, String room, String identity) {
        JsonObject body = Json.createObjectBuilder()
                .add("room", room)
                .add("identity", identity)
                .build();
        twirp.call(node, "RemoveParticipant", body, admin(room));
    }

    String joinToken(JoinGrant grant) {
        return tokens.join(grant);
    }

    private static NodeRoom room(JsonObject room) {
        return new NodeRoom(WireJson.text(room, "sid"), WireJson.text(room, "name"), (int)
                WireJson.number(room, "num_participants", "numParticipants"));
    }

    private static List<JsonObject> objects(JsonObject answer, String field) {
        JsonArray array = answer.containsKey(field) ? answer.getJsonArray(field) : JsonValue.EMPTY_JSON_ARRAY;
        return array.getValuesAs(JsonObject.class);
    }

    private static JsonObject grant(String name) {
        return Json.createObjectBuilder().add(name, true).build();
    }

    private static JsonObject admin(String room) {
        return Json.createObjectBuilder()
                .add("roomAdmin", true)
                .add("room", room)
                .build();
    }
}
