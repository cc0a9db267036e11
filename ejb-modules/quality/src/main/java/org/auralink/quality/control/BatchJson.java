package org.auralink.quality.control;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.quality.entity.IssueKind;
import org.auralink.shared.OrganizationId;

/** Judgements as JSON, so that the database takes hundreds of rows by one statement ({@code jsonb_to_recordset}). */
public final class BatchJson {
    /** Lengths of the columns. */
    private static final int SID = 100;

    private static final int IDENTITY = 255;

    private BatchJson() {}

    /** Rows of {@code quality_metrics}. */
    public static String metrics(List<Judgement> judgements) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Judgement judgement : judgements) {
            if (!judgement.kept()) {
                continue;
            }
            ParticipantQuality report = judgement.report();
            JsonObjectBuilder row = row(judgement)
                    .add("node_id", cut(report.nodeId(), SID))
                    .add("recorded_at", judgement.at().toString())
                    .add("quality", report.quality().name().toLowerCase(Locale.ROOT))
                    .add("score", report.score())
                    .add("loss_up_percent", report.up().lossPercent())
                    .add("loss_down_percent", report.down().lossPercent())
                    .add("jitter_up_ms", report.up().jitterMs())
                    .add("jitter_down_ms", report.down().jitterMs())
                    .add("bitrate_up_bps", report.up().bitrateBps())
                    .add("bitrate_down_bps", report.down().bitrateBps())
                    .add("tracks", tracks(report));
            Integer roundTrip = report.roundTripMs();
            if (roundTrip != null) {
                row.add("round_trip_ms", roundTrip);
            }
            ParticipantQuality.Baselines baselines = report.baselines();
            if (baselines != null) {
                row.add("interval_ms", baselines.intervalMs())
                        .add("adaptive_bps", baselines.adaptiveBps())
                        .add("best_bps", baselines.bestBps());
            }
            rows.add(row);
        }
        return rows.build().toString();
    }

    /** Rows of {@code quality_moments}. */
    public static String moments(List<Moment> moments) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Moment moment : moments) {
            rows.add(row(moment.organization(), moment.call(), moment.sid(), moment.identity())
                    .add("happened_at", moment.at().toString())
                    .add("kind", moment.kind())
                    .add("detail", cut(moment.detail(), SID)));
        }
        return rows.build().toString();
    }

    /** Issues that begin or go on, or those that are over: rows with what {@code quality_issues} needs. */
    public static String issues(List<Judgement> judgements, boolean over) {
        JsonArrayBuilder rows = Json.createArrayBuilder();
        for (Judgement judgement : judgements) {
            for (Finding finding : judgement.findings()) {
                if (finding.over() == over) {
                    rows.add(issue(judgement, finding));
                }
            }
        }
        return rows.build().toString();
    }

    private static JsonObjectBuilder issue(Judgement judgement, Finding finding) {
        IssueKind kind = finding.kind();
        Instant at = judgement.at().isBefore(finding.since()) ? finding.since() : judgement.at();
        return row(judgement)
                .add("node_id", cut(judgement.report().nodeId(), SID))
                .add("kind", kind.wireName())
                .add("severity", kind.severity(finding.value()).wireName())
                .add("worst", finding.value())
                .add("threshold", kind.threshold())
                .add("began_at", finding.since().toString())
                .add("seen_at", at.toString());
    }

    private static JsonObjectBuilder row(Judgement judgement) {
        ParticipantQuality report = judgement.report();
        return row(judgement.organization(), report.roomName(), report.participantSid(), report.identity());
    }

    private static JsonObjectBuilder row(OrganizationId organization, String call, String sid, String identity) {
        return Json.createObjectBuilder()
                .add("organization_id", organization.value().toString())
                .add("call_id", call)
                .add("media_sid", cut(sid, SID))
                .add("identity", cut(identity, IDENTITY));
    }

    private static JsonObject tracks(ParticipantQuality report) {
        JsonArrayBuilder published = Json.createArrayBuilder();
        for (ParticipantQuality.Published track : report.published()) {
            published.add(Json.createObjectBuilder()
                    .add("sid", storable(track.sid()))
                    .add("kind", track.video() ? "video" : "audio")
                    .add("source", storable(track.source()))
                    .add("muted", track.muted())
                    .add("width", track.width())
                    .add("height", track.height())
                    .add("layer", track.layer())
                    .add("bitrate_bps", track.bitrateBps()));
        }
        JsonArray received = Json.createArrayBuilder(report.received().stream()
                        .map(track -> Json.createObjectBuilder()
                                .add("sid", storable(track.sid()))
                                .add("wanted", track.wanted())
                                .add("layer", track.layer())
                                .add("reason", track.reason().name().toLowerCase(Locale.ROOT))
                                .build())
                        .toList())
                .build();
        return Json.createObjectBuilder()
                .add("published", published)
                .add("received", received)
                .build();
    }

    private static String cut(String text, int most) {
        String clean = storable(text);
        return clean.codePointCount(0, clean.length()) <= most
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, most));
    }

    /** PostgreSQL stores no NUL, and no half of a surrogate pair. */
    private static String storable(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0 && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE))
                .forEach(result::appendCodePoint);
        return result.toString();
    }
}
