-- Who is asking: the claims of the verified access token, set by the application at the start of each transaction.

create schema auth;
create schema private;

comment on schema auth is 'Credentials and sessions; for service_role only, except the functions that read the claims';
comment on schema private is 'Helpers of the policies; holds no data';

revoke all on schema public from public;
grant usage on schema public to anon, authenticated, service_role;
grant usage on schema auth, private to authenticated, service_role;

-- Whoever may run a function is said at the function.
alter default privileges revoke execute on functions from public;

-- A transaction-local setting is '' once its transaction is over, not NULL: both mean nobody.
create function auth.jwt() returns jsonb
  language sql stable
  set search_path = ''
as $$
  select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb
$$;

-- NULL for nobody, and for a subject that is no uuid (the key of an API client): never a cast error.
create function auth.uid() returns uuid
  language sql stable
  set search_path = ''
as $$
  select case
    when auth.jwt() ->> 'sub' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
    then (auth.jwt() ->> 'sub')::uuid
  end
$$;

create function auth.role() returns text
  language sql stable
  set search_path = ''
as $$
  select auth.jwt() ->> 'role'
$$;

grant execute on function auth.jwt(), auth.uid(), auth.role() to authenticated, service_role;

create function private.touch_updated_at() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  new.updated_at := pg_catalog.now();
  return new;
end
$$;
