create table auth.credentials (
  user_id        uuid primary key references public.users on delete cascade,
  -- argon2id in PHC string format.
  password_hash  text not null,
  created_at     timestamptz not null default now(),
  updated_at     timestamptz not null default now()
);

-- How a person is known to a provider: `email` today, OIDC and SAML later.
create table auth.identities (
  identity_id      uuid primary key default gen_random_uuid(),
  user_id          uuid not null references public.users on delete cascade,
  provider         varchar(50) not null,
  provider_id      varchar(255) not null,
  identity_data    jsonb not null default '{}',
  last_sign_in_at  timestamptz,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  constraint identities_provider_subject unique (provider, provider_id)
);

create table auth.sessions (
  session_id    uuid primary key default gen_random_uuid(),
  user_id       uuid not null references public.users on delete cascade,
  aal           varchar(4) not null default 'aal1',
  -- How the person proved who they are: [{"method", "timestamp"}], newest first.
  amr           jsonb not null default '[]',
  -- Key from which the next refresh token is derived out of the one before. Without that token it is worth nothing.
  token_seed    bytea not null,
  created_at    timestamptz not null default now(),
  refreshed_at  timestamptz not null default now(),
  constraint sessions_aal check (aal in ('aal1', 'aal2')),
  constraint sessions_token_seed check (octet_length(token_seed) = 32)
);

create table auth.refresh_tokens (
  token_id    bigint generated always as identity primary key,
  session_id  uuid not null references auth.sessions on delete cascade,
  -- SHA-256; the token itself is 160 bits of randomness, so salt and stretching would add nothing.
  token_hash  bytea not null unique,
  parent_id   bigint references auth.refresh_tokens on delete cascade,
  -- Which child of its parent, from 0: a parent has more than one when it is used twice at once.
  ordinal     integer not null default 0,
  created_at  timestamptz not null default now(),
  revoked_at  timestamptz,
  constraint refresh_tokens_hash check (octet_length(token_hash) = 32),
  constraint refresh_tokens_child unique (parent_id, ordinal)
);

create index identities_user_id on auth.identities (user_id);
create index sessions_user_id on auth.sessions (user_id);
create index refresh_tokens_session on auth.refresh_tokens (session_id, token_id desc);

create trigger touch_updated_at before update on auth.credentials
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on auth.identities
  for each row execute function private.touch_updated_at();
