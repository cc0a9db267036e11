package org.auralink.media.connector.adapter;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.Locale;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.NodeParticipant;
import org.auralink.media.connector.NodeTrack;
import org.jspecify.annotations.Nullable;

/**
 * Reads protojson as nodes write it: fields in snake_case (Twirp) or camelCase (events), defaults omitted, 64-bit
 * numbers as strings.
 */
final class WireJson {

    private WireJson() {}

    static NodeParticipant participant(JsonObject participant) {
        long millis = number(participant, "joined_at_ms", "joinedAtMs");
        long seconds = number(participant, "joined_at", "joinedAt");
        Instant joined = null;
        if (isTime(millis / 1000)) {
            joined = Instant.ofEpochMilli(millis);
        } else if (isTime(seconds)) {
            joined = Instant.ofEpochSecond(seconds);
        }
        return new NodeParticipant(
                text(participant, "sid"),
                text(participant, "identity"),
                text(participant, "name"),
                text(participant, "metadata"),
                joined);
    }

    /** The default kind is audio; a source that has no name here is none. */
    static NodeTrack track(JsonObject track) {
        var kind = switch (text(track, "type")) {
            case "VIDEO" -> NodeTrack.Kind.VIDEO;
            case "DATA" -> NodeTrack.Kind.DATA;
            default -> NodeTrack.Kind.AUDIO;
        };
        String source = text(track, "source").toLowerCase(Locale.ROOT);
        String mime = text(track, "mimeType");
        return new NodeTrack(
                text(track, "sid"),
                kind,
                source.equals("unknown") ? "" : source,
                text(track, "name"),
                mime.isEmpty() ? text(track, "mime_type") : mime,
                track.getBoolean("muted", false));
    }

    /** Whether a participant's media is connected; also when the node does not tell. */
    static boolean isActive(JsonObject participant) {
        String state = text(participant, "state");
        return state.isEmpty() || state.equals("ACTIVE");
    }

    /** The text of a field, empty when it is absent or no string. */
    static String text(JsonObject object, String field) {
        return object.get(field) instanceof JsonString text ? text.getString() : "";
    }

    /** The number under the first of the names that is present, 0 when none is or its value is no whole number. */
    static long number(JsonObject object, String... names) {
        for (String name : names) {
            JsonValue value = object.get(name);
            if (value instanceof JsonNumber number) {
                return number.longValue();
            }
            if (value instanceof JsonString text) {
                return parse(text.getString());
            }
        }
        return 0;
    }

    /** The object under a field, {@code null} when it is absent or no object. */
    static @Nullable JsonObject object(JsonObject parent, String field) {
        return parent.get(field) instanceof JsonObject object ? object : null;
    }

    /**
     * An object as somebody else wrote it.
     *
     * @throws MediaNodeException.Refused malformed, when it is none
     */
    static JsonObject object(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (JsonException e) {
            throw new MediaNodeException.Refused("malformed", "expected a JSON object");
        }
    }

    /** Whether the seconds are a time that a database can hold: after 1970, before the year 10000. */
    static boolean isTime(long epochSeconds) {
        return epochSeconds > 0 && epochSeconds < 253_402_300_800L;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
