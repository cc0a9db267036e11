-- Which webhooks of stock LiveKit servers were applied: they come again when an answer was lost. Written in the transaction
-- of their effect, and forgotten after a day, when nobody sends them any more.
create table public.media_webhooks (
  node_url     varchar(255) not null,
  event_id     varchar(100) not null,
  received_at  timestamptz not null default now(),
  primary key (node_url, event_id)
);

create index media_webhooks_received_at on public.media_webhooks (received_at);

alter table public.media_webhooks enable row level security, force row level security;
grant select, insert, update, delete on public.media_webhooks to service_role;
