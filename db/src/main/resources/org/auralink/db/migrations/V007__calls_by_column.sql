-- What happened in a call is known from its media node, and nobody writes it by hand. Replaces the grants of V005 and the
-- trigger of V004.

-- By column, so that nobody makes a call that has a room, a length or an end.
revoke insert on public.calls from authenticated;
grant insert (call_id, organization_id, created_by, name, call_type, status, max_participants, guest_code, created_at)
  on public.calls to authenticated;

-- A person may end a call that never began, and that is all; such a call has no length.
create or replace function private.guard_call_status() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  if current_user = 'authenticated'
     and (new.status, new.end_reason, new.ended_at, new.duration_seconds)
         is distinct from (old.status, old.end_reason, old.ended_at, old.duration_seconds)
     and not (
       old.status = 'waiting' and new.status = 'ended'
       and coalesce(new.end_reason, 'completed') = 'completed'
       and coalesce(new.duration_seconds, 0) = 0
     ) then
    raise exception 'the course of a call is set by the events of its media node' using errcode = '42501';
  end if;
  return new;
end
$$;

drop trigger guard_call_status on public.calls;
create trigger guard_call_status before update of status, end_reason, ended_at, duration_seconds on public.calls
  for each row execute function private.guard_call_status();
