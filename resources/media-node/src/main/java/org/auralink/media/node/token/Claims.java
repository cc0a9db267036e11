package org.auralink.media.node.token;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token whose signature and lifetime were checked. Prints nothing that identifies its bearer.
 *
 * @param apiKey {@code iss}
 * @param identity {@code sub}, or {@code jti} when there is no subject; may be empty for server-side tokens
 * @param kind {@code kind}: standard, ingress, egress, sip, agent, connector or bridge; empty means standard
 * @param video the grants; all denied when the token carries no {@code video} claim
 * @param roomConfig protojson of {@code RoomConfiguration}, empty when the token has none
 * @param roomPreset name of a preset of the configuration for a room that the bearer opens, empty for none
 * @param issuedAtSeconds {@code iat}, else {@code nbf}, seconds since the epoch; 0 when the token has neither
 * @param expiresAtSeconds {@code exp}, seconds since the epoch
 * @param payload all claims as they stand in the token, so that a refresh keeps those unknown to us
 */
public record Claims(
        String apiKey,
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        String kind,
        VideoGrant video,
        String roomConfig,
        String roomPreset,
        long issuedAtSeconds,
        long expiresAtSeconds,
        JsonObject payload) {

    /** The claims that let the same participant into another room. */
    public Claims in(String room) {
        JsonObject changed = payload.deepCopy();
        if (changed.get("video") instanceof JsonObject grants) {
            grants.addProperty("room", room);
        }
        return new Claims(
                apiKey,
                identity,
                name,
                metadata,
                attributes,
                kind,
                video.in(room),
                roomConfig,
                roomPreset,
                issuedAtSeconds,
                expiresAtSeconds,
                changed);
    }

    /** What the giving out of this token belongs to (W3C Trace Context), when whoever gave it out says so; null else. */
    public @Nullable String traceparent() {
        return payload.get("traceparent") instanceof JsonPrimitive told && told.isString() ? told.getAsString() : null;
    }

    static Claims read(JsonObject payload) throws TokenException {
        String subject = text(payload, "sub");
        long issued = seconds(payload, "iat");
        return new Claims(
                text(payload, "iss"),
                subject.isEmpty() ? text(payload, "jti") : subject,
                text(payload, "name"),
                text(payload, "metadata"),
                texts(payload, "attributes"),
                text(payload, "kind"),
                VideoGrant.read(object(payload, "video")),
                payload.has("roomConfig") ? object(payload, "roomConfig").toString() : "",
                text(payload, "roomPreset"),
                issued > 0 ? issued : seconds(payload, "nbf"),
                seconds(payload, "exp"),
                payload);
    }

    static boolean flag(JsonObject object, String name, boolean fallback) throws TokenException {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return fallback;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw malformed(name);
        }
        return value.getAsBoolean();
    }

    static String text(JsonObject object, String name) throws TokenException {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw malformed(name);
        }
        return value.getAsString();
    }

    /** Seconds since the epoch, 0 when absent; fractions are cut off. */
    static long seconds(JsonObject object, String name) throws TokenException {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return 0;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
            throw malformed(name);
        }
        try {
            double number = value.getAsDouble();
            if (number >= 0 && number <= Integer.MAX_VALUE * 1024.0) {
                return (long) number;
            }
        } catch (NumberFormatException e) {
            throw malformed(name);
        }
        throw malformed(name);
    }

    static JsonObject object(JsonObject object, String name) throws TokenException {
        JsonElement value = object.get(name);
        if (value == null || value.isJsonNull()) {
            return new JsonObject();
        }
        if (!value.isJsonObject()) {
            throw malformed(name);
        }
        return value.getAsJsonObject();
    }

    static TokenException malformed(String claim) {
        return new TokenException("invalid authorization token: malformed claim " + claim);
    }

    private static Map<String, String> texts(JsonObject payload, String name) throws TokenException {
        var result = new LinkedHashMap<String, String>();
        JsonObject map = object(payload, name);
        for (String key : map.keySet()) {
            result.put(key, text(map, key));
        }
        return Map.copyOf(result);
    }

    @Override
    public String toString() {
        return "Claims[kind=" + kind + "]";
    }
}
