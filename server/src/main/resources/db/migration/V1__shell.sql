-- One row: this installation. revision counts every change of definitions or ledger entries.
create table installation (
  only_row boolean primary key default true check (only_row),
  id uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now(),
  revision bigint not null default 0 check (revision >= 0)
);
insert into installation default values;
