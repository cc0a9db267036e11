-- What people do with their own accounts stands in the audit too. The service does it for them, when nobody's claims hold,
-- and says who it was: it alone may name an actor (R__policies.sql), and where somebody's claims hold, they decide.
create or replace function private.chain_audit() returns trigger
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
  new.actor_id := coalesce(auth.uid(), new.actor_id);
  new.actor_kind := case
    when new.key_id is not null then 'key'
    when new.actor_id is not null then 'person'
    else 'system'
  end;
  new.hash := private.audit_hash(new);
  return new;
end
$$;

-- For administrators of all accounts, the newest first.
create index audit_events_of_accounts on public.audit_events (happened_at desc, event_id desc)
  where action like 'account.%';
