-- What was done and what was refused, chained by hashes. Nothing is changed or deleted: the application's role may only
-- read and add (see afterMigrate.sql), and for everybody else, the owner included, the triggers say no.
create table audit_event (
  sequence     bigint      primary key check (sequence > 0),
  at           timestamptz not null,
  who          text        not null,
  acting_as    text        not null,
  on_behalf_of text        not null,
  what         text        not null,
  subject      text        not null,
  outcome      text        not null check (outcome in ('done', 'refused', 'failed')),
  reason       text        not null,
  detail       text        not null,
  previous     text        not null check (length(previous) = 64),
  hash         text        not null check (length(hash) = 64)
);

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'The audit is append-only: % is refused. A correction is another event.', tg_op;
end $$;

create trigger audit_event_stays before update or delete on audit_event
  for each row execute function audit_is_append_only();
create trigger audit_event_is_not_emptied before truncate on audit_event
  for each statement execute function audit_is_append_only();
