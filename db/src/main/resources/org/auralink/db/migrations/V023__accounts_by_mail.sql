-- Accounts that are confirmed, recovered and changed by mail, and people without an address.

alter table public.users
  -- Anonymous people and those who have a phone only.
  alter column email drop not null,
  -- E.164 without its plus sign, as Supabase keeps it.
  add column phone varchar(15) unique,
  add column phone_confirmed_at timestamptz,
  -- What the server says about the person (Supabase's raw app metadata); only service_role writes it. Rows that are there
  -- signed up by mail.
  add column app_metadata jsonb not null default '{"provider": "email", "providers": ["email"]}',
  add column is_anonymous boolean not null default false,
  add column banned_until timestamptz,
  -- Deleted softly: the row stays for what refers to it, and nobody signs in.
  add column deleted_at timestamptz,
  add column invited_at timestamptz,
  add column confirmation_sent_at timestamptz,
  add column recovery_sent_at timestamptz,
  add column reauthentication_sent_at timestamptz,
  -- The address that a person wants, until it is confirmed.
  add column new_email varchar(255),
  add column email_change_sent_at timestamptz,
  -- Of the two addresses of a change, the old one has agreed or the new one has.
  add column email_change_confirmed varchar(10),
  add column new_phone varchar(15),
  add column phone_change_sent_at timestamptz,
  add constraint users_phone_form check (phone ~ '^[1-9][0-9]{1,14}$'),
  add constraint users_new_phone_form check (new_phone ~ '^[1-9][0-9]{1,14}$'),
  add constraint users_new_email_form check (new_email ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-z0-9.-]+$'),
  add constraint users_email_change_confirmed check (email_change_confirmed in ('current', 'new')),
  add constraint users_app_metadata_is_object check (jsonb_typeof(app_metadata) = 'object');
alter table public.users alter column app_metadata set default '{}';

-- Where a person's client will fetch the session of a sign-in that goes on elsewhere, in a mail program or at a provider
-- (RFC 7636). Whoever intercepts the code does not have the verifier.
create table auth.flow_states (
  flow_id           uuid primary key,
  -- NULL until it is known who signs in.
  user_id           uuid references public.users on delete cascade,
  code_challenge    varchar(128) not null,
  challenge_method  varchar(10) not null,
  -- How the person will have proved who they are, in GoTrue's words.
  method            varchar(40) not null,
  -- SHA-256 of the code; NULL until the person has proved it.
  code_hash         bytea unique,
  expires_at        timestamptz not null,
  created_at        timestamptz not null default now(),
  constraint flow_states_challenge_method check (challenge_method in ('s256', 'plain')),
  constraint flow_states_code_hash check (octet_length(code_hash) = 32)
);

-- Proofs that somebody reads the mail of an address: a link with 256 random bits, or a code of six digits to be typed in.
-- One for each person and purpose; a newer one replaces it.
create table auth.one_time_tokens (
  user_id     uuid not null references public.users on delete cascade,
  kind        varchar(20) not null,
  -- SHA-256 of what the link carries.
  token_hash  bytea not null unique,
  -- SHA-256 over person, kind and code. Six digits are soon tried out by whoever reads this table; they are worth
  -- something for an hour, and the door takes few attempts.
  code_hash   bytea not null,
  -- Where it was sent to.
  address     varchar(255) not null,
  -- The client that waits for it; NULL when the session goes to whoever opens the link.
  flow_id     uuid references auth.flow_states on delete cascade,
  expires_at  timestamptz not null,
  created_at  timestamptz not null default now(),
  primary key (user_id, kind),
  constraint one_time_tokens_kind check
    (kind in ('confirmation', 'recovery', 'email_change_current', 'email_change_new', 'reauthentication')),
  constraint one_time_tokens_hashes check (octet_length(token_hash) = 32 and octet_length(code_hash) = 32)
);

create index flow_states_user_id on auth.flow_states (user_id);
create index flow_states_expires_at on auth.flow_states (expires_at);
create index one_time_tokens_flow_id on auth.one_time_tokens (flow_id);
create index one_time_tokens_expires_at on auth.one_time_tokens (expires_at);

alter table auth.flow_states enable row level security, force row level security;
alter table auth.one_time_tokens enable row level security, force row level security;
grant select, insert, update, delete on auth.flow_states, auth.one_time_tokens to service_role;
