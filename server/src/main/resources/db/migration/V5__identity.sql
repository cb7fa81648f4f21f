-- Who may sign in. The person is the login by which the directory knows them, whether it lists them or not.
create table account (
  person    text        primary key,
  name      text        not null,
  keeper    boolean     not null,
  password  text,
  ended_at  timestamptz,
  made_at   timestamptz not null,
  made_by   text        not null
);

-- Links that work once: the first one makes the first account (no person yet), the others let somebody set a password.
-- What is in the link is kept nowhere, only its hash.
create table link (
  hash       text        primary key,
  person     text        references account,
  made_at    timestamptz not null,
  expires_at timestamptz not null,
  used_at    timestamptz
);

create table session (
  hash         text        primary key,
  person       text        not null,
  name         text        not null,
  means        text        not null,
  began_at     timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_of on session (person);

create table token (
  id           text        primary key,
  hash         text        not null unique,
  person       text        not null,
  name         text        not null,
  scopes       text        not null,
  made_at      timestamptz not null,
  expires_at   timestamptz not null,
  last_used_at timestamptz,
  ended_at     timestamptz
);
create index token_of on token (person);
