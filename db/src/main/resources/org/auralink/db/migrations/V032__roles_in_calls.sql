-- Who is what in a call, and who waits to be let in.
alter table public.calls
  -- Whom somebody inside has to let in: nobody, guests, or everyone but those who moderate.
  add column lobby varchar(10) not null default 'off',
  -- Since when nobody new gets in.
  add column locked_at timestamptz,
  add constraint calls_lobby check (lobby in ('off', 'guests', 'everyone'));

alter table public.call_participants drop constraint call_participants_role;
alter table public.call_participants add constraint call_participants_role
  check (role in ('host', 'moderator', 'participant', 'guest', 'viewer'));

-- What was decided about somebody in one call: another role than is theirs by themselves, or that they were removed. Most
-- people have no row. The host is who made the call.
create table public.call_roles (
  call_id          uuid not null,
  organization_id  uuid not null,
  identity         varchar(255) not null,
  role             varchar(20),
  removed_at       timestamptz,
  changed_at       timestamptz not null,
  primary key (call_id, identity),
  constraint call_roles_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint call_roles_role check (role in ('moderator', 'participant', 'guest'))
);

create index call_roles_call on public.call_roles (organization_id, call_id);

-- Who asked to be let in. One row for each identity, so that who asks again has no second place. They go with the end of the
-- call, and of those who wait, once they do not ask any more.
create table public.lobby_entries (
  entry_id         uuid primary key,
  call_id          uuid not null,
  organization_id  uuid not null,
  identity         varchar(255) not null,
  display_name     varchar(100) not null,
  role             varchar(20) not null,
  status           varchar(10) not null default 'waiting',
  created_at       timestamptz not null,
  -- When they last asked.
  seen_at          timestamptz not null,
  decided_at       timestamptz,
  constraint lobby_entries_one_per_identity unique (call_id, identity),
  constraint lobby_entries_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint lobby_entries_role check (role in ('participant', 'guest')),
  constraint lobby_entries_status check (status in ('waiting', 'admitted', 'denied')),
  constraint lobby_entries_decided check ((status = 'waiting') = (decided_at is null))
);

create index lobby_entries_call on public.lobby_entries (organization_id, call_id);
