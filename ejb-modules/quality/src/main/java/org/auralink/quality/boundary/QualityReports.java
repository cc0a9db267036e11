package org.auralink.quality.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auralink.quality.control.BatchJson;
import org.auralink.quality.control.Judgement;
import org.auralink.quality.control.Moment;
import org.auralink.quality.entity.Limits;
import org.auralink.shared.persistence.TenancyContext;

/** Writes what media nodes measured. Each method is one transaction, and does no harm when it is done twice. */
@Stateless
public class QualityReports {
    private static final String METRICS = """
            insert into public.quality_metrics (organization_id, call_id, media_sid, identity, node_id, recorded_at,
              quality, score, loss_up_percent, loss_down_percent, jitter_up_ms, jitter_down_ms, round_trip_ms,
              bitrate_up_bps, bitrate_down_bps, tracks, interval_ms, adaptive_bps, best_bps)
            select organization_id, call_id, media_sid, identity, node_id, recorded_at,
              quality, score, loss_up_percent, loss_down_percent, jitter_up_ms, jitter_down_ms, round_trip_ms,
              bitrate_up_bps, bitrate_down_bps, tracks, interval_ms, adaptive_bps, best_bps
            from jsonb_to_recordset(cast(?1 as jsonb)) as r (organization_id uuid, call_id uuid, media_sid text,
              identity text, node_id text, recorded_at timestamptz, quality text, score numeric,
              loss_up_percent numeric, loss_down_percent numeric, jitter_up_ms integer, jitter_down_ms integer,
              round_trip_ms integer, bitrate_up_bps bigint, bitrate_down_bps bigint, tracks jsonb,
              interval_ms integer, adaptive_bps bigint, best_bps bigint)
            on conflict do nothing
            """;

    private static final String MOMENTS = """
            insert into public.quality_moments (organization_id, call_id, media_sid, identity, happened_at, kind, detail)
            select organization_id, call_id, media_sid, identity, happened_at, kind, detail
            from jsonb_to_recordset(cast(?1 as jsonb)) as r (organization_id uuid, call_id uuid, media_sid text,
              identity text, happened_at timestamptz, kind text, detail text)
            on conflict do nothing
            """;

    /** The last row of a batch counts: two of one issue in one statement would be refused. */
    private static final String ISSUES = """
            insert into public.quality_issues as i (organization_id, call_id, media_sid, identity, node_id, kind,
              severity, worst, threshold, began_at, last_seen_at)
            select distinct on (call_id, media_sid, kind) organization_id, call_id, media_sid, identity, node_id, kind,
              severity, worst, threshold, began_at, seen_at
            from jsonb_to_recordset(cast(?1 as jsonb)) as r (organization_id uuid, call_id uuid, media_sid text,
              identity text, node_id text, kind text, severity text, worst numeric, threshold numeric,
              began_at timestamptz, seen_at timestamptz)
            order by call_id, media_sid, kind, seen_at desc
            on conflict (call_id, media_sid, kind) where ended_at is null do update set
              last_seen_at = greatest(i.last_seen_at, excluded.last_seen_at),
              worst = case when i.kind = 'poor_score' then least(i.worst, excluded.worst)
                           else greatest(i.worst, excluded.worst) end,
              severity = case when i.severity = 'critical' then 'critical' else excluded.severity end
            """;

    private static final String OVER = """
            update public.quality_issues i set ended_at = greatest(i.began_at, r.seen_at)
            from jsonb_to_recordset(cast(?1 as jsonb)) as r (call_id uuid, media_sid text, kind text, seen_at timestamptz)
            where i.call_id = r.call_id and i.media_sid = r.media_sid and i.kind = r.kind and i.ended_at is null
            """;

