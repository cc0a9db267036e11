-- A call that nobody joined for so long that its links must not work for ever.
alter table public.calls drop constraint calls_end_reason;
alter table public.calls add constraint calls_end_reason check (end_reason in ('completed', 'node_lost', 'expired'));

create index calls_waiting on public.calls (created_at) where status = 'waiting';
