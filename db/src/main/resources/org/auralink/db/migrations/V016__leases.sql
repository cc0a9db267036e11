-- Which server of the application does what only one may do at a time: following a node's events, work that is due.
create table public.leases (
  name        varchar(300) primary key,
  holder      uuid not null,
  -- How often it has changed hands.
  term        bigint not null default 1,
  expires_at  timestamptz not null,
  constraint leases_term check (term > 0)
);

alter table public.leases enable row level security, force row level security;
grant select, insert, update, delete on public.leases to service_role;
