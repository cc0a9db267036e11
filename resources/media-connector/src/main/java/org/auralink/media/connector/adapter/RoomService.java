package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.auralink.media.connector.DrainProgress;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeRoom;
import org.auralink.media.connector.NodeTrack;
import org.auralink.media.connector.OpenRoom;

/** The questions to a node, in the words of LiveKit's RoomService. Holds no state; safe for any number of threads. */
final class RoomService {

    private static final String DRAIN = "/auralink/v1/drain";

    /** What administers all of a node, and no room in particular. */
    private static final JsonObject WHOLE_NODE = Json.createObjectBuilder()
            .add("roomCreate", true)
            .add("roomList", true)
            .add("roomAdmin", true)
            .build();

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
        return room(twirp.call(node, "CreateRoom", body.build(), grant("roomCreate"), room.epoch()));
    }

    void closeRoom(NodeAddress node, String name) {
        closeRoom(node, name, 0);
    }

    void closeRoom(NodeAddress node, String name, long epoch) {
        JsonObject body = Json.createObjectBuilder().add("room", name).build();
        twirp.call(node, "DeleteRoom", body, grant("roomCreate"), epoch);
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
        twirp.call(node, "RemoveParticipant", of(room, identity).build(), admin(room));
    }

    int muteTracks(NodeAddress node, String room, String identity, String source) {
        JsonObject participant =
                twirp.call(node, "GetParticipant", of(room, identity).build(), admin(room));
        List<NodeTrack> tracks = objects(participant, "tracks").stream()
                .map(WireJson::track)
                .filter(track -> track.source().equals(source))
                .toList();
        tracks.stream().filter(track -> !track.muted()).forEach(track -> {
            JsonObject body = of(room, identity)
                    .add("track_sid", track.sid())
                    .add("muted", true)
                    .build();
            twirp.call(node, "MutePublishedTrack", body, admin(room));
        });
        return tracks.size();
    }

    void updateParticipant(
            NodeAddress node,
            String room,
            String identity,
            Map<String, String> attributes,
            JoinPermissions permissions) {
        JsonObjectBuilder texts = Json.createObjectBuilder();
        attributes.forEach(texts::add);
        JsonObject body = of(room, identity)
                .add("attributes", texts)
                .add("permission", permission(permissions))
                .build();
        twirp.call(node, "UpdateParticipant", body, admin(room));
    }

    String ask(NodeAddress node, String method, String room, String request) {
        JsonObject grants = method.equals("ListRooms") ? grant("roomList") : admin(room);
        return twirp.call(node, method, WireJson.object(request), grants).toString();
    }

    /** All of it: what is left out is not allowed. */
    private static JsonObjectBuilder permission(JoinPermissions may) {
        JsonArrayBuilder sources = Json.createArrayBuilder();
        may.publishSources().forEach(source -> sources.add(source.toUpperCase(Locale.ROOT)));
        return Json.createObjectBuilder()
                .add("can_publish", may.publish())
                .add("can_publish_sources", sources)
                .add("can_subscribe", may.subscribe())
                .add("can_publish_data", may.publishData())
                .add("can_update_metadata", may.updateOwnMetadata())
                .add("hidden", may.hidden())
                .add("recorder", may.recorder());
    }

    private static JsonObjectBuilder of(String room, String identity) {
        return Json.createObjectBuilder().add("room", room).add("identity", identity);
    }

    DrainProgress drain(NodeAddress node, Duration deadline, List<URI> elsewhere) {
        String urls = elsewhere.stream().map(URI::toString).collect(Collectors.joining(","));
        String query = "?deadline_seconds=" + deadline.toSeconds()
                + (urls.isEmpty() ? "" : "&elsewhere=" + URLEncoder.encode(urls, StandardCharsets.UTF_8));
        return progress(twirp.command(node, "POST", DRAIN + query, WHOLE_NODE));
    }

    DrainProgress undrain(NodeAddress node) {
        return progress(twirp.command(node, "DELETE", DRAIN, WHOLE_NODE));
    }

    DrainProgress drainProgress(NodeAddress node) {
        return progress(twirp.command(node, "GET", DRAIN, WHOLE_NODE));
    }

    /** A state of a later release is one in which the node takes no rooms: nothing else is known of it. */
    private static DrainProgress progress(JsonObject status) {
        var state = switch (WireJson.text(status, "state")) {
            case "in_service" -> DrainProgress.State.IN_SERVICE;
            case "drained" -> DrainProgress.State.DRAINED;
            default -> DrainProgress.State.DRAINING;
        };
        long deadline = WireJson.number(status, "deadline_ms");
        return new DrainProgress(
                state,
                WireJson.isTime(deadline / 1000) ? Instant.ofEpochMilli(deadline) : null,
                (int) WireJson.number(status, "rooms"),
                (int) WireJson.number(status, "participants"),
                (int) WireJson.number(status, "rooms_ended"));
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
