-- The outbox of mail: written in the transaction of what it tells, and sent afterwards.
create table auth.mails (
  mail_id      uuid primary key,
  recipient    varchar(255) not null,
  kind         varchar(30) not null,
  -- What the texts are made with. Links and codes in it let people in, so it goes when the mail has gone out; the mailbox
  -- of a local installation keeps it.
  content      jsonb,
  status       varchar(20) not null default 'pending',
  attempts     integer not null default 0,
  -- When it may be tried; while an attempt is under way, when its lease runs out.
  due_at       timestamptz not null,
  -- When its links and codes stop to work: sent later it would be of no use.
  expires_at   timestamptz not null,
  lease        uuid,
  last_error   varchar(300),
  finished_at  timestamptz,
  created_at   timestamptz not null,
  constraint mails_status check (status in ('pending', 'sent', 'dead')),
  constraint mails_finished check ((status = 'pending') = (finished_at is null)),
  constraint mails_content check (content is null or octet_length(content::text) <= 16384),
  constraint mails_pending_content check (status <> 'pending' or content is not null),
  constraint mails_attempts check (attempts >= 0)
);

create index mails_due on auth.mails (due_at) where status = 'pending';
create index mails_waiting on auth.mails (recipient) where status = 'pending';
create index mails_finished on auth.mails (finished_at) where status <> 'pending';
create index mails_dead on auth.mails (created_at desc, mail_id desc) where status = 'dead';
create index mails_kept on auth.mails (created_at desc, mail_id desc) where status = 'sent' and content is not null;

alter table auth.mails enable row level security, force row level security;
grant select, insert, update, delete on auth.mails to service_role;
