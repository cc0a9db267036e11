-- Other systems that let people in with accounts of ours: OAuth 2.1 and OpenID Connect.

create table auth.oauth_clients (
  client_id                   uuid primary key,
  -- By an administrator, or by itself (RFC 7591).
  registration_type           varchar(10) not null,
  token_endpoint_auth_method  varchar(20) not null,
  -- SHA-256 of 256 random bits; a public client has no secret.
  secret_hash                 bytea,
  client_name                 varchar(200) not null default '',
  client_uri                  varchar(2048) not null default '',
  logo_uri                    varchar(2048) not null default '',
  -- Where codes go, as they are compared: character by character.
  redirect_uris               text[] not null,
  grant_types                 text[] not null,
  created_at                  timestamptz not null,
  updated_at                  timestamptz not null,
  constraint oauth_clients_registration check (registration_type in ('manual', 'dynamic')),
  constraint oauth_clients_method check
    (token_endpoint_auth_method in ('none', 'client_secret_basic', 'client_secret_post')),
  constraint oauth_clients_secret check ((token_endpoint_auth_method = 'none') = (secret_hash is null)),
  constraint oauth_clients_secret_size check (octet_length(secret_hash) = 32),
  constraint oauth_clients_redirects check (cardinality(redirect_uris) between 1 and 10),
  constraint oauth_clients_grants check (cardinality(grant_types) between 1 and 2)
);

create index oauth_clients_created_at on auth.oauth_clients (created_at);

-- What a client asks a person for, from the first redirect to the end of its code.
create table auth.oauth_authorizations (
  authorization_id     uuid primary key,
  client_id            uuid not null references auth.oauth_clients on delete cascade,
  -- Who was asked; nobody at first.
  user_id              uuid references public.users on delete cascade,
  redirect_uri         varchar(2048) not null,
  scope                varchar(100) not null,
  state                varchar(4096),
  nonce                varchar(512),
  -- Of the method S256, the only one (RFC 7636).
  code_challenge       varchar(43) not null,
  -- Whether the person is asked although they agreed before (OpenID Connect Core, 3.1.2.1: prompt).
  asks_again           boolean not null,
  -- How new the person's sign-in must be (max_age and prompt, there too).
  authenticated_after  timestamptz,
  -- When the person who agreed had signed in.
  authenticated_at     timestamptz,
  -- SHA-256 of the code, once the person has agreed.
  code_hash            bytea unique,
  -- What the code opened. Kept for a while, so that a second use of the code ends it; it may have ended before.
  redeemed_at          timestamptz,
  session_id           uuid,
  created_at           timestamptz not null,
  expires_at           timestamptz not null,
  constraint oauth_authorizations_code check (octet_length(code_hash) = 32),
  constraint oauth_authorizations_agreed check
    (code_hash is null or (user_id is not null and authenticated_at is not null)),
  constraint oauth_authorizations_redeemed check
    ((redeemed_at is null) = (session_id is null) and (redeemed_at is null or code_hash is not null))
);

create index oauth_authorizations_client_id on auth.oauth_authorizations (client_id, expires_at);
create index oauth_authorizations_user_id on auth.oauth_authorizations (user_id);
create index oauth_authorizations_expires_at on auth.oauth_authorizations (expires_at);

-- What a person has agreed to give a client.
create table auth.oauth_consents (
  user_id     uuid not null references public.users on delete cascade,
  client_id   uuid not null references auth.oauth_clients on delete cascade,
  scope       varchar(100) not null,
  granted_at  timestamptz not null,
  primary key (user_id, client_id)
);

create index oauth_consents_client_id on auth.oauth_consents (client_id);

-- The client that has the session, and what it may know of the person; NULL for the person's own.
alter table auth.sessions
  add column client_id uuid references auth.oauth_clients on delete cascade,
  add column scope varchar(100),
  add constraint sessions_scope check ((client_id is null) = (scope is null));
create index sessions_client_id on auth.sessions (client_id) where client_id is not null;

alter table auth.oauth_clients        enable row level security, force row level security;
alter table auth.oauth_authorizations enable row level security, force row level security;
alter table auth.oauth_consents       enable row level security, force row level security;
grant select, insert, update, delete on auth.oauth_clients, auth.oauth_authorizations, auth.oauth_consents to service_role;
