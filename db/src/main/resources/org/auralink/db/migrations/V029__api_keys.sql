-- Keys with which programs act in one organization, for the member who made them and with no more than their scopes. A key
-- ends with its maker's membership.
create table public.api_keys (
  key_id                 uuid primary key,
  organization_id        uuid not null,
  created_by             uuid not null,
  name                   varchar(100) not null,
  -- ak_live_ and eight characters, by which it is found and told apart.
  prefix                 varchar(20) not null unique,
  -- SHA-256 of the whole key, which is 190 bits of randomness.
  key_hash               bytea not null,
  -- Of the key before, which still works for a while.
  previous_hash          bytea,
  previous_until         timestamptz,
  scopes                 text[] not null,
  rate_limit_per_minute  integer not null,
  expires_at             timestamptz,
  -- To the hour: nobody needs a row written for each request.
  last_used_at           timestamptz,
  created_at             timestamptz not null,
  revoked_at             timestamptz,
  constraint api_keys_membership foreign key (organization_id, created_by)
    references public.memberships (organization_id, user_id) on delete cascade,
  constraint api_keys_hashes check (octet_length(key_hash) = 32 and (previous_hash is null or octet_length(previous_hash) = 32)),
  constraint api_keys_previous check ((previous_hash is null) = (previous_until is null)),
  constraint api_keys_scopes check (cardinality(scopes) > 0 and scopes <@ array['read', 'write', 'admin']),
  constraint api_keys_rate check (rate_limit_per_minute between 1 and 6000)
);

create index api_keys_membership on public.api_keys (organization_id, created_by);
create index api_keys_newest on public.api_keys (organization_id, created_at desc, key_id desc);
