-- Sessions that a provider vouches for. What it gave us to ask it again is sealed with the cookie, which is not here.
create table provider_session (
  hash       text        primary key references session on delete cascade,
  person     text        not null,
  subject    text        not null,
  sid        text,
  sealed     text        not null,
  vouched_at timestamptz not null
);
create index provider_session_subject on provider_session (subject);

-- Who signed in through the provider, and the groups that it named then.
create table guest (
  person     text        primary key,
  name       text        not null,
  vouched_at timestamptz not null
);
create table guest_group (
  person text not null references guest on delete cascade,
  name   text not null,
  primary key (person, name)
);

-- Logout tokens that were heard; each counts once.
create table heard_logout (
  jti      text        primary key,
  heard_at timestamptz not null
);
