create table public.calls (
  -- Also the name of the LiveKit room.
  call_id           uuid primary key default gen_random_uuid(),
  organization_id   uuid not null references public.organizations on delete cascade,
  created_by        uuid references public.users on delete set null,
  name              varchar(255) not null,
  -- LiveKit's RM_… and the node that holds it; null until the first join.
  room_sid          varchar(100),
  node_id           varchar(100),
  call_type         varchar(20) not null default 'group',
  status            varchar(20) not null default 'waiting',
  end_reason        varchar(20),
  started_at        timestamptz,
  ended_at          timestamptz,
  duration_seconds  integer,
  max_participants  integer not null default 50,
  -- 22 characters of base62: 128 random bits, the only secret of a guest link.
  guest_code        varchar(22) not null unique,
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  metadata          jsonb not null default '{}',
  constraint calls_organization unique (organization_id, call_id),
  constraint calls_name check (length(trim(name)) > 0),
  constraint calls_call_type check (call_type in ('one_to_one', 'group', 'conference', 'broadcast')),
  constraint calls_status check (status in ('waiting', 'active', 'ended', 'failed')),
  constraint calls_end_reason check (end_reason in ('completed', 'node_lost')),
  constraint calls_over_has_end check ((status in ('ended', 'failed')) = (ended_at is not null)),
  constraint calls_duration check (duration_seconds >= 0),
  constraint calls_max_participants check (max_participants between 1 and 10000),
  constraint calls_guest_code check (guest_code ~ '^[0-9A-Za-z]{22}$')
);

create table public.call_participants (
  participant_id    uuid primary key default gen_random_uuid(),
  call_id           uuid not null,
  organization_id   uuid not null,
  -- Null for guests, and for people whose account is gone.
  user_id           uuid references public.users on delete set null,
  identity          varchar(255) not null,
  -- LiveKit's PA_…, new for each join: it makes a repeated event harmless.
  media_sid         varchar(100) not null,
  display_name      varchar(100),
  role              varchar(20) not null default 'participant',
  status            varchar(20) not null default 'connected',
  joined_at         timestamptz not null default now(),
  left_at           timestamptz,
  duration_seconds  integer,
  metadata          jsonb not null default '{}',
  created_at        timestamptz not null default now(),
  updated_at        timestamptz not null default now(),
  -- Both columns, so that a participant cannot stand in another organization than the call.
  constraint call_participants_call foreign key (organization_id, call_id)
    references public.calls (organization_id, call_id) on delete cascade,
  constraint call_participants_one_row_per_join unique (call_id, media_sid),
  constraint call_participants_role check (role in ('host', 'moderator', 'participant', 'viewer')),
  constraint call_participants_status check (status in ('waiting', 'connected', 'disconnected', 'left')),
  constraint call_participants_duration check (duration_seconds >= 0)
);

-- How far the events of a node have been applied; written in the transaction of the event.
create table public.media_event_cursors (
  node_id     varchar(100) primary key,
  boot_id     varchar(100) not null,
  sequence    bigint not null,
  updated_at  timestamptz not null default now(),
  constraint media_event_cursors_sequence check (sequence >= 0)
);

create index calls_history on public.calls (organization_id, created_at desc, call_id desc);
create index calls_created_by on public.calls (created_by);
create index calls_open on public.calls (node_id) where status in ('waiting', 'active');
create index call_participants_call on public.call_participants (organization_id, call_id);
create index call_participants_user_id on public.call_participants (user_id);
create index call_participants_identity on public.call_participants (call_id, identity);

create trigger touch_updated_at before update on public.calls
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.call_participants
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.media_event_cursors
  for each row execute function private.touch_updated_at();

-- What happens in a call is known from the media node. A person may end a call that never began, and that is all.
create function private.guard_call_status() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  if current_user = 'authenticated'
     and new.status is distinct from old.status
     and not (old.status = 'waiting' and new.status = 'ended') then
    raise exception 'the status of a call is set by the events of its media node' using errcode = '42501';
  end if;
  return new;
end
$$;

create trigger guard_call_status before update of status on public.calls
  for each row execute function private.guard_call_status();
