-- What a request with an Idempotency-Key made and was answered, written in the transaction that made it: who did not get
-- the answer asks again, and nothing is made twice. Kept for a day.
create table public.idempotency_keys (
  user_id          uuid not null references public.users on delete cascade,
  organization_id  uuid not null references public.organizations on delete cascade,
  -- SHA-256 of the header: whatever the client sent has one length.
  key_hash         bytea not null,
  -- SHA-256 of method, path and body: the same key for something else is a mistake of the client.
  request_hash     bytea not null,
  -- What was made, and the body that said so.
  resource         varchar(100) not null,
  answer           text not null,
  created_at       timestamptz not null default now(),
  -- Requests with one key wait for each other; after a day the key is a new one, beside the old row until that goes.
  primary key (user_id, organization_id, key_hash, created_at),
  constraint idempotency_keys_hashes check (octet_length(key_hash) = 32 and octet_length(request_hash) = 32),
  constraint idempotency_keys_answer check (octet_length(answer) <= 65536)
);

create index idempotency_keys_organization on public.idempotency_keys (organization_id);
create index idempotency_keys_created_at on public.idempotency_keys (created_at);

alter table public.idempotency_keys enable row level security, force row level security;
grant select, insert, update, delete on public.idempotency_keys to service_role;

-- A row is never changed, and goes with the others of its day.
grant select, insert on public.idempotency_keys to authenticated;

create policy own_keys_are_seen on public.idempotency_keys for select to authenticated
  using (user_id = (select auth.uid()));
create policy own_keys_are_made on public.idempotency_keys for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and organization_id = any (array (select private.my_organizations()))
  );
