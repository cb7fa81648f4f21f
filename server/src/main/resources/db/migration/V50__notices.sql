-- One event to one person: the same event again tells nobody twice.
create table notice (
  id bigint generated always as identity primary key,
  event text not null,
  person text not null,
  parts text[] not null check (cardinality(parts) > 0),
  activity text not null,
  service text not null,
  sentence text not null,
  why text not null,
  link text not null,
  urgency text not null check (urgency in ('NOW', 'DIGEST')),
  at timestamptz not null,
  digested boolean not null default false,
  unique (event, person)
);
create index notice_of_person on notice (person, at desc, id desc);
create index notice_undigested on notice (at) where urgency = 'DIGEST' and not digested;

-- Words on their way. A key is made once; a message waits until its channel took it.
create table notice_message (
  id uuid primary key,
  key text not null unique,
  channel text not null check (channel in ('mail', 'webhook', 'slack')),
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  problem text not null default '',
  ended_at timestamptz
);
create index notice_message_due on notice_message (channel, due_at) where state = 'waiting';

-- One row: up to when digests were made.
create table notice_digest (
  only_row boolean primary key default true check (only_row),
  until timestamptz not null
);
insert into notice_digest (until) values (now());
