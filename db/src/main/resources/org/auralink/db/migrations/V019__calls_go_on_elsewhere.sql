-- A call whose media node is gone goes on at another node.
alter table public.calls
  -- The fencing token of the room's owner: events of an older owner change nothing. 0 before the first opening.
  add column room_epoch bigint not null default 0,
  -- Since when the people of an active call have no node. node_id and room_sid are those of the lost one meanwhile, by which
  -- it is known again when it was not lost after all.
  add column interrupted_at timestamptz,
  add constraint calls_room_epoch check (room_epoch >= 0),
  add constraint calls_interrupted_is_active check (interrupted_at is null or status = 'active');

create index calls_interrupted on public.calls (interrupted_at) where interrupted_at is not null;

-- While a call is interrupted it takes place nowhere: who comes may be let in anywhere. Replaces the function of V009.
drop function public.call_by_guest_code(text);

create function public.call_by_guest_code(code text)
  returns table (call_id uuid, name varchar, status varchar, node_id varchar, room_epoch bigint, max_participants integer,
    present bigint)
  language sql stable security definer
  set search_path = ''
as $$
  select c.call_id, c.name, c.status, case when c.interrupted_at is null then c.node_id end, c.room_epoch,
    c.max_participants,
    (select count(distinct p.identity) from public.call_participants p
     where p.organization_id = c.organization_id and p.call_id = c.call_id and p.left_at is null)
  from public.calls c
  where c.guest_code = code
$$;

grant execute on function public.call_by_guest_code(text) to anon;

-- Since when a node counts as gone: one that no configuration lists is not followed then until it announces itself again.
alter table public.media_event_cursors add column lost_at timestamptz;
