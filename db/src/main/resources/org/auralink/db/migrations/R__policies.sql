-- Who may see and change what: the whole answer. It is applied again with every new version of the schema (${schema}) and
-- whenever it changes; it takes back all that stands, in one transaction, and says everything anew. Policies and grants of
-- the numbered migrations are history.
--
-- Shape: `= any (array (select …))` is evaluated once per statement and uses the index; `in (select …)` walks the table.
-- No policy of a table names another table: that is what the helpers are for, and why nothing recurs.
-- A table without a policy for a command refuses it to everybody but service_role, so a table that is not named here is
-- for service_role only.

-- Whoever holds a table for long is not waited for with all others queueing behind: the migrator is started again.
set local lock_timeout = '30s';
set local client_min_messages = warning;

-- ── What each role of members may do, and each scope of an API key ────────────────────────────────────────────────────────────────────────────────
-- The application asks the same by private.has_permission before it begins, to say no with a sentence.
create or replace function private.permissions() returns table (permission text, role text)
  language sql immutable
  set search_path = ''
as $$
  select p.permission, r.role
  from (values
    -- To delete it and to hand it to another.
    ('organization.own',    array['owner']),
    ('organization.manage', array['owner', 'admin', 'scope:admin']),
    -- No key makes keys or members: it would outlive being revoked.
    ('members.manage',      array['owner', 'admin']),
    ('keys.manage',         array['owner', 'admin']),
    ('audit.read',          array['owner', 'admin', 'scope:admin']),
    ('webhooks.manage',     array['owner', 'admin', 'scope:admin']),
    ('quality.manage',      array['owner', 'admin', 'scope:admin']),
    -- In a call, whoever is its host or was made its moderator may do the same there.
    ('calls.moderate',      array['owner', 'admin', 'moderator', 'scope:write', 'scope:admin', 'call:host', 'call:moderator']),
    -- Agents join the calls of others.
    ('calls.create',        array['owner', 'admin', 'moderator', 'member', 'scope:write', 'scope:admin'])
  ) as p (permission, roles)
  cross join lateral pg_catalog.unnest(p.roles) as r (role)
$$;

-- Security definer: the helpers look where the caller may not. They run as the owner, which FORCE holds to the policies
-- too, hence the policies `to current_user` (the owner) below.
-- The API key of the request, NULL for none and for what is no key.
create or replace function auth.api_key() returns uuid
  language sql stable
  set search_path = ''
as $$
  select case
    when auth.jwt() ->> 'api_key' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
    then (auth.jwt() ->> 'api_key')::uuid
  end
$$;

-- Whether the request comes from a person, or from a key that works in that organization and has the permission among its
-- scopes (null for to be there at all).
create or replace function private.key_allows(organization uuid, wanted text) returns boolean
  language sql stable security definer
  set search_path = ''
as $$
  select not auth.jwt() ? 'api_key' or exists (
    select from public.api_keys k
    where k.key_id = auth.api_key() and k.organization_id = organization and k.created_by = auth.uid()
      and k.revoked_at is null and (k.expires_at is null or k.expires_at > pg_catalog.now())
      and (wanted is null or exists (
        select from private.permissions() as p
        where p.permission = wanted and pg_catalog.substr(p.role, 7) = any (k.scopes) and p.role like 'scope:%'))
  )
$$;

create or replace function private.my_organizations() returns setof uuid
  language sql stable security definer
  set search_path = ''
as $$
  select m.organization_id
  from public.memberships m join public.organizations o on o.organization_id = m.organization_id
  where m.user_id = auth.uid() and o.delete_after is null and private.key_allows(m.organization_id, null)
$$;

create or replace function private.organizations_where_i_may(wanted text) returns setof uuid
  language sql stable security definer
  set search_path = ''
as $$
  select m.organization_id
  from public.memberships m join public.organizations o on o.organization_id = m.organization_id
  where m.user_id = auth.uid() and o.delete_after is null and private.key_allows(m.organization_id, wanted)
    and m.role in (select p.role from private.permissions() as p where p.permission = wanted)
$$;

create or replace function private.has_permission(organization uuid, wanted text) returns boolean
  language sql stable
  set search_path = ''
