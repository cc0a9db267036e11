package org.auralink.quality.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.auralink.quality.entity.Limits;
import org.auralink.quality.entity.QualityIssue;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** How a call was, as its organization sees it. Whether there is such a call is asked elsewhere: here it has no rows then. */
@Stateless
public class CallQuality {
    private static final String SPAN = """
            select min(recorded_at) as first, max(recorded_at) as last from public.quality_metrics where call_id = ?1
            """;

    /** The first joinings of the call, one more than are told. */
    private static final String POINTS = """
            with joining as (
              select media_sid, min(recorded_at) as first from public.quality_metrics
              where call_id = ?1 group by media_sid order by 2, 1 limit ?4)
            select m.media_sid as sid, m.identity as identity,
              cast(floor(extract(epoch from m.recorded_at - cast(?2 as timestamptz)) / ?3) as integer) as point,
              min(m.score) as score, max(m.loss_up_percent) as loss_up, max(m.loss_down_percent) as loss_down,
              max(greatest(m.jitter_up_ms, m.jitter_down_ms)) as jitter, max(m.round_trip_ms) as round_trip,
              cast(avg(m.bitrate_up_bps) as bigint) as bitrate_up, cast(avg(m.bitrate_down_bps) as bigint) as bitrate_down
            from public.quality_metrics m join joining j on j.media_sid = m.media_sid
            where m.call_id = ?1 and m.recorded_at >= cast(?2 as timestamptz)
            group by j.first, m.media_sid, m.identity, 3 order by j.first, m.media_sid, 3
            """;

    /** Of the same joinings, so that somebody who comes again and again makes no answer long. */
    private static final String TRACKS = """
            with joining as (
              select media_sid, min(recorded_at) as first from public.quality_metrics
              where call_id = ?1 group by media_sid order by 2, 1 limit ?2)
            select distinct on (m.media_sid) m.media_sid as sid, cast(m.tracks -> 'published' as text) as published,
              cast(m.tracks -> 'received' as text) as received
            from public.quality_metrics m join joining j on j.media_sid = m.media_sid
            where m.call_id = ?1 order by m.media_sid, m.recorded_at desc
            """;

    private static final String MOMENTS = """
            select happened_at as at, media_sid as sid, identity, kind, detail
            from public.quality_moments where call_id = ?1 order by happened_at, media_sid limit ?2
            """;

    /**
     * Bytes by the mean rate of each row and the time that it is the mean of; a row without is of a node that does not tell.
     * The sums are of everybody, however few are told.
     */
    private static final String SAVINGS = """
            with everybody as (
              select identity, sum(interval_ms) as millis, round(sum(bitrate_down_bps * interval_ms) / 8000) as sent,
                round(sum(adaptive_bps * interval_ms) / 8000) as adaptive, round(sum(best_bps * interval_ms) / 8000) as best
              from public.quality_metrics where call_id = ?1 and interval_ms is not null group by identity)
            select identity, millis, sent, adaptive, best, sum(millis) over () as all_millis, sum(sent) over () as all_sent,
              sum(adaptive) over () as all_adaptive, sum(best) over () as all_best
            from everybody order by sent desc, identity limit ?2
            """;

    @PersistenceContext(unitName = "quality")
    EntityManager entityManager;

    /**
     * Everything that is told about a call.
     *
     * @throws org.auralink.shared.RefusedException not found, when the text is no call's id
     */
    public QualityView of(Caller caller, String callId) {
        UUID call = parse(callId);
        TenancyContext.enter(entityManager, caller);
        List<MomentView> moments = moments(call);
        List<IssueView> issues = issues(call);
        Tuple span = (Tuple) entityManager
                .createNativeQuery(SPAN, Tuple.class)
                .setParameter(1, call)
                .getSingleResult();
        Instant first = Columns.instantOrNull(span, "first");
        Instant last = Columns.instantOrNull(span, "last");
        int step = first == null || last == null ? Limits.LEAST_STEP_SECONDS : SeriesTable.step(first, last);
        SeriesTable table = series(call, first, step);
        return new QualityView(
                first,
                step,
                table.series(Limits.SERIES),
                cut(moments, Limits.MOMENTS),
                cut(issues, Limits.ISSUES),
                table.joinings() > Limits.SERIES || moments.size() > Limits.MOMENTS || issues.size() > Limits.ISSUES);
    }

