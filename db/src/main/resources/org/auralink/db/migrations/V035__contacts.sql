-- People whom somebody keeps in their list, and how far that has come. A row is one person's view of another: it says
-- accepted when both agreed, and then there is one in each direction.
--
-- The search is by trigrams, which forgive a wrong letter. Extensions have a schema of their own, whose functions are the
-- superuser's and nobody's to call but service_role's (R__policies.sql).
create schema if not exists extensions;

do $$
begin
  if not exists (select from pg_catalog.pg_available_extensions where name = 'pg_trgm') then
    raise exception 'This PostgreSQL server lacks the extension pg_trgm, which the search in contacts needs. It comes with PostgreSQL''s contrib modules (Debian: postgresql-15 has them, Red Hat: postgresql15-contrib). Install it on the server and start the migrator again.';
  end if;
end
$$;

-- Trusted (from PostgreSQL 13 on): whoever owns the database may create it. Where an administrator made it before, it is
-- wanted in this schema.
create extension if not exists pg_trgm with schema extensions;

create table public.contacts (
  contact_id       uuid primary key,
  -- Whose list it is.
  user_id          uuid not null references public.users on delete cascade,
  -- Who it is. Null while they were asked by their e-mail address and have not agreed: whether it has an account is theirs
  -- to tell.
  contact_user_id  uuid references public.users on delete cascade,
  -- What was typed in; null for who was asked by their AuraID.
  email            varchar(255),
  -- declined is shown as requested: that somebody does not want is told to nobody.
  status           varchar(20) not null,
  favourite        boolean not null default false,
  tags             text[] not null default '{}',
  created_at       timestamptz not null,
  -- Since when both agreed; stays while one of them keeps the other away, so that it can be taken back.
  agreed_at        timestamptz,
  constraint contacts_somebody check (contact_user_id is not null or email is not null),
  constraint contacts_not_oneself check (user_id <> contact_user_id),
  constraint contacts_status check (status in ('requested', 'declined', 'accepted', 'blocked')),
  -- Who agreed and who is blocked is known.
  constraint contacts_known check (contact_user_id is not null or status in ('requested', 'declined')),
  constraint contacts_agreed check (case status when 'accepted' then agreed_at is not null
    when 'blocked' then true else agreed_at is null end),
  constraint contacts_tags check (cardinality(tags) <= 10),
  constraint contacts_once unique (user_id, contact_user_id),
  constraint contacts_email_once unique (user_id, email)
);

-- An account that is only marked as deleted is in no list, and has none.
create function private.forget_contacts() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  delete from public.contacts where user_id = new.user_id or contact_user_id = new.user_id;
  return null;
end
$$;

create trigger forget_contacts after update of deleted_at on public.users
  for each row when (new.deleted_at is not null and old.deleted_at is null)
  execute function private.forget_contacts();

create index contacts_newest on public.contacts (user_id, created_at desc, contact_id desc);
-- Who asks me.
create index contacts_contact_user_id on public.contacts (contact_user_id, status);
create index contacts_email on public.contacts (email) where status = 'requested' and contact_user_id is null;
