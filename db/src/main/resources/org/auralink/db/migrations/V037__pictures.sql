-- What people look like, as they show themselves: small, made here from what they sent, and gone with the account. In the
-- database, because all servers of an installation have it, and a backup is whole.
alter table public.users
  -- By which the picture is asked for. Whoever was told it may see the picture; another one has another.
  add column picture_id uuid;

create table auth.pictures (
  user_id     uuid primary key references public.users on delete cascade,
  picture_id  uuid not null unique,
  -- JPEG, of one size.
  image       bytea not null,
  made_at     timestamptz not null,
  constraint pictures_size check (octet_length(image) <= 131072)
);

create function private.forget_picture() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  delete from auth.pictures where user_id = new.user_id;
  new.picture_id := null;
  return new;
end
$$;

-- An account that is only marked as deleted has none.
create trigger forget_picture before update of deleted_at on public.users
  for each row when (new.deleted_at is not null and old.deleted_at is null)
  execute function private.forget_picture();
