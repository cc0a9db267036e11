-- Roles of AuraLink. Run by a superuser (or a role with CREATEROLE and BYPASSRLS) before every migration; idempotent.
-- Passwords arrive in the session settings auralink.password.<login>, so that none stands in a statement's text.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      -- A request without an account. May call public.call_by_guest_code and nothing else.
      ('anon',                   'nologin noinherit nobypassrls'),
      -- A request of a signed-in person. The policies decide.
      ('authenticated',          'nologin noinherit nobypassrls'),
      -- Sign-up, sign-in and the events of media nodes. Sees every tenant.
      ('service_role',           'nologin noinherit bypassrls'),
      -- Owns the schema, runs the migrations, is never used by the application.
      ('auralink_owner',         'login noinherit nobypassrls nocreaterole nocreatedb'),
      -- The application's two logins. They own nothing and have no grants: a forgotten context is a permission error.
      ('auralink_authenticator', 'login noinherit nobypassrls nocreaterole nocreatedb'),
      ('auralink_service',       'login noinherit nobypassrls nocreaterole nocreatedb')
    ) as role_wanted (name, attributes)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      execute format('create role %I', wanted.name);
    end if;
    execute format('alter role %I with %s', wanted.name, wanted.attributes);
    if wanted.attributes like 'login%' then
      execute format('alter role %I password %L', wanted.name, current_setting('auralink.password.' || wanted.name));
    end if;
  end loop;
end
$$;

-- Two logins, because a member of service_role can become it with one statement: an injection into a person's request must not find the door.
grant anon, authenticated to auralink_authenticator;
grant service_role to auralink_service;
