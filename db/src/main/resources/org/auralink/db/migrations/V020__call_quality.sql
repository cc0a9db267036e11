-- How calls were: what media nodes measure, what it meant for people's connections, and what somebody should look at.

create schema measured;
comment on schema measured is 'One table for each day of measurements; asked only through the whole tables in public, whose policies hold';
revoke all on schema measured from public;

-- One report of a node about one participant. Times are the node's, or ours where its clock is wrong.
create table public.quality_metrics (
  organization_id    uuid not null,
  call_id            uuid not null,
  media_sid          varchar(100) not null,
  identity           varchar(255) not null,
  node_id            varchar(100) not null,
  recorded_at        timestamptz not null,
  received_at        timestamptz not null default now(),
  quality            varchar(20) not null,
  score              numeric(3,2) not null,
  loss_up_percent    numeric(5,2) not null,
  loss_down_percent  numeric(5,2) not null,
  jitter_up_ms       integer not null,
  jitter_down_ms     integer not null,
  -- Null while the participant receives nothing.
  round_trip_ms      integer,
  bitrate_up_bps     bigint not null,
  bitrate_down_bps   bigint not null,
  -- {"published": [...], "received": [...]} as the node tells them, sixteen each at most.
  tracks             jsonb not null default '{}',
  constraint quality_metrics_pkey primary key (call_id, media_sid, recorded_at),
  constraint quality_metrics_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint quality_metrics_quality check (quality in ('poor', 'good', 'excellent', 'lost')),
  constraint quality_metrics_score check (score between 1 and 5),
  constraint quality_metrics_loss check (loss_up_percent between 0 and 100 and loss_down_percent between 0 and 100)
) partition by range (recorded_at);

create index quality_metrics_call on public.quality_metrics (organization_id, call_id, recorded_at);

-- What happened to somebody in a call at one moment.
create table public.quality_moments (
  organization_id  uuid not null,
  call_id          uuid not null,
  -- Empty for what happened to the call as a whole.
  media_sid        varchar(100) not null default '',
  identity         varchar(255) not null default '',
  happened_at      timestamptz not null,
  received_at      timestamptz not null default now(),
  kind             varchar(20) not null,
  -- Of what: a track's source, a node's id.
  detail           varchar(100) not null default '',
  constraint quality_moments_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint quality_moments_kind check (kind in ('joined', 'left', 'ended', 'published', 'unpublished', 'muted',
    'unmuted', 'interrupted', 'restored', 'resumed', 'node_changed', 'layer_up', 'layer_down'))
) partition by range (happened_at);

-- What is told twice happened once.
create unique index quality_moments_once
  on public.quality_moments (call_id, media_sid, happened_at, kind, detail);
create index quality_moments_call on public.quality_moments (organization_id, call_id, happened_at);

-- A rule was broken for as long as the rule says.
create table public.quality_issues (
  issue_id         uuid primary key default gen_random_uuid(),
  organization_id  uuid not null,
  call_id          uuid not null,
  media_sid        varchar(100) not null,
  identity         varchar(255) not null,
  node_id          varchar(100) not null,
  kind             varchar(20) not null,
  severity         varchar(20) not null,
  -- In the rule's unit: per cent, milliseconds, a score; the worst of the issue.
  worst            numeric(12,2) not null,
  threshold        numeric(12,2) not null,
  began_at         timestamptz not null,
  last_seen_at     timestamptz not null,
  ended_at         timestamptz,
  updated_at       timestamptz not null default now(),
  constraint quality_issues_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint quality_issues_kind check (kind in ('high_loss', 'high_round_trip', 'poor_score', 'no_media')),
  constraint quality_issues_severity check (severity in ('warning', 'critical')),
  constraint quality_issues_order check (began_at <= last_seen_at and began_at <= ended_at)
);

create unique index quality_issues_open on public.quality_issues (call_id, media_sid, kind) where ended_at is null;
create index quality_issues_call on public.quality_issues (organization_id, call_id, began_at);
create trigger touch_updated_at before update on public.quality_issues
  for each row execute function private.touch_updated_at();
create index quality_issues_silent on public.quality_issues (last_seen_at) where ended_at is null;

