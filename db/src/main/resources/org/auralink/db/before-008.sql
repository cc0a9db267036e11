-- Places in the streams of events, before the schema becomes 008. Run by a superuser: the owner, as whom the migrations run,
-- sees no rows. Nobody needs them: nodes tell again what they hold.
delete from public.media_event_cursors;
