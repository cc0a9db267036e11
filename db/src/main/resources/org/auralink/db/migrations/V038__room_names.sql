-- What a back end with one of LiveKit's server SDKs calls a call's room, whose name on the media node is the call's id. Two open
-- calls of an organization have never the same; once a call is over, its name is free for the next.
alter table public.calls add column room_name varchar(255);
create unique index calls_room_name on public.calls (organization_id, room_name)
  where room_name is not null and status in ('waiting', 'active');
