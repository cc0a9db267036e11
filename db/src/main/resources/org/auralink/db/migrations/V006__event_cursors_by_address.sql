-- A node is followed under its configured address. Its id and boot change when another process answers there, and that
-- is how the application notices that the rooms of the earlier one are gone.
delete from public.media_event_cursors;
alter table public.media_event_cursors drop constraint media_event_cursors_pkey;
alter table public.media_event_cursors add column node_url varchar(255) primary key;