    /** What somebody resolved by hand is no alert again for the issues that were there then. */
    private static final String ALERTS = """
            insert into public.quality_alerts as a (organization_id, call_id, kind, severity, people, opened_at)
            select i.organization_id, i.call_id, i.kind,
              case when bool_or(i.severity = 'critical') then 'critical' else 'warning' end,
              count(distinct i.identity), cast(?2 as timestamptz)
            from public.quality_issues i
            where i.call_id = any (cast(string_to_array(cast(?1 as text), ',') as uuid[])) and i.ended_at is null
              and not exists (
                select from public.quality_alerts r
                where r.call_id = i.call_id and r.kind = i.kind and r.by_hand and r.resolved_at >= i.began_at)
            group by i.organization_id, i.call_id, i.kind
            having bool_or(i.severity = 'critical') or min(i.began_at) <= cast(?3 as timestamptz)
            on conflict (call_id, kind) where status <> 'resolved' do update set
              people = greatest(a.people, excluded.people),
              severity = case when a.severity = 'critical' then 'critical' else excluded.severity end
            """;

    private static final String PASSED = """
            update public.quality_alerts a set status = 'resolved', resolved_at = ?1
            where a.status <> 'resolved' and not exists (
              select from public.quality_issues i
              where i.call_id = a.call_id and i.kind = a.kind and i.ended_at is null)
            """;

    private static final String SILENT = """
            update public.quality_issues set ended_at = last_seen_at where ended_at is null and last_seen_at < ?1
            """;

    @PersistenceContext(unitName = "quality-events")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** Stores reports, what happened, and the issues and alerts that follow. */
    public void write(List<Judgement> judgements) {
        TenancyContext.enterAsService(entityManager);
        insert(METRICS, BatchJson.metrics(judgements));
        insertMoments(judgements.stream()
                .flatMap(judgement -> judgement.moments().stream())
                .toList());
        List<Judgement> telling = judgements.stream()
                .filter(judgement -> !judgement.findings().isEmpty())
                .toList();
        if (!telling.isEmpty()) {
            insert(ISSUES, BatchJson.issues(telling, false));
            insert(OVER, BatchJson.issues(telling, true));
            alert(telling.stream().map(judgement -> judgement.report().roomName()));
        }
    }

    /** Stores what happened. */
    public void writeMoments(List<Moment> moments) {
        TenancyContext.enterAsService(entityManager);
        insertMoments(moments);
    }

    private void insertMoments(List<Moment> moments) {
        if (!moments.isEmpty()) {
            insert(MOMENTS, BatchJson.moments(moments));
        }
    }

    private void alert(Stream<String> calls) {
        Instant now = clock.instant();
        entityManager
                .createNativeQuery(ALERTS)
                .setParameter(1, calls.distinct().collect(Collectors.joining(",")))
                .setParameter(2, Timestamp.from(now))
                .setParameter(3, Timestamp.from(now.minus(Limits.ALERT_AFTER)))
                .executeUpdate();
        passed(now);
    }

    /** Alerts without an issue are over. */
    private void passed(Instant now) {
        entityManager
                .createNativeQuery(PASSED)
                .setParameter(1, Timestamp.from(now))
                .executeUpdate();
    }

    private void insert(String statement, String rows) {
        entityManager.createNativeQuery(statement).setParameter(1, rows).executeUpdate();
    }

    /** Ends issues of which nothing is heard any more: their participants left, or their node fell silent. */
    public void endSilentIssues() {
        TenancyContext.enterAsService(entityManager);
        Instant now = clock.instant();
        entityManager
                .createNativeQuery(SILENT)
                .setParameter(1, Timestamp.from(now.minus(Limits.SILENT)))
                .executeUpdate();
        passed(now);
    }

    /**
     * Makes the tables of the days to come, and drops those of days that are not kept.
     *
     * @return how many tables were made or dropped; 0 while another server does it
     */
    public int keepDays(int retentionDays) {
        TenancyContext.enterAsService(entityManager);
        return ((Number) entityManager
                        .createNativeQuery("select private.quality_days(cast(?1 as date), ?2, ?3)", Integer.class)
                        .setParameter(
                                1,
                                clock.instant()
                                        .atZone(ZoneOffset.UTC)
                                        .toLocalDate()
                                        .toString())
                        .setParameter(2, Limits.DAYS_AHEAD)
                        .setParameter(3, retentionDays)
                        .getSingleResult())
                .intValue();
    }
}
