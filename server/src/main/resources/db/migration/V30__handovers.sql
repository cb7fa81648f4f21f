-- Who sits in whose seats, from when until when. A hand-over that was taken back keeps its row: what was decided under it
-- stays explained.
create table delegation (
  id          text primary key,
  giver       text not null,
  taker       text not null check (taker <> giver),
  persona     text,
  scope       text not null,
  activity    text,
  powers      text not null,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null check (ends_at > starts_at),
  pending_too boolean not null,
  made_at     timestamptz not null,
  made_by     text not null,
  revoked_at  timestamptz,
  revoked_by  text
);
create index on delegation (giver);
create index on delegation (taker);

-- Who cannot be reached, from when until when. Somebody who came back early keeps the row as well.
create table absence (
  id         text primary key,
  person     text not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null check (ends_at > starts_at),
  note       text not null,
  made_at    timestamptz not null,
  made_by    text not null,
  ended_at   timestamptz,
  ended_by   text
);
create index on absence (person);