as $$
  select organization = any (array (select private.organizations_where_i_may(wanted)))
$$;

-- ── Who is what in a call ───────────────────────────────────────────────────────────────────────────────────────────
-- An identity there is an account's id, guest_… for who came by the link, or what an organization's back end chose. The host
-- made the call; who moderates all calls of the organization moderates this one, whatever was decided in it.
create or replace function private.role_in_call(wanted uuid, who text) returns text
  language sql stable security definer
  set search_path = ''
as $$
  select case
    when c.created_by::text = who then 'host'
    when m.role in (select p.role from private.permissions() as p where p.permission = 'calls.moderate') then 'moderator'
    when d.role is not null then d.role
    when who like 'guest\_%' then 'guest'
    else 'participant'
  end
  from public.calls c
  left join public.call_roles d on d.call_id = c.call_id and d.identity = who
  left join public.memberships m on m.organization_id = c.organization_id
    and m.user_id = case when who ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then who::uuid end
  where c.call_id = wanted
$$;

-- Whether the caller may do that in this call: by their role in the organization, or in the call, from which they were not
-- removed. In either case as a member, and with a key no more than its scopes say.
create or replace function private.may_in_call(wanted uuid, needed text) returns boolean
  language sql stable security definer
  set search_path = ''
as $$
  select exists (
    select from public.calls c
    where c.call_id = wanted and c.organization_id = any (array (select private.my_organizations()))
      and (private.has_permission(c.organization_id, needed)
        or private.key_allows(c.organization_id, needed)
          and not exists (select from public.call_roles d
            where d.call_id = c.call_id and d.identity = auth.uid()::text and d.removed_at is not null)
          and 'call:' || private.role_in_call(c.call_id, auth.uid()::text)
            in (select p.role from private.permissions() as p where p.permission = needed)))
$$;

-- What decides whether somebody gets into a call: their role, whether they were removed, whether they come back (they are
-- inside, or were until then), and whether somebody let them in.
create or replace function private.standing_of(wanted uuid, who text, left_since timestamptz)
  returns table (role text, removed boolean, comes_back boolean, admitted boolean)
  language sql stable security definer
  set search_path = ''
as $$
  select private.role_in_call(wanted, who),
    exists (select from public.call_roles d where d.call_id = wanted and d.identity = who and d.removed_at is not null),
    exists (select from public.call_participants p where p.call_id = wanted and p.identity = who
      and (p.left_at is null or p.left_at > left_since)),
    exists (select from public.lobby_entries e where e.call_id = wanted and e.identity = who and e.status = 'admitted')
$$;

-- The same, for the members of the call's organization.
create or replace function private.standing_in_call(wanted uuid, who text, left_since timestamptz)
  returns table (role text, removed boolean, comes_back boolean, admitted boolean)
  language sql stable security definer
  set search_path = ''
as $$
  select s.role, s.removed, s.comes_back, s.admitted
  from public.calls c cross join lateral private.standing_of(c.call_id, who, left_since) s
  where c.call_id = wanted and c.organization_id = any (array (select private.my_organizations()))
$$;

-- What a guest's request to enter needs to know, and not whose call it is: knowing the code is the permission.
create or replace function public.call_for_guest(code text, who text, left_since timestamptz)
  returns table (call_id uuid, name varchar, status varchar, node_id varchar, room_epoch bigint, max_participants integer,
    others bigint, lobby varchar, locked boolean, role text, removed boolean, comes_back boolean, admitted boolean)
  language sql stable security definer
  set search_path = ''
as $$
  select c.call_id, c.name, c.status, case when c.interrupted_at is null then c.node_id end, c.room_epoch,
    c.max_participants,
    (select count(distinct p.identity) from public.call_participants p
     where p.organization_id = c.organization_id and p.call_id = c.call_id and p.left_at is null and p.identity <> who),
    c.lobby, c.locked_at is not null, s.role, s.removed, s.comes_back, s.admitted
  from public.calls c cross join lateral private.standing_of(c.call_id, who, left_since) s
  where c.guest_code = code
$$;

-- What the release before asks; it goes with the next one.
create or replace function private.organizations_i_run() returns setof uuid
  language sql stable security definer
  set search_path = ''
