-- Second factors, and passkeys. Everything here belongs to the person and goes with them.

create table auth.mfa_factors (
  factor_id           uuid primary key,
  user_id             uuid not null references public.users on delete cascade,
  -- What its owner calls it; empty for nothing.
  friendly_name       varchar(120) not null default '',
  factor_type         varchar(10) not null,
  status              varchar(10) not null default 'unverified',
  -- Of a time-based code only: sealed with a key that is not in the database.
  secret              bytea,
  -- The time step of the code that was used last: a code is good once (RFC 6238, 5.2).
  last_step           bigint,
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  last_challenged_at  timestamptz,
  constraint mfa_factors_type check (factor_type in ('totp', 'webauthn')),
  constraint mfa_factors_status check (status in ('unverified', 'verified')),
  constraint mfa_factors_secret check ((factor_type = 'totp') = (secret is not null)),
  constraint mfa_factors_secret_size check (octet_length(secret) <= 255)
);

create index mfa_factors_user_id on auth.mfa_factors (user_id);
create unique index mfa_factors_friendly_name on auth.mfa_factors (user_id, friendly_name) where friendly_name <> '';

create table auth.mfa_challenges (
  challenge_id  uuid primary key,
  factor_id     uuid not null references auth.mfa_factors on delete cascade,
  -- SHA-256 over person and network: answered from where it was asked for, and nobody reads addresses here.
  network_hash  bytea not null,
  -- What an authenticator has to sign; of WebAuthn only.
  nonce         bytea,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  constraint mfa_challenges_network check (octet_length(network_hash) = 32),
  constraint mfa_challenges_nonce check (octet_length(nonce) = 32)
);

create index mfa_challenges_factor_id on auth.mfa_challenges (factor_id, created_at);

-- What authenticators registered: of a factor, or, without one, a passkey, which signs in by itself.
create table auth.webauthn_credentials (
  passkey_id     uuid primary key,
  user_id        uuid not null references public.users on delete cascade,
  factor_id      uuid unique references auth.mfa_factors on delete cascade,
  -- Chosen by the authenticator (WebAuthn, 5.8.4): at most 1023 bytes, and nobody else has it.
  credential_id  bytea not null unique,
  -- COSE_Key, the public one (RFC 9052, 7).
  public_key     bytea not null,
  -- Whether the authenticator may copy it to others of its owner; never changes.
  backup_eligible  boolean not null default false,
  -- How often it signed; stays 0 for authenticators that do not count.
  sign_count     bigint not null,
  friendly_name  varchar(120) not null default '',
  -- How the browser reaches it: {"internal", "usb", …}.
  transports     text[] not null default '{}',
  created_at     timestamptz not null,
  last_used_at   timestamptz,
  constraint webauthn_credentials_id check (octet_length(credential_id) between 1 and 1023),
  constraint webauthn_credentials_key check (octet_length(public_key) <= 2048),
  constraint webauthn_credentials_count check (sign_count >= 0),
  constraint webauthn_credentials_transports check (cardinality(transports) <= 8)
);

create index webauthn_credentials_user_id on auth.webauthn_credentials (user_id);

-- Registrations of passkeys, by somebody, and sign-ins with them, by nobody yet.
create table auth.passkey_challenges (
  challenge_id  uuid primary key,
  user_id       uuid references public.users on delete cascade,
  nonce         bytea not null,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  constraint passkey_challenges_nonce check (octet_length(nonce) = 32)
);

create index passkey_challenges_expires_at on auth.passkey_challenges (expires_at);
create index passkey_challenges_user_id on auth.passkey_challenges (user_id);

-- With which factor the session was raised: it falls back when that is removed.
alter table auth.sessions add column factor_id uuid references auth.mfa_factors on delete set null;
create index sessions_factor_id on auth.sessions (factor_id) where factor_id is not null;

-- Whoever reads the mail of an account may sign in where they are, however often strangers guess its password.
alter table auth.one_time_tokens
  drop constraint one_time_tokens_kind,
  add constraint one_time_tokens_kind check
    (kind in ('confirmation', 'recovery', 'email_change_current', 'email_change_new', 'reauthentication', 'unlock'));

alter table auth.mfa_factors          enable row level security, force row level security;
alter table auth.mfa_challenges       enable row level security, force row level security;
alter table auth.webauthn_credentials enable row level security, force row level security;
alter table auth.passkey_challenges   enable row level security, force row level security;
grant select, insert, update, delete on auth.mfa_factors, auth.mfa_challenges, auth.webauthn_credentials,
  auth.passkey_challenges to service_role;
