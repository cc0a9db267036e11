-- Receivers of events, what is on its way to them, and what could not be delivered. Seen and changed by those who run the
-- organization; the application's own work is service_role's.

-- A table whose rows belong to organizations, in one call: everybody is held to the policies, service_role does its work,
-- and whoever `whose` names (a function that gives organizations) sees the rows. What else people may do is granted beside it.
create function private.tenant_table(wanted regclass, whose regproc default 'private.my_organizations') returns void
  language plpgsql
  set search_path = ''
as $$
begin
  execute format('alter table %s enable row level security, force row level security', wanted);
  execute format('grant select, insert, update, delete on %s to service_role', wanted);
  execute format(
    'create policy tenants_see_them on %s for select to authenticated using (organization_id = any (array (select %s())))',
    wanted, whose);
end
$$;

create table public.webhook_endpoints (
  endpoint_id      uuid primary key,
  organization_id  uuid not null references public.organizations on delete cascade,
  url              varchar(2048) not null,
  description      varchar(200) not null default '',
  -- Names of events, call.* or *.
  events           text[] not null,
  enabled          boolean not null default true,
  -- In a row; at five it is left alone until paused_until.
  failures         integer not null default 0,
  paused_until     timestamptz,
  -- Events that were not kept, because too much waited already.
  missed           bigint not null default 0,
  missed_since     timestamptz,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint webhook_endpoints_organization unique (organization_id, endpoint_id),
  constraint webhook_endpoints_url check (url ~* '^https?://'),
  constraint webhook_endpoints_events check (cardinality(events) between 1 and 32),
  constraint webhook_endpoints_counts check (failures >= 0 and missed >= 0)
);

-- Written by people and read by nobody but the application, which signs with them. The newest counts, and until its
-- previous_until the one before too.
create table auth.webhook_secrets (
  secret_id        uuid primary key,
  endpoint_id      uuid not null,
  organization_id  uuid not null,
  secret           varchar(100) not null,
  -- The order in which they were made, also within one tick of a clock.
  ordinal          bigint not null generated always as identity,
  previous_until   timestamptz,
  created_at       timestamptz not null default now(),
  constraint webhook_secrets_endpoint foreign key (organization_id, endpoint_id)
    references public.webhook_endpoints (organization_id, endpoint_id) on delete cascade,
  constraint webhook_secrets_length check (length(secret) >= 32)
);

-- The outbox: written in the transaction of what it tells.
create table public.webhook_events (
  event_id         uuid primary key,
  organization_id  uuid not null references public.organizations on delete cascade,
  -- Null for a test. No reference: what happened in a call is told even if the call is gone.
  call_id          uuid,
  sequence         bigint not null,
  event_type       varchar(50) not null,
  body             varchar(16384) not null,
  created_at       timestamptz not null,
  constraint webhook_events_organization unique (organization_id, event_id),
  constraint webhook_events_number unique (call_id, sequence),
  constraint webhook_events_sequence check (sequence > 0)
);

-- The last number of each call; outlives the events, so that no number is given twice.
create table public.webhook_numbers (
  call_id          uuid primary key,
  organization_id  uuid not null references public.organizations on delete cascade,
  last_sequence    bigint not null,
  updated_at       timestamptz not null default now()
);

create table public.webhook_deliveries (
  delivery_id       uuid primary key,
  organization_id   uuid not null,
  endpoint_id       uuid not null,
  event_id          uuid not null,
  -- Deliveries of one lane keep their order: those of a call. A test or a replay has its own.
  lane              uuid not null,
  sequence          bigint not null,
  status            varchar(20) not null default 'pending',
  attempts          integer not null default 0,
  -- When it may be tried; while an attempt is under way, when its lease runs out.
  due_at            timestamptz not null,
  lease             uuid,
  first_attempt_at  timestamptz,
  last_attempt_at   timestamptz,
  last_status       integer,
  last_error        varchar(300),
  last_duration_ms  integer,
  finished_at       timestamptz,
  created_at        timestamptz not null,
  constraint webhook_deliveries_organization unique (organization_id, delivery_id),
  constraint webhook_deliveries_endpoint foreign key (organization_id, endpoint_id)
    references public.webhook_endpoints (organization_id, endpoint_id) on delete cascade,
  constraint webhook_deliveries_event foreign key (organization_id, event_id)
    references public.webhook_events (organization_id, event_id) on delete cascade,
  constraint webhook_deliveries_status check (status in ('pending', 'delivered', 'dead', 'dropped')),
  constraint webhook_deliveries_finished check ((status = 'pending') = (finished_at is null)),
  constraint webhook_deliveries_attempts check (attempts >= 0)
);

