package org.auralink.media.connector.adapter;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.ParticipantQuality;
import org.jspecify.annotations.Nullable;

/**
 * Reads reports of participants' media. A node is trusted, its numbers are not: they come from what clients claim. Whatever
 * is out of bounds is brought into them, what is not readable is no report.
 */
final class QualityJson {

    /** The event's name. */
    static final String EVENT = "participant_quality";

    private static final int MOST_MILLIS = 600_000;
    private static final long MOST_BPS = 1_000_000_000_000L;
    private static final int MOST_PIXELS = 65_536;
    private static final double WORST = 1;
    private static final double BEST = 4.5;

    private QualityJson() {}

    /** The report, or {@code null} when the data is none or says not whose it is. */
    static @Nullable ParticipantQuality read(NodeConnected node, JsonObject data, Instant receivedAt) {
        JsonObject room = WireJson.object(data, "room");
        JsonObject participant = WireJson.object(data, "participant");
        if (room == null || participant == null) {
            return null;
        }
        String name = WireJson.text(room, "name");
        String sid = WireJson.text(participant, "sid");
        String identity = WireJson.text(participant, "identity");
        if (isNoName(name) || isNoName(sid) || isNoName(identity)) {
            return null;
        }
        long millis = WireJson.number(data, "createdAtMs");
        return new ParticipantQuality(
                node.nodeUrl(),
                node.nodeId(),
                WireJson.isTime(millis / 1000) ? Instant.ofEpochMilli(millis) : receivedAt,
                name,
                sid,
                identity,
                quality(WireJson.text(data, "quality")),
                between(real(data, "score", BEST), WORST, BEST),
                (int) between(WireJson.number(data, "resumptions"), 0, Integer.MAX_VALUE),
                way(WireJson.object(data, "up")),
                way(WireJson.object(data, "down")),
                data.get("roundTripMs") instanceof JsonNumber
                        ? (int) between(WireJson.number(data, "roundTripMs"), 0, MOST_MILLIS)
                        : null,
                list(data, "published", QualityJson::published),
                list(data, "received", QualityJson::received),
                baselines(WireJson.object(data, "baselines")));
    }

    private static boolean isNoName(String text) {
        return text.isEmpty() || text.length() > Limits.NAME_LENGTH;
    }

    private static ParticipantQuality.Quality quality(String word) {
        return oneOf(ParticipantQuality.Quality.values(), word, ParticipantQuality.Quality.GOOD);
    }

    private static <T extends Enum<T>> T oneOf(T[] values, String word, T otherwise) {
        for (T value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(word)) {
                return value;
            }
        }
        return otherwise;
    }

    private static ParticipantQuality.Way way(@Nullable JsonObject way) {
        return way == null
                ? new ParticipantQuality.Way(0, 0, 0)
                : new ParticipantQuality.Way(
                        between(real(way, "lossPercent", 0), 0, 100),
                        (int) between(WireJson.number(way, "jitterMs"), 0, MOST_MILLIS),
                        between(WireJson.number(way, "bitrateBps"), 0, MOST_BPS));
    }

    private static <T> List<T> list(JsonObject data, String field, Function<JsonObject, T> read) {
        List<T> result = new ArrayList<>();
        if (data.get(field) instanceof JsonArray array) {
            for (JsonValue value : array) {
                if (value instanceof JsonObject object && result.size() < ParticipantQuality.MOST_TRACKS) {
                    result.add(read.apply(object));
                }
            }
        }
        return List.copyOf(result);
    }

    private static ParticipantQuality.Published published(JsonObject track) {
        return new ParticipantQuality.Published(
                shortened(WireJson.text(track, "sid")),
                WireJson.text(track, "kind").equals("video"),
                shortened(WireJson.text(track, "source")),
                track.getBoolean("muted", false),
                track.getBoolean("wanted", true),
                (int) between(WireJson.number(track, "width"), 0, MOST_PIXELS),
                (int) between(WireJson.number(track, "height"), 0, MOST_PIXELS),
                (int) between(WireJson.number(track, "layer"), -1, 2),
                between(WireJson.number(track, "bitrateBps"), 0, MOST_BPS));
    }

    private static ParticipantQuality.Received received(JsonObject track) {
        return new ParticipantQuality.Received(
                shortened(WireJson.text(track, "sid")),
                track.get("wanted") instanceof JsonNumber ? (int) between(WireJson.number(track, "wanted"), -1, 2) : -1,
                (int) between(WireJson.number(track, "layer"), -1, 2),
                oneOf(
                        ParticipantQuality.LayerReason.values(),
                        WireJson.text(track, "reason"),
                        ParticipantQuality.LayerReason.UNKNOWN));
    }

    /** All of them or nothing: a rate that is missing was not measured, which is not the same as none. */
    private static ParticipantQuality.@Nullable Baselines baselines(@Nullable JsonObject baselines) {
        if (baselines == null
                || WireJson.number(baselines, "intervalMs") <= 0
                || !(baselines.get("adaptiveBps") instanceof JsonNumber)
                || !(baselines.get("bestBps") instanceof JsonNumber)) {
            return null;
        }
        return new ParticipantQuality.Baselines(
                (int) between(WireJson.number(baselines, "intervalMs"), 1, MOST_MILLIS),
                between(WireJson.number(baselines, "adaptiveBps"), 0, MOST_BPS),
                between(WireJson.number(baselines, "bestBps"), 0, MOST_BPS));
    }

    private static String shortened(String text) {
        return text.length() <= Limits.WORD_LENGTH ? text : text.substring(0, Limits.WORD_LENGTH);
    }

    private static double real(JsonObject object, String field, double otherwise) {
        if (!(object.get(field) instanceof JsonNumber number)) {
            return otherwise;
        }
        double value = number.doubleValue();
        return Double.isFinite(value) ? value : otherwise;
    }

    private static double between(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    private static long between(long value, long least, long most) {
        return Math.max(least, Math.min(most, value));
    }
}
