-- Sign-ins that went to a provider of OpenID Connect and have not come back. Each comes back once.
create table auth.provider_logins (
  -- SHA-256 of the state, by which the answer finds its way back here.
  state_hash    bytea primary key,
  provider      varchar(50) not null,
  -- What the ID token must repeat, and what shows that the code is ours (RFC 7636). Worth nothing without the state.
  nonce         varchar(100) not null,
  verifier      varchar(100) not null,
  -- The allowed page that the browser comes to in the end.
  target        varchar(2048) not null,
  -- The client that waits for a code there; NULL when the page gets the session itself.
  flow_id       uuid references auth.flow_states on delete cascade,
  -- Who adds the provider to their account; NULL for a sign-in.
  link_user_id  uuid references public.users on delete cascade,
  expires_at    timestamptz not null,
  created_at    timestamptz not null default now(),
  constraint provider_logins_state_hash check (octet_length(state_hash) = 32)
);

create index provider_logins_flow_id on auth.provider_logins (flow_id);
create index provider_logins_link_user_id on auth.provider_logins (link_user_id);
create index provider_logins_expires_at on auth.provider_logins (expires_at);

alter table auth.provider_logins enable row level security, force row level security;
grant select, insert, update, delete on auth.provider_logins to service_role;