create table public.dead_letters (
  dead_letter_id    uuid primary key,
  organization_id   uuid not null,
  queue             varchar(50) not null,
  delivery_id       uuid not null unique,
  payload           varchar(16384) not null,
  error             varchar(300) not null,
  attempts          integer not null,
  first_attempt_at  timestamptz not null,
  last_attempt_at   timestamptz not null,
  created_at        timestamptz not null,
  constraint dead_letters_delivery foreign key (organization_id, delivery_id)
    references public.webhook_deliveries (organization_id, delivery_id) on delete cascade
);

create index webhook_endpoints_created on public.webhook_endpoints (organization_id, created_at desc, endpoint_id desc);
create index webhook_secrets_endpoint on auth.webhook_secrets (organization_id, endpoint_id, ordinal desc);
create index webhook_events_created on public.webhook_events (created_at);
create index webhook_numbers_organization on public.webhook_numbers (organization_id);
create index webhook_numbers_updated on public.webhook_numbers (updated_at);
create index webhook_deliveries_log on public.webhook_deliveries (organization_id, endpoint_id, created_at desc, delivery_id desc);
create index webhook_deliveries_event on public.webhook_deliveries (organization_id, event_id);
create index webhook_deliveries_due on public.webhook_deliveries (endpoint_id, due_at) where status = 'pending';
create index webhook_deliveries_lane on public.webhook_deliveries (endpoint_id, lane, sequence) where status in ('pending', 'dead');
create index webhook_deliveries_undelivered on public.webhook_deliveries (organization_id) where status in ('pending', 'dead');
create index webhook_deliveries_finished on public.webhook_deliveries (finished_at) where status in ('delivered', 'dropped');
create index dead_letters_created on public.dead_letters (organization_id, created_at desc, dead_letter_id desc);
create index dead_letters_delivery on public.dead_letters (organization_id, delivery_id);

create trigger touch_updated_at before update on public.webhook_endpoints
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.webhook_numbers
  for each row execute function private.touch_updated_at();

select private.tenant_table('public.webhook_endpoints', 'private.organizations_i_run');
select private.tenant_table('public.webhook_events', 'private.organizations_i_run');
select private.tenant_table('public.webhook_numbers', 'private.organizations_i_run');
select private.tenant_table('public.webhook_deliveries', 'private.organizations_i_run');
select private.tenant_table('public.dead_letters', 'private.organizations_i_run');
select private.tenant_table('auth.webhook_secrets', 'private.organizations_i_run');

-- What those who run the organization may do, by column.
grant select, insert (endpoint_id, organization_id, url, description, events, enabled, failures, missed, created_at), delete,
      update (url, description, events, enabled, failures, paused_until)
  on public.webhook_endpoints to authenticated;
create policy runners_add_them on public.webhook_endpoints for insert to authenticated
  with check (organization_id = any (array (select private.organizations_i_run())));
create policy runners_change_them on public.webhook_endpoints for update to authenticated
  using (organization_id = any (array (select private.organizations_i_run())))
  with check (organization_id = any (array (select private.organizations_i_run())));
create policy runners_remove_them on public.webhook_endpoints for delete to authenticated
  using (organization_id = any (array (select private.organizations_i_run())));

grant insert on auth.webhook_secrets to authenticated;
create policy runners_add_them on auth.webhook_secrets for insert to authenticated
  with check (organization_id = any (array (select private.organizations_i_run())));

-- A person makes nothing but tests: what happened is known from the media nodes.
grant select, insert on public.webhook_events to authenticated;
create policy runners_test on public.webhook_events for insert to authenticated
  with check (organization_id = any (array (select private.organizations_i_run()))
    and event_type = 'webhook.test' and call_id is null);

grant select, insert (delivery_id, organization_id, endpoint_id, event_id, lane, sequence, status, attempts, due_at, created_at),
      update (status, attempts, due_at, first_attempt_at, finished_at)
  on public.webhook_deliveries to authenticated;
create policy runners_send_again on public.webhook_deliveries for insert to authenticated
  with check (organization_id = any (array (select private.organizations_i_run()))
    and status = 'pending' and lane = delivery_id);
create policy runners_retry on public.webhook_deliveries for update to authenticated
  using (organization_id = any (array (select private.organizations_i_run())))
  with check (organization_id = any (array (select private.organizations_i_run())));

grant select, delete on public.dead_letters to authenticated;
create policy runners_decide on public.dead_letters for delete to authenticated
  using (organization_id = any (array (select private.organizations_i_run())));
