-- From where people signed in before: there they are not held up by others who guess their password.
create table auth.known_networks (
  user_id       uuid not null references public.users on delete cascade,
  -- SHA-256 over person and network, so that nobody reads addresses here or finds people who share one.
  network_hash  bytea not null,
  seen_at       timestamptz not null default now(),
  primary key (user_id, network_hash),
  constraint known_networks_hash check (octet_length(network_hash) = 32)
);

alter table auth.known_networks enable row level security, force row level security;
grant select, insert, update, delete on auth.known_networks to service_role;