as $$
  select private.organizations_where_i_may('organization.manage')
$$;

-- ── What stood is taken back ────────────────────────────────────────────────────────────────────────────────────────
do $$
declare
  former record;
begin
  for former in
    select schemaname, tablename, policyname from pg_catalog.pg_policies where schemaname in ('public', 'auth', 'measured')
  loop
    execute format('drop policy %I on %I.%I', former.policyname, former.schemaname, former.tablename);
  end loop;
  -- Those of extensions are their superuser's.
  for former in
    select p.oid::regprocedure as signature from pg_catalog.pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'auth'::regnamespace, 'private'::regnamespace)
      and p.proowner = current_user::regrole
  loop
    execute format('revoke all on function %s from public, anon, authenticated, service_role', former.signature);
  end loop;
end
$$;

revoke all on all tables in schema public, auth, measured from public, anon, authenticated, service_role;
revoke all on schema public, auth, private, measured, extensions from public, anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;
grant usage on schema auth, private to authenticated, service_role;

-- ── Everybody is held to the policies, the owner too ────────────────────────────────────────────────────────────────
do $$
declare
  wanted regclass;
begin
  for wanted in
    select c.oid from pg_catalog.pg_class c
    where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
      and c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace, 'measured'::regnamespace)
  loop
    execute format('alter table %s enable row level security, force row level security', wanted);
  end loop;
end
$$;

-- ── service_role: sign-up, sign-in, the events of media nodes, the application's own work ───────────────────────────
grant select, insert, update, delete on all tables in schema public, auth to service_role;
grant execute on function private.quality_days(date, integer, integer) to service_role;
-- Its functions are for everybody, by their superuser, so the schema is the door.
grant usage on schema extensions to service_role;

-- ── Who is asking ───────────────────────────────────────────────────────────────────────────────────────────────────
grant execute on function auth.jwt(), auth.uid(), auth.role(), auth.api_key() to authenticated, service_role;

grant execute
  on function private.my_organizations(), private.organizations_where_i_may(text), private.has_permission(uuid, text),
    private.organizations_i_run(), private.key_allows(uuid, text), private.may_in_call(uuid, text)
  to authenticated, service_role;
grant execute on function private.standing_in_call(uuid, text, timestamptz) to authenticated;
grant execute on function private.role_in_call(uuid, text) to service_role;

-- The only things that a guest can ask: knowing the code is the permission. The first one is the release's before.
grant execute on function public.call_by_guest_code(text), public.call_for_guest(text, text, timestamptz) to anon;

-- ── Rows of organizations: who sees them ────────────────────────────────────────────────────────────────────────────
do $$
begin
  perform private.tenant_table('public.organizations');
  perform private.tenant_table('public.memberships');
  perform private.tenant_table('public.invitations', 'members.manage');
  perform private.tenant_table('public.api_keys', 'keys.manage');
  perform private.tenant_table('public.audit_events', 'audit.read');
  perform private.tenant_table('public.calls');
  perform private.tenant_table('public.call_participants');
  perform private.tenant_table('public.call_roles');
  perform private.tenant_table('public.lobby_entries');
  perform private.tenant_table('public.webhook_endpoints', 'webhooks.manage');
  perform private.tenant_table('public.webhook_events', 'webhooks.manage');
  perform private.tenant_table('public.webhook_numbers', 'webhooks.manage');
  perform private.tenant_table('public.webhook_deliveries', 'webhooks.manage');
  perform private.tenant_table('public.dead_letters', 'webhooks.manage');
  perform private.tenant_table('public.quality_metrics');
  perform private.tenant_table('public.quality_moments');
  perform private.tenant_table('public.quality_issues');
  perform private.tenant_table('public.quality_alerts', 'quality.manage');
end
$$;

-- ── users: each their own row ───────────────────────────────────────────────────────────────────────────────────────
-- By column, so that nobody raises their own role, confirms their own address or moves to another organization.
grant select, update (display_name, avatar_url, bio) on public.users to authenticated;

create policy own_row_is_seen on public.users for select to authenticated
  using (user_id = (select auth.uid()));
