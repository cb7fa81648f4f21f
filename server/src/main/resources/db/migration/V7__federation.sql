-- People and groups as an identity provider sends them. A person who was deleted there stays as a row that says so:
-- nobody else brings them back by listing them.
create table member (
  id          uuid        primary key,
  type        text        not null check (type in ('User', 'Group')),
  name        text        not null,
  external_id text,
  active      boolean     not null,
  document    text        not null,
  version     bigint      not null,
  made_at     timestamptz not null,
  changed_at  timestamptz not null,
  deleted_at  timestamptz,
  unique (type, name)
);
create index member_external on member (external_id);

create table membership (
  group_id  uuid not null references member on delete cascade,
  member_id uuid not null references member on delete cascade,
  primary key (group_id, member_id)
);
create index membership_of on membership (member_id);

-- A seat that somebody's leaving emptied. Written in the transaction in which they left.
create table vacated_seat (
  id      bigint      generated always as identity primary key,
  at      timestamptz not null,
  person  text        not null,
  service text        not null,
  persona text        not null
);
create index vacated_seat_at on vacated_seat (at);
