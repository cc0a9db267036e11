create table public.users (
  user_id             uuid primary key default gen_random_uuid(),
  email               varchar(255) not null unique,
  aura_id             varchar(100) not null unique,
  username            varchar(50)  not null unique,
  display_name        varchar(100),
  avatar_url          text,
  bio                 text,
  -- The personal organization, where a call goes when the request names no other.
  organization_id     uuid,
  role                varchar(20) not null default 'user',
  is_active           boolean not null default true,
  email_confirmed_at  timestamptz,
  email_verified      boolean not null generated always as (email_confirmed_at is not null) stored,
  -- What the person says about themselves (Supabase's user_metadata). Never a reason to allow something.
  metadata            jsonb not null default '{}',
  created_at          timestamptz not null default now(),
  updated_at          timestamptz not null default now(),
  last_login_at       timestamptz,
  constraint users_email_is_lower_case check (email = lower(email)),
  constraint users_aura_id_format check (aura_id ~ '^@[a-zA-Z0-9_-]+\.aura$'),
  constraint users_aura_id_is_username check (aura_id = '@' || username || '.aura'),
  constraint users_role check (role in ('user', 'admin', 'moderator', 'agent')),
  constraint users_metadata_is_object check (jsonb_typeof(metadata) = 'object')
);

create table public.organizations (
  organization_id      uuid primary key default gen_random_uuid(),
  name                 varchar(255) not null,
  slug                 varchar(100) not null unique,
  owner_id             uuid not null references public.users on delete cascade,
  plan                 varchar(20) not null default 'free',
  max_users            integer not null default 10,
  max_calls_per_month  integer not null default 1000,
  max_storage_gb       integer not null default 10,
  billing_email        varchar(255),
  settings             jsonb not null default '{}',
  metadata             jsonb not null default '{}',
  is_active            boolean not null default true,
  created_at           timestamptz not null default now(),
  updated_at           timestamptz not null default now(),
  constraint organizations_slug_format check (slug ~ '^[a-z0-9-]+$'),
  constraint organizations_plan check (plan in ('free', 'pro', 'enterprise')),
  constraint organizations_limits check (max_users > 0 and max_calls_per_month >= 0 and max_storage_gb >= 0)
);

alter table public.users
  add constraint users_organization foreign key (organization_id) references public.organizations on delete set null;

create table public.memberships (
  organization_id  uuid not null references public.organizations on delete cascade,
  user_id          uuid not null references public.users on delete cascade,
  role             varchar(20) not null default 'member',
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  primary key (organization_id, user_id),
  constraint memberships_role check (role in ('owner', 'admin', 'member'))
);

create index users_organization_id on public.users (organization_id);
create index users_created_at on public.users (created_at desc);
create index organizations_owner_id on public.organizations (owner_id);
create index memberships_user_id on public.memberships (user_id);

create trigger touch_updated_at before update on public.users
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.organizations
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.memberships
  for each row execute function private.touch_updated_at();
