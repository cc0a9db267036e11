-- People change their AuraIDs, each at most every 30 days, and a name that somebody gave up is kept for them for 90: nobody
-- else may be taken for them meanwhile. Both are held here too, by the times that the application writes.
alter table public.users
  add column aura_id_changed_at timestamptz;

create table auth.former_aura_names (
  username    varchar(50) primary key,
  -- Who gave it up and may go back to it. With the account the name becomes free.
  user_id     uuid not null references public.users on delete cascade,
  kept_until  timestamptz not null
);

create index former_aura_names_user_id on auth.former_aura_names (user_id);

create function private.keep_aura_names() returns trigger
  language plpgsql
  set search_path = ''
as $$
declare
  asked_at timestamptz := case tg_op when 'INSERT' then new.created_at else new.aura_id_changed_at end;
begin
  if tg_op = 'UPDATE' then
    if new.username = old.username then
      return new;
    end if;
    if new.username !~ '^[a-z0-9_-]{3,30}$' then
      raise exception 'an AuraID has 3 to 30 of a-z, 0-9, _ and -' using errcode = 'check_violation';
    end if;
    if asked_at is null or asked_at < old.aura_id_changed_at + interval '30 days' then
      raise exception 'an AuraID is changed at most every 30 days' using errcode = 'check_violation';
    end if;
  end if;
  if exists (select from auth.former_aura_names f
      where f.username = new.username and f.user_id <> new.user_id and f.kept_until > asked_at) then
    raise exception 'the name is kept for who gave it up' using errcode = 'unique_violation';
  end if;
  if tg_op = 'UPDATE' then
    -- What is kept no more goes too, so that a person leaves few names behind.
    delete from auth.former_aura_names f
      where f.username = new.username or f.user_id = new.user_id and f.kept_until <= asked_at;
    insert into auth.former_aura_names (username, user_id, kept_until)
      values (old.username, old.user_id, asked_at + interval '90 days')
      on conflict (username) do update set user_id = excluded.user_id, kept_until = excluded.kept_until;
  end if;
  return new;
end
$$;

create trigger keep_aura_names before insert or update of username on public.users
  for each row execute function private.keep_aura_names();
