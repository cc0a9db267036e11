-- Who may see and change what. This file is the whole answer; the rest of the schema has no policies.
--
-- Shape: `= any (array (select …))` is evaluated once per statement and uses the index; `in (select …)` walks the table.
-- No policy of a table names another table: that is what private.my_organizations() is for, and why nothing recurs.
-- A table without a policy for a command refuses it to everybody but service_role.

-- ── The helpers ──────────────────────────────────────────────────────────────────────────────────────────────────────
-- Security definer: they look where the caller may not. They run as the owner, which FORCE holds to the policies too,
-- hence the two policies `to current_user` (the owner) below.

create function private.my_organizations() returns setof uuid
  language sql stable security definer
  set search_path = ''
as $$
  select m.organization_id from public.memberships m where m.user_id = auth.uid()
$$;

create function private.organizations_i_run() returns setof uuid
  language sql stable security definer
  set search_path = ''
as $$
  select m.organization_id from public.memberships m where m.user_id = auth.uid() and m.role in ('owner', 'admin')
$$;

grant execute on function private.my_organizations(), private.organizations_i_run() to authenticated;

-- The only thing that a guest can ask: knowing the code is the permission.
create function public.call_by_guest_code(code text)
  returns table (call_id uuid, organization_id uuid, name varchar, status varchar, max_participants integer)
  language sql stable security definer
  set search_path = ''
as $$
  select c.call_id, c.organization_id, c.name, c.status, c.max_participants
  from public.calls c
  where c.guest_code = code
$$;

grant execute on function public.call_by_guest_code(text) to anon;

-- ── Everybody is held to the policies, the owner too ────────────────────────────────────────────────────────────────
alter table public.users               enable row level security, force row level security;
alter table public.organizations       enable row level security, force row level security;
alter table public.memberships         enable row level security, force row level security;
alter table public.calls               enable row level security, force row level security;
alter table public.call_participants   enable row level security, force row level security;
alter table public.media_event_cursors enable row level security, force row level security;
alter table auth.credentials           enable row level security, force row level security;
alter table auth.identities            enable row level security, force row level security;
alter table auth.sessions              enable row level security, force row level security;
alter table auth.refresh_tokens        enable row level security, force row level security;

-- ── service_role: sign-up, sign-in, the events of media nodes ───────────────────────────────────────────────────────
grant select, insert, update, delete on all tables in schema public, auth to service_role;

-- ── users: each their own row ───────────────────────────────────────────────────────────────────────────────────────
-- By column, so that nobody raises their own role, confirms their own address or moves to another organization.
grant select, update (display_name, avatar_url, bio) on public.users to authenticated;

create policy own_row_is_seen on public.users for select to authenticated
  using (user_id = (select auth.uid()));
create policy own_row_is_changed on public.users for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

-- ── organizations: seen by members, changed by those who run them ───────────────────────────────────────────────────
grant select, update (name, billing_email, settings) on public.organizations to authenticated;

create policy members_see_it on public.organizations for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));
create policy runners_change_it on public.organizations for update to authenticated
  using (organization_id = any (array (select private.organizations_i_run())))
  with check (organization_id = any (array (select private.organizations_i_run())));

-- ── memberships: seen by fellow members; written by service_role only, so nobody joins by themselves ────────────────
grant select on public.memberships to authenticated;

create policy fellow_members_are_seen on public.memberships for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));
create policy helpers_read on public.memberships for select to current_user
  using (true);

-- ── calls: those of my organizations ────────────────────────────────────────────────────────────────────────────────
-- Not the room, its node or what happened there: that comes from the media node. Not delete: the history stays.
grant select, insert,
      update (name, call_type, max_participants, metadata, status, end_reason, ended_at, duration_seconds)
  on public.calls to authenticated;

create policy members_see_them on public.calls for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));
create policy members_start_them on public.calls for insert to authenticated
  with check (
    organization_id = any (array (select private.my_organizations()))
    and created_by = (select auth.uid())
    and status = 'waiting'
    and room_sid is null
    and node_id is null
    and started_at is null
  );
create policy members_change_them on public.calls for update to authenticated
  using (organization_id = any (array (select private.my_organizations())))
  with check (organization_id = any (array (select private.my_organizations())));
create policy helpers_read on public.calls for select to current_user
  using (true);

-- ── call_participants: seen by the members of the call's organization; written from media events ────────────────────
grant select on public.call_participants to authenticated;

create policy members_see_them on public.call_participants for select to authenticated
  using (organization_id = any (array (select private.my_organizations())));

-- ── media_event_cursors, auth.*: service_role only ──────────────────────────────────────────────────────────────────
