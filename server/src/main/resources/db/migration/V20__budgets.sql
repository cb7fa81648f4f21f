-- Sixty slices of one indicator, packed by the book. `revision` is the revision of the past from which on it has stood;
-- minutes that are newer than the newest statement are added without a new revision, for nobody has seen them.
create table slice_hour (
  slo      text   not null,
  sli      text   not null,
  hour     bigint not null,
  revision bigint not null,
  packed   bytea  not null,
  primary key (slo, sli, hour)
);

-- What stood there before the past changed: a statement of an older revision is drawn from these, bit for bit.
create table slice_hour_superseded (
  slo            text   not null,
  sli            text   not null,
  hour           bigint not null,
  from_revision  bigint not null,
  until_revision bigint not null check (until_revision > from_revision),
  packed         bytea  not null,
  primary key (slo, sli, hour, from_revision)
);

-- Matched samples that were acknowledged and are not yet part of a packed hour: the log that a restart replays.
create table delivery (
  id          bigint generated always as identity primary key,
  received_at timestamptz not null,
  samples     bytea not null
);

-- What an indicator remembers of its series: the newest samples, so that late and repeated ones find their place.
create table sli_memory (
  slo   text  not null,
  sli   text  not null,
  state bytea not null,
  primary key (slo, sli)
);

create table adjustment (
  id           text primary key,
  slo          text not null,
  kind         text not null check (kind in ('exclusion', 'correction', 'reversal')),
  author       text not null,
  reason       text not null,
  decision     text,
  recorded_at  timestamptz not null,
  revision     bigint not null,
  sli          text,
  from_minute  bigint,
  until_minute bigint,
  good         bigint,
  total        bigint,
  reverses     text
);

-- Every statement that somebody could have seen.
create table statement (
  as_of_minute bigint not null,
  revision     bigint not null,
  drawn_at     timestamptz not null,
  primary key (as_of_minute, revision)
);
