-- E-mail addresses and AuraIDs are stored in one form, in ASCII and lower case, so that the unique indexes compare what
-- people mean. The application wrote nothing else before either; rows that came another way are brought to the form.

-- The owner is held to the policies, and no policy shows the owner an account.
alter table public.users no force row level security;
alter table auth.identities no force row level security;

do $$
begin
  if exists (select from public.users group by lower(normalize(email, nfkc)) having count(*) > 1)
     or exists (select from public.users group by lower(username) having count(*) > 1) then
    raise exception 'There are accounts whose e-mail addresses or AuraIDs differ only in their spelling. Merge or delete them first: select lower(normalize(email, nfkc)), count(*) from public.users group by 1 having count(*) > 1, and the same for lower(username).';
  end if;
end
$$;

update auth.identities i
  set identity_data = jsonb_set(i.identity_data, '{email}', to_jsonb(lower(normalize(u.email, nfkc))))
  from public.users u
  where u.user_id = i.user_id and i.provider = 'email' and u.email <> lower(normalize(u.email, nfkc));
update public.users
  set email = lower(normalize(email, nfkc))
  where email <> lower(normalize(email, nfkc));
update public.users
  set username = lower(username), aura_id = lower(aura_id)
  where username <> lower(username);

alter table public.users force row level security;
alter table auth.identities force row level security;

alter table public.users
  drop constraint users_email_is_lower_case,
  drop constraint users_aura_id_format,
  add constraint users_email_form check (email ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-z0-9.-]+$'),
  add constraint users_username_form check (username ~ '^[a-z0-9_-]{3,50}$');
