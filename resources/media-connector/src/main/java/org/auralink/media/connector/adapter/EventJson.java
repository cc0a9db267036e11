package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.StreamPosition;
import org.jspecify.annotations.Nullable;

/** Turns server-sent events of a node into the connector's messages. */
final class EventJson {

    private EventJson() {}

    /**
     * Reads the greeting.
     *
     * @throws IOException when the message is none, so the other side does not speak this protocol
     */
    static NodeConnected greeting(NodeAddress node, SseMessage message) throws IOException {
        JsonObject data = parse(message.data());
        String nodeId = WireJson.text(data, "node_id");
        String bootId = WireJson.text(data, "boot_id");
        if (!message.event().equals("node") || nodeId.isEmpty() || bootId.isEmpty()) {
            throw new IOException("the event stream does not begin with the node's greeting");
        }
        return new NodeConnected(
                node.toString(),
                nodeId,
                bootId,
                WireJson.number(data, "oldest_sequence"),
                WireJson.number(data, "last_sequence"));
    }

    /**
     * Reads an event. Unreadable data makes an event of kind {@code OTHER}: the position moves on, the rest is lost to
     * us but holds up nobody.
     *
     * @throws IOException when the event's id is no position
     */
    static MediaEvent event(NodeConnected node, SseMessage message, Instant receivedAt) throws IOException {
        StreamPosition position;
        try {
            position = StreamPosition.parse(message.id());
        } catch (IllegalArgumentException e) {
            throw new IOException("an event has no usable id", e);
        }
        JsonObject data;
        try {
            data = parse(message.data());
        } catch (IOException unreadable) {
            return new MediaEvent(
                    node.nodeUrl(), node.nodeId(), position, MediaEvent.Kind.OTHER, receivedAt, "", "", null);
        }
        return happened(node.nodeUrl(), node.nodeId(), position, message.event(), data, receivedAt);
    }

    /** What stands in an event, wherever it came from. */
    static MediaEvent happened(
            String nodeUrl, String nodeId, StreamPosition position, String name, JsonObject data, Instant receivedAt) {
        JsonObject room = WireJson.object(data, "room");
        JsonObject participant = WireJson.object(data, "participant");
        JsonObject track = WireJson.object(data, "track");
        long created = WireJson.number(data, "createdAt", "created_at");
        return new MediaEvent(
                nodeUrl,
                nodeId,
                position,
                MediaEvent.Kind.of(name),
                WireJson.isTime(created) ? Instant.ofEpochSecond(created) : receivedAt,
                room == null ? "" : WireJson.text(room, "name"),
                room == null ? "" : WireJson.text(room, "sid"),
                participant == null ? null : WireJson.participant(participant),
                track == null ? null : WireJson.track(track),
                WireJson.number(data, "roomEpoch"),
                WireJson.text(data, "traceparent"));
    }

    /** Reads a report of a participant's media; {@code null} when it is unreadable, and nothing is lost but it. */
    static @Nullable ParticipantQuality quality(NodeConnected node, SseMessage message, Instant receivedAt) {
        try {
            return QualityJson.read(node, parse(message.data()), receivedAt);
        } catch (IOException | NumberFormatException | ArithmeticException unreadable) {
            return null;
        }
    }

    private static JsonObject parse(String data) throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(data))) {
            JsonValue value = reader.readValue();
            if (value instanceof JsonObject object) {
                return object;
            }
            throw new IOException("an event's data is not a JSON object");
        } catch (JsonException e) {
            throw new IOException("an event's data is not JSON", e);
        }
    }
}
