package org.auralink.quality.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.persistence.TenancyContext;

/** What is new in calls that somebody looks at. Whoever looks was asked before whether they may. */
@Stateless
public class LiveFeed {
    private static final String TIME = "'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"'";

    /** Each kind of row under the name of the list that it belongs to. */
    private static final String NEW = """
            select * from (
              select cast(call_id as text) as call, 'metrics' as list, received_at as at, cast(jsonb_build_object(
                'media_sid', media_sid, 'identity', identity, 'at', to_char(recorded_at at time zone 'utc', %1$s),
                'score', score, 'loss_up_percent', loss_up_percent, 'loss_down_percent', loss_down_percent,
                'jitter_ms', greatest(jitter_up_ms, jitter_down_ms), 'round_trip_ms', round_trip_ms,
                'bitrate_up_bps', bitrate_up_bps, 'bitrate_down_bps', bitrate_down_bps,
                'tracks', tracks -> 'published', 'received', tracks -> 'received') as text) as row
              from public.quality_metrics
              where call_id = any (%2$s) and recorded_at > cast(?2 as timestamptz) - interval '10 minutes'
                and received_at > cast(?2 as timestamptz)
              union all
              select cast(call_id as text), 'moments', received_at, cast(jsonb_build_object(
                'media_sid', media_sid, 'identity', identity, 'at', to_char(happened_at at time zone 'utc', %1$s),
                'kind', kind, 'detail', detail) as text)
              from public.quality_moments
              where call_id = any (%2$s) and happened_at > cast(?2 as timestamptz) - interval '10 minutes'
                and received_at > cast(?2 as timestamptz)
              union all
              select cast(call_id as text), 'issues', updated_at, cast(jsonb_build_object(
                'issue_id', issue_id, 'media_sid', media_sid, 'identity', identity, 'kind', kind,
                'severity', severity, 'worst', worst, 'threshold', threshold,
                'began_at', to_char(began_at at time zone 'utc', %1$s),
                'ended_at', to_char(ended_at at time zone 'utc', %1$s)) as text)
              from public.quality_issues
              where call_id = any (%2$s) and updated_at > cast(?2 as timestamptz)
            ) as fresh order by at limit ?3
            """.formatted(TIME, "cast(string_to_array(cast(?1 as text), ',') as uuid[])");

    @PersistenceContext(unitName = "quality-events")
    EntityManager entityManager;

    /**
     * One row of one call.
     *
     * @param call its id
     * @param list {@code metrics}, {@code moments} or {@code issues}
     * @param at when it was written
     * @param json of the row
     */
    public record Row(String call, String list, Instant at, String json) {}

    /** What was written after a moment, oldest first; a bounded number. */
    public List<Row> since(Collection<String> calls, Instant after) {
        TenancyContext.enterAsService(entityManager);
        Query query = entityManager
                .createNativeQuery(NEW, Tuple.class)
                .setParameter(1, String.join(",", calls))
                .setParameter(2, Timestamp.from(after))
                .setParameter(3, Limits.LIVE_ROWS);
        List<Row> rows = new ArrayList<>();
        for (Object found : query.getResultList()) {
            Tuple row = (Tuple) found;
            rows.add(new Row(
                    row.get("call", String.class),
                    row.get("list", String.class),
                    Columns.instant(row, "at"),
                    row.get("row", String.class)));
        }
        return rows;
    }
}
