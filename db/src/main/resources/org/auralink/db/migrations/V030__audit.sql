-- Who did what, in the transaction of what was done. Rows are added and never changed: each carries the hash of the one
-- before it in its organization, so that a change in the middle shows, also one of a superuser.
create table public.audit_events (
  organization_id  uuid not null references public.organizations on delete cascade,
  sequence         bigint not null,
  event_id         uuid not null unique default gen_random_uuid(),
  happened_at      timestamptz not null,
  -- person, key (a program, for the person who made its key) or system. No reference: it is told of accounts that are gone.
  actor_kind       varchar(10) not null,
  actor_id         uuid,
  key_id           uuid,
  action           varchar(50) not null,
  -- What it was done to: an id, with its kind before it.
  target           varchar(200) not null,
  detail           jsonb not null default '{}',
  -- A network, not an address.
  network          varchar(60) not null default '',
  outcome          varchar(10) not null default 'done',
  previous_hash    bytea not null,
  hash             bytea not null,
  primary key (organization_id, sequence),
  constraint audit_events_actor check (actor_kind in ('person', 'key', 'system')),
  constraint audit_events_outcome check (outcome in ('done', 'refused')),
  constraint audit_events_detail check (octet_length(detail::text) <= 4096),
  constraint audit_events_hashes check (octet_length(previous_hash) = 32 and octet_length(hash) = 32)
);

create index audit_events_newest on public.audit_events (organization_id, happened_at desc, event_id desc);
create index audit_events_happened_at on public.audit_events (happened_at);

-- Where the chain of an organization begins, once its oldest part was forgotten.
create table public.audit_beginnings (
  organization_id  uuid primary key references public.organizations on delete cascade,
  sequence         bigint not null,
  hash             bytea not null
);

-- Gives the row its place in the chain, and says who it was: by the claims, whatever the statement said. Security definer,
-- because who acts may not read the audit. Those who act in one organization at once come one after the other.
create function private.chain_audit() returns trigger
  language plpgsql security definer
  set search_path = ''
as $$
declare
  former record;
begin
  perform pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended('auralink.audit.' || new.organization_id, 0));
  select e.sequence, e.hash into former from public.audit_events e
    where e.organization_id = new.organization_id order by e.sequence desc limit 1;
  if former is null then
    select b.sequence, b.hash into former from public.audit_beginnings b where b.organization_id = new.organization_id;
  end if;
  new.sequence := coalesce(former.sequence, 0) + 1;
  new.previous_hash := coalesce(former.hash, pg_catalog.decode(pg_catalog.repeat('00', 32), 'hex'));
  new.key_id := auth.api_key();
  new.actor_id := auth.uid();
  new.actor_kind := case
    when new.key_id is not null then 'key'
    when new.actor_id is not null then 'person'
    else 'system'
  end;
  new.hash := private.audit_hash(new);
  return new;
end
$$;

-- Over everything that the row says, in the form that PostgreSQL gives to JSON.
create function private.audit_hash(event public.audit_events) returns bytea
  language sql immutable
  set search_path = ''
as $$
  select pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.jsonb_build_array(
    event.organization_id, event.sequence, event.event_id,
    (extract(epoch from event.happened_at) * 1000000)::bigint,
    event.actor_kind, event.actor_id, event.key_id, event.action, event.target, event.detail, event.network, event.outcome,
    pg_catalog.encode(event.previous_hash, 'hex'))::text, 'UTF8'))
$$;

create trigger chain_audit before insert on public.audit_events
  for each row execute function private.chain_audit();

-- What happened stays. The owner alone forgets it: with its organization, or by private.forget_audit().
create function private.keep_audit() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  if tg_op = 'DELETE' and current_user = (
      select r.rolname from pg_catalog.pg_class c join pg_catalog.pg_roles r on r.oid = c.relowner where c.oid = tg_relid) then
    return old;
  end if;
  raise exception 'what happened is not changed' using errcode = '42501';
end
$$;

create trigger keep_audit before update or delete on public.audit_events
  for each row execute function private.keep_audit();
create trigger keep_audit_whole before truncate on public.audit_events
  for each statement execute function private.keep_audit();

-- Forgets what is older, and writes down where each chain begins then. Returns how many rows went.
create function private.forget_audit(older_than timestamptz) returns bigint
  language plpgsql security definer
  set search_path = ''
as $$
declare
  forgotten bigint;
begin
  with last as (
    select distinct on (e.organization_id) e.organization_id, e.sequence, e.hash from public.audit_events e
    where e.happened_at < older_than order by e.organization_id, e.sequence desc
  )
  insert into public.audit_beginnings (organization_id, sequence, hash)
    select l.organization_id, l.sequence, l.hash from last l
    on conflict (organization_id) do update set sequence = excluded.sequence, hash = excluded.hash;
  delete from public.audit_events e using public.audit_beginnings b
    where e.organization_id = b.organization_id and e.sequence <= b.sequence;
  get diagnostics forgotten = row_count;
  return forgotten;
end
$$;
