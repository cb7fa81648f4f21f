-- How far the samples of an indicator were pulled: everything up to this instant is committed.
create table pull_mark (
  slo          text        not null,
  sli          text        not null,
  pulled_until timestamptz not null,
  primary key (slo, sli)
);