    /**
     * What the call took towards its receivers, and what other ways of sending would have taken. All of it is 0 when nothing
     * was measured, or is no longer kept.
     *
     * @throws org.auralink.shared.RefusedException not found, when the text is no call's id
     */
    public SavingsView savings(Caller caller, String callId) {
        UUID call = parse(callId);
        TenancyContext.enter(entityManager, caller);
        List<Tuple> rows = rows(entityManager
                .createNativeQuery(SAVINGS, Tuple.class)
                .setParameter(1, call)
                .setParameter(2, Limits.SERIES + 1));
        Tuple sums = rows.isEmpty() ? null : rows.get(0);
        long sent = whole(sums, "all_sent");
        return new SavingsView(
                call.toString(),
                seconds(sums, "all_millis"),
                sent,
                List.of(
                        SavingsView.Baseline.of("adaptive_stream", whole(sums, "all_adaptive"), sent),
                        SavingsView.Baseline.of("best_layer", whole(sums, "all_best"), sent)),
                cut(rows, Limits.SERIES).stream()
                        .map(row -> new SavingsView.Participant(
                                row.get("identity", String.class),
                                seconds(row, "millis"),
                                whole(row, "sent"),
                                whole(row, "adaptive"),
                                whole(row, "best")))
                        .toList(),
                rows.size() > Limits.SERIES);
    }

    private static long seconds(@Nullable Tuple row, String column) {
        return Math.round(whole(row, column) / 1000.0);
    }

    private static long whole(@Nullable Tuple row, String column) {
        return row != null && row.get(column) instanceof Number number ? number.longValue() : 0;
    }

    private static UUID parse(String callId) {
        try {
            if (callId.length() == 36) {
                return UUID.fromString(callId);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw Refusal.notFound("There is no such call.").asException();
    }

    private static <T> List<T> cut(List<T> list, int most) {
        return list.subList(0, Math.min(most, list.size()));
    }

    private SeriesTable series(UUID call, @Nullable Instant first, int step) {
        SeriesTable table = new SeriesTable();
        if (first == null) {
            return table;
        }
        rows(entityManager
                        .createNativeQuery(POINTS, Tuple.class)
                        .setParameter(1, call)
                        .setParameter(2, first)
                        .setParameter(3, step)
                        .setParameter(4, Limits.SERIES + 1))
                .forEach(table::add);
        rows(entityManager
                        .createNativeQuery(TRACKS, Tuple.class)
                        .setParameter(1, call)
                        .setParameter(2, Limits.SERIES + 1))
                .forEach(row -> table.tracks(
                        row.get("sid", String.class),
                        row.get("published", String.class),
                        row.get("received", String.class)));
        return table;
    }

    private List<MomentView> moments(UUID call) {
        return rows(entityManager
                        .createNativeQuery(MOMENTS, Tuple.class)
                        .setParameter(1, call)
                        .setParameter(2, Limits.MOMENTS + 1))
                .stream()
                .map(row -> new MomentView(
                        Columns.instant(row, "at"),
                        row.get("sid", String.class),
                        row.get("identity", String.class),
                        row.get("kind", String.class),
                        row.get("detail", String.class)))
                .toList();
    }

    private List<IssueView> issues(UUID call) {
        return entityManager
                .createQuery(
                        "select i from QualityIssue i where i.callId = :call order by i.beganAt, i.issueId",
                        QualityIssue.class)
                .setParameter("call", call)
                .setMaxResults(Limits.ISSUES + 1)
                .getResultStream()
                .map(IssueView::of)
                .toList();
    }

    @SuppressWarnings("unchecked") // Of a native query JPA does not say what its rows are.
    private static List<Tuple> rows(jakarta.persistence.Query query) {
        return query.getResultList();
    }
}
