-- Every wording of every registered document, in a canonical form. Nothing is changed or deleted.
create table definition (
  kind          text        not null,
  name          text        not null,
  version       integer     not null check (version > 0),
  document      text        not null,
  registered_at timestamptz not null,
  registered_by text        not null,
  revision      bigint      not null,
  primary key (kind, name, version)
);

-- What an SLO means for the ledger, with everything it refers to written into it: a new number whenever that meaning changes.
create table slo_version (
  slo      text        not null,
  number   integer     not null check (number > 0),
  since    timestamptz not null,
  revision bigint      not null,
  document text        not null,
  primary key (slo, number)
);