create policy own_row_is_changed on public.users for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy keys_do_not_update on public.users as restrictive for update to authenticated
  using ((select auth.api_key()) is null);

-- ── contacts: for service_role only ─────────────────────────────────────────────────────────────────────────────────
-- Each row is between two people, one of whom may not see that it is there: the application asks for each by its owner.

-- ── organizations: seen by members, changed by those who run them ───────────────────────────────────────────────────
grant select, update (name, billing_email, settings) on public.organizations to authenticated;

create policy runners_change_it on public.organizations for update to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('organization.manage'))))
  with check (organization_id = any (array (select private.organizations_where_i_may('organization.manage'))));

create policy helpers_read on public.organizations for select to current_user
  using (true);

-- ── memberships: seen by fellow members; written by service_role only, so nobody joins by themselves ────────────────
grant select on public.memberships to authenticated;

create policy helpers_read on public.memberships for select to current_user
  using (true);

-- ── invitations: seen by those who invite, without what the token is known by; written by service_role only ─────────
grant select (invitation_id, organization_id, email, role, invited_by, status, created_at, expires_at, answered_at)
  on public.invitations to authenticated;

-- ── api_keys: seen by those who make them, without what they are known by; written by service_role only ─────────────
grant select (key_id, organization_id, created_by, name, prefix, previous_until, scopes, rate_limit_per_minute, expires_at,
      last_used_at, created_at, revoked_at)
  on public.api_keys to authenticated;
create policy helpers_read on public.api_keys for select to current_user
  using (true);

-- ── calls: those of my organizations ────────────────────────────────────────────────────────────────────────────────
-- By column: not the room, its node, a length or an end. What happens in a call is known from the media node, and a
-- trigger lets a person end only what never began. Not delete: the history stays. Who is let in, and who may do what
-- inside, is written by service_role, which asks may_in_call.
grant select,
      insert (call_id, organization_id, created_by, name, room_name, call_type, status, max_participants, guest_code, lobby,
        created_at),
      update (name, call_type, max_participants, metadata, status, end_reason, ended_at, duration_seconds)
  on public.calls to authenticated;

create policy members_start_them on public.calls for insert to authenticated
  with check (
    organization_id = any (array (select private.organizations_where_i_may('calls.create')))
    and created_by = (select auth.uid())
    and status = 'waiting'
    and room_sid is null
    and node_id is null
    and started_at is null
  );
create policy hosts_and_moderators_change_them on public.calls for update to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('calls.moderate')))
    or created_by = (select auth.uid())
      and organization_id = any (array (select private.organizations_where_i_may('calls.create'))))
  with check (organization_id = any (array (select private.organizations_where_i_may('calls.moderate')))
    or created_by = (select auth.uid())
      and organization_id = any (array (select private.organizations_where_i_may('calls.create'))));
create policy helpers_read on public.calls for select to current_user
  using (true);

-- ── call_participants: seen by the members of the call's organization; written from media events ────────────────────
grant select on public.call_participants to authenticated;

create policy helpers_read on public.call_participants for select to current_user
  using (true);

-- ── call_roles, lobby_entries: seen by the members of the call's organization; written by service_role only ─────────
grant select on public.call_roles, public.lobby_entries to authenticated;

create policy helpers_read on public.call_roles for select to current_user
  using (true);
create policy helpers_read on public.lobby_entries for select to current_user
  using (true);

-- ── audit_events: added by whoever acts, about themselves, and changed by nobody ────────────────────────────────────
-- Who it was says a trigger. What is forgotten, the owner forgets.
revoke all on public.audit_events, public.audit_beginnings from service_role;
grant select, insert (organization_id, happened_at, action, target, detail, network, outcome)
  on public.audit_events to authenticated, service_role;
-- Who it was, where nobody's claims hold.
grant insert (actor_id) on public.audit_events to service_role;
grant select on public.audit_beginnings to service_role;
grant execute on function private.forget_audit(timestamptz) to service_role;
create policy whoever_acts_says_so on public.audit_events for insert to authenticated
  with check (organization_id = any (array (select private.my_organizations())));
create policy helpers_read on public.audit_events for select to current_user
  using (true);
create policy helpers_forget on public.audit_events for delete to current_user
  using (true);