-- What those who run the organization should look at: one for each call and kind at a time.
create table public.quality_alerts (
  alert_id         uuid primary key default gen_random_uuid(),
  organization_id  uuid not null,
  call_id          uuid not null,
  kind             varchar(20) not null,
  severity         varchar(20) not null,
  status           varchar(20) not null default 'open',
  -- How many people had the issue at once, at most.
  people           integer not null,
  opened_at        timestamptz not null,
  acknowledged_at  timestamptz,
  acknowledged_by  uuid references public.users on delete set null,
  resolved_at      timestamptz,
  -- Null when it passed by itself, and for people whose account is gone.
  resolved_by      uuid references public.users on delete set null,
  by_hand          boolean not null default false,
  constraint quality_alerts_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint quality_alerts_kind check (kind in ('high_loss', 'high_round_trip', 'poor_score', 'no_media')),
  constraint quality_alerts_severity check (severity in ('warning', 'critical')),
  constraint quality_alerts_status check (status in ('open', 'acknowledged', 'resolved')),
  constraint quality_alerts_resolved check ((status = 'resolved') = (resolved_at is not null)),
  constraint quality_alerts_acknowledged check (status <> 'acknowledged' or acknowledged_at is not null),
  constraint quality_alerts_open check (status <> 'open' or acknowledged_at is null)
);

create unique index quality_alerts_one on public.quality_alerts (call_id, kind) where status <> 'resolved';
create index quality_alerts_newest on public.quality_alerts (organization_id, opened_at desc, alert_id desc);
create index quality_alerts_call on public.quality_alerts (organization_id, call_id);
create index quality_alerts_acknowledged_by on public.quality_alerts (acknowledged_by);
create index quality_alerts_resolved_by on public.quality_alerts (resolved_by);

-- ── Who may see and change what ─────────────────────────────────────────────────────────────────────────────────────
alter table public.quality_metrics enable row level security, force row level security;
alter table public.quality_moments enable row level security, force row level security;
alter table public.quality_issues  enable row level security, force row level security;
alter table public.quality_alerts  enable row level security, force row level security;

grant select, insert, update, delete
  on public.quality_metrics, public.quality_moments, public.quality_issues, public.quality_alerts to service_role;

grant select on public.quality_metrics, public.quality_moments, public.quality_issues to authenticated;
create policy members_see_them on public.quality_metrics for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));
create policy members_see_them on public.quality_moments for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));
create policy members_see_them on public.quality_issues for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));

-- Alerts are for those who run the organization. What is resolved stays so.
grant select, update (status, acknowledged_at, acknowledged_by, resolved_at, resolved_by, by_hand)
  on public.quality_alerts to authenticated;
create policy runners_see_them on public.quality_alerts for select to authenticated
  using (organization_id = any (array (select private.organizations_i_run())));
create policy runners_answer_them on public.quality_alerts for update to authenticated
  using (organization_id = any (array (select private.organizations_i_run())) and status <> 'resolved')
  with check (organization_id = any (array (select private.organizations_i_run())) and status <> 'open');

-- ── The days ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Makes the tables of yesterday, today and the days ahead, and drops those that are older than what is kept. Whoever
-- comes while another does it has nothing to do. Days are UTC's. Returns how many were made or dropped.
create function private.quality_days(today date, ahead integer, keep integer) returns integer
  language plpgsql security definer
  set search_path = ''
  set lock_timeout = '3s'
as $$
declare
  whole  text;
  day    date;
  part   text;
  former record;
  done   integer := 0;
begin
  if not pg_catalog.pg_try_advisory_xact_lock(pg_catalog.hashtext('auralink.quality_days')) then
    return 0;
  end if;
  foreach whole in array array['quality_metrics', 'quality_moments'] loop
    for day in select today + n from pg_catalog.generate_series(-1, ahead) as n loop
      part := whole || '_' || pg_catalog.to_char(day, 'YYYYMMDD');
      if pg_catalog.to_regclass('measured.' || part) is null then
        execute pg_catalog.format(
          'create table measured.%I partition of public.%I for values from (%L) to (%L)',
          part, whole, day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
        execute pg_catalog.format('alter table measured.%I enable row level security, force row level security', part);
        done := done + 1;
      end if;
    end loop;
    for former in
      select c.relname from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
      where i.inhparent = ('public.' || whole)::pg_catalog.regclass
        and c.relname < whole || '_' || pg_catalog.to_char(today - keep, 'YYYYMMDD')
    loop
      execute pg_catalog.format('drop table measured.%I', former.relname);
      done := done + 1;
    end loop;
  end loop;
  return done;
end
$$;

grant execute on function private.quality_days(date, integer, integer) to service_role;

select private.quality_days((now() at time zone 'utc')::date, 7, 30);
