-- A table whose rows belong to organizations, in one call, which may be repeated: everybody is held to the policies,
-- service_role does its work, and members of the organization see the rows, or only those who have the permission. What
-- else people may do is granted beside it. Called from R__policies.sql. Replaces the function of V018.
drop function private.tenant_table(regclass, regproc);

create function private.tenant_table(wanted regclass, permission text default null) returns void
  language plpgsql
  set search_path = ''
as $$
declare
  whose text := case
    when permission is null then 'private.my_organizations()'
    else format('private.organizations_where_i_may(%L)', permission)
  end;
begin
  execute format('alter table %s enable row level security, force row level security', wanted);
  execute format('grant select, insert, update, delete on %s to service_role', wanted);
  execute format('drop policy if exists tenants_see_them on %s', wanted);
  execute format(
    'create policy tenants_see_them on %s for select to authenticated using (organization_id = any (array (select %s)))',
    wanted, whose);
end
$$;

-- A reference is checked past the policies, so whoever may write any could ask which people there are: who answers an alert
-- does so in their own name.
create function private.guard_answers() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  if current_user = 'authenticated'
     and (new.acknowledged_by is distinct from old.acknowledged_by and new.acknowledged_by is distinct from auth.uid()
       or new.resolved_by is distinct from old.resolved_by and new.resolved_by is distinct from auth.uid()) then
    raise exception 'an alert is answered in one''s own name' using errcode = '42501';
  end if;
  return new;
end
$$;

create trigger guard_answers before update of acknowledged_by, resolved_by on public.quality_alerts
  for each row execute function private.guard_answers();
