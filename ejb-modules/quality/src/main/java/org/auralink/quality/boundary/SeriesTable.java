package org.auralink.quality.boundary;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.persistence.Tuple;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.auralink.quality.entity.Limits;
import org.jspecify.annotations.Nullable;

/** Turns rows of points, ordered by joining and time, into series. */
final class SeriesTable {
    private final Map<String, SeriesView> series = new LinkedHashMap<>();

    /** Seconds between points, so that all of a call fit into {@link Limits#POINTS}; a multiple of the least. */
    static int step(Instant first, Instant last) {
        long seconds = Math.max(0, Duration.between(first, last).toSeconds());
        long steps = seconds / Limits.LEAST_STEP_SECONDS / Limits.POINTS + 1;
        return Math.toIntExact(steps * Limits.LEAST_STEP_SECONDS);
    }

    void add(Tuple row) {
        SeriesView one = series.computeIfAbsent(
                row.get("sid", String.class), sid -> empty(sid, row.get("identity", String.class)));
        one.points().add(number(row, "point").intValue());
        one.score().add(row.get("score", BigDecimal.class));
        one.lossUpPercent().add(row.get("loss_up", BigDecimal.class));
        one.lossDownPercent().add(row.get("loss_down", BigDecimal.class));
        one.jitterMs().add(number(row, "jitter").intValue());
        Object roundTrip = row.get("round_trip");
        one.roundTripMs().add(roundTrip instanceof Number known ? known.intValue() : null);
        one.bitrateUpBps().add(number(row, "bitrate_up").longValue());
        one.bitrateDownBps().add(number(row, "bitrate_down").longValue());
    }

    private static Number number(Tuple row, String column) {
        return (Number) row.get(column);
    }

    private static SeriesView empty(String sid, String identity) {
        return new SeriesView(
                sid,
                identity,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /**
     * @param published what a joining published when it was last heard of
     * @param received what it was sent then
     */
    void tracks(String sid, @Nullable String published, @Nullable String received) {
        SeriesView one = series.get(sid);
        if (one != null) {
            one.tracks().addAll(read(published, SeriesTable::track));
            one.received().addAll(read(received, SeriesTable::received));
        }
    }

    private static <T> List<T> read(@Nullable String json, Function<JsonObject, T> each) {
        if (json == null) {
            return List.of();
        }
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readArray().stream()
                    .map(value -> each.apply(value.asJsonObject()))
                    .toList();
        }
    }

    private static TrackView track(JsonObject track) {
        return new TrackView(
                track.getString("sid", ""),
                track.getString("kind", ""),
                track.getString("source", ""),
                track.getBoolean("muted", false),
                track.getInt("width", 0),
                track.getInt("height", 0),
                track.getInt("layer", -1),
                track.getJsonNumber("bitrate_bps") == null
                        ? 0
                        : track.getJsonNumber("bitrate_bps").longValue());
    }

    /** Rows of the time before reasons were told have none. */
    private static ReceivedView received(JsonObject track) {
        return new ReceivedView(
                track.getString("sid", ""),
                track.getInt("wanted", -1),
                track.getInt("layer", -1),
                track.getString("reason", "unknown"));
    }

    /** How many joinings there are. */
    int joinings() {
        return series.size();
    }

    /** The first of them. */
    List<SeriesView> series(int most) {
        return series.values().stream().limit(most).toList();
    }
}
