package org.auralink.media.node.events;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.auralink.media.room.ParticipantReport;

/** A report as the event stream writes it: names as in LiveKit's events, rounded to what can be told apart. */
final class ReportJson {
    /** The event's name; not one of LiveKit's, which have nothing like it. */
    static final String EVENT = "participant_quality";

    private static final double NANOS_PER_MILLI = 1_000_000;

    private ReportJson() {}

    static String of(QualityLog.Entry entry) {
        ParticipantReport report = entry.report();
        var json = new JsonObject();
        json.addProperty("event", EVENT);
        json.addProperty("createdAtMs", entry.atMillis());
        json.add("room", named("name", entry.room().name(), entry.room().sid().value()));
        json.add(
                "participant",
                named("identity", report.identity().value(), report.sid().value()));
        json.addProperty("quality", word(report.quality()));
        json.addProperty("score", tenths(report.score()));
        json.addProperty("resumptions", report.resumptions());
        json.add("up", way(report.up()));
        json.add("down", way(report.down()));
        if (report.roundTripNanos() >= 0) {
            json.addProperty("roundTripMs", millis(report.roundTripNanos()));
        }
        var published = new JsonArray();
        report.published().forEach(track -> published.add(published(track)));
        json.add("published", published);
        var received = new JsonArray();
        report.received().forEach(track -> received.add(received(track)));
        json.add("received", received);
        if (report.baselines().nanos() > 0) {
            json.add("baselines", baselines(report.baselines()));
        }
        return json.toString();
    }

    private static JsonObject baselines(ParticipantReport.Baselines baselines) {
        var json = new JsonObject();
        json.addProperty("intervalMs", millis(baselines.nanos()));
        json.addProperty("adaptiveBps", baselines.adaptiveBitsPerSecond());
        json.addProperty("bestBps", baselines.bestBitsPerSecond());
        return json;
    }

    private static JsonObject named(String field, String name, String sid) {
        var json = new JsonObject();
        json.addProperty(field, name);
        json.addProperty("sid", sid);
        return json;
    }

    private static JsonObject way(ParticipantReport.Way way) {
        var json = new JsonObject();
        json.addProperty("lossPercent", tenths(way.lossPercent()));
        json.addProperty("jitterMs", millis(way.jitterNanos()));
        json.addProperty("bitrateBps", way.bitsPerSecond());
        return json;
    }

    private static JsonObject published(ParticipantReport.Published track) {
        var json = new JsonObject();
        json.addProperty("sid", track.sid().value());
        json.addProperty("kind", word(track.kind()));
        json.addProperty("source", word(track.source()));
        json.addProperty("muted", track.muted());
        json.addProperty("wanted", track.wanted());
        json.addProperty("width", track.width());
        json.addProperty("height", track.height());
        json.addProperty("layer", track.layer());
        json.addProperty("bitrateBps", track.bitsPerSecond());
        return json;
    }

    private static JsonObject received(ParticipantReport.Received track) {
        var json = new JsonObject();
        json.addProperty("sid", track.sid().value());
        json.addProperty("wanted", track.wanted());
        json.addProperty("layer", track.layer());
        json.addProperty("reason", word(track.reason()));
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static long millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
