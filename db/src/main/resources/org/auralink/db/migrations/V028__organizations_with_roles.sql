-- Organizations are worked in by people with roles, who invite each other, and are deleted with a time to think it over.
alter table public.memberships
  drop constraint memberships_role,
  add constraint memberships_role check (role in ('owner', 'admin', 'moderator', 'member', 'agent'));

-- The one whom organizations.owner_id names.
create unique index memberships_one_owner on public.memberships (organization_id) where role = 'owner';

alter table public.organizations
  -- Since somebody deleted it nobody works in it, and until then its owner may restore it.
  add column delete_after timestamptz;

create index organizations_delete_after on public.organizations (delete_after) where delete_after is not null;

create table public.invitations (
  invitation_id    uuid primary key,
  organization_id  uuid not null references public.organizations on delete cascade,
  email            varchar(255) not null,
  role             varchar(20) not null,
  -- SHA-256 of the token in the mail, which is 256 bits of randomness.
  token_hash       bytea not null unique,
  -- Null when the account is gone.
  invited_by       uuid references public.users on delete set null,
  status           varchar(20) not null default 'pending',
  created_at       timestamptz not null,
  expires_at       timestamptz not null,
  answered_at      timestamptz,
  constraint invitations_role check (role in ('admin', 'moderator', 'member', 'agent')),
  constraint invitations_status check (status in ('pending', 'accepted', 'declined', 'revoked')),
  constraint invitations_answered check ((status = 'pending') = (answered_at is null)),
  constraint invitations_hash check (octet_length(token_hash) = 32)
);

create unique index invitations_open on public.invitations (organization_id, email) where status = 'pending';
create index invitations_newest on public.invitations (organization_id, created_at desc, invitation_id desc);
create index invitations_invited_by on public.invitations (invited_by);
