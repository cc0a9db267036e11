-- Until when a node was there for certain: the end of its calls when it vanished while nobody looked.
alter table public.media_event_cursors add column last_seen_at timestamptz;
update public.media_event_cursors set last_seen_at = updated_at;
alter table public.media_event_cursors alter column last_seen_at set not null, alter column last_seen_at set default now();