create policy helpers_begin on public.audit_beginnings for all to current_user
  using (true) with check (true);

-- ── idempotency_keys: a row is never changed, and goes with the others of its day ───────────────────────────────────
grant select, insert on public.idempotency_keys to authenticated;

create policy own_keys_are_seen on public.idempotency_keys for select to authenticated
  using (user_id = (select auth.uid()));
create policy own_keys_are_made on public.idempotency_keys for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and organization_id = any (array (select private.my_organizations()))
  );

-- ── webhooks: for those who run the organization, by column ─────────────────────────────────────────────────────────
grant select, insert (endpoint_id, organization_id, url, description, events, enabled, failures, missed, created_at), delete,
      update (url, description, events, enabled, failures, paused_until)
  on public.webhook_endpoints to authenticated;
create policy runners_add_them on public.webhook_endpoints for insert to authenticated
  with check (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))));
create policy runners_change_them on public.webhook_endpoints for update to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))))
  with check (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))));
create policy runners_remove_them on public.webhook_endpoints for delete to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))));

-- Written by people and read by nobody but the application, which signs with them.
grant insert on auth.webhook_secrets to authenticated;
create policy runners_add_them on auth.webhook_secrets for insert to authenticated
  with check (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))));

-- A person makes nothing but tests: what happened is known from the media nodes.
grant select, insert on public.webhook_events to authenticated;
create policy runners_test on public.webhook_events for insert to authenticated
  with check (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage')))
    and event_type = 'webhook.test' and call_id is null);

grant select, insert (delivery_id, organization_id, endpoint_id, event_id, lane, sequence, status, attempts, due_at, created_at),
      update (status, attempts, due_at, first_attempt_at, finished_at)
  on public.webhook_deliveries to authenticated;
create policy runners_send_again on public.webhook_deliveries for insert to authenticated
  with check (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage')))
    and status = 'pending' and lane = delivery_id);
create policy runners_retry on public.webhook_deliveries for update to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))))
  with check (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))));

grant select, delete on public.dead_letters to authenticated;
create policy runners_decide on public.dead_letters for delete to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('webhooks.manage'))));

-- ── quality: measurements for members; alerts for those who run the organization, and what is resolved stays so ─────
grant select on public.quality_metrics, public.quality_moments, public.quality_issues to authenticated;
grant select, update (status, acknowledged_at, acknowledged_by, resolved_at, resolved_by, by_hand)
  on public.quality_alerts to authenticated;
create policy runners_answer_them on public.quality_alerts for update to authenticated
  using (organization_id = any (array (select private.organizations_where_i_may('quality.manage'))) and status <> 'resolved')
  with check (organization_id = any (array (select private.organizations_where_i_may('quality.manage'))) and status <> 'open');

-- ── Visitors without an account of their own ────────────────────────────────────────────────────────────────────────
-- Supabase's anonymous users are authenticated too. They come to the calls of others and write their own row, and
-- whatever else a policy allows a person is not for them. Restrictive: it holds beside every other policy.
create or replace function auth.is_anonymous() returns boolean
  language sql stable
  set search_path = ''
as $$
  select coalesce(auth.jwt() ->> 'is_anonymous' = 'true', false)
$$;
grant execute on function auth.is_anonymous() to authenticated, service_role;

do $$
declare
  wanted regclass;
  command text;
begin
  for wanted, command in
    select c.oid, p.command
    from pg_catalog.pg_class c
    cross join (values ('insert'), ('update'), ('delete')) as p (command)
    where c.relkind in ('r', 'p') and not c.relispartition
      and c.relnamespace in ('public'::regnamespace, 'auth'::regnamespace)
      and c.oid not in ('public.users'::regclass, 'public.idempotency_keys'::regclass, 'public.audit_events'::regclass)
      and case p.command
            when 'delete' then has_table_privilege('authenticated', c.oid, 'delete')
            else has_any_column_privilege('authenticated', c.oid, p.command)
          end
  loop
    execute format('create policy %I on %s as restrictive for %s to authenticated %s ((select not auth.is_anonymous()))',
      'visitors_do_not_' || command, wanted, command, case command when 'insert' then 'with check' else 'using' end);
  end loop;
end
$$;
