-- Deliveries stay in the log for some minutes after the hours that they are part of were packed, because what an
-- indicator remembers of its series is written less often. This says up to which delivery the packed hours hold
-- everything: those before it are replayed for the memory alone.
create table packed_up_to (
  only_row boolean primary key default true check (only_row),
  delivery bigint  not null
);

-- A delivery is compact already: compressing it would cost more than it saves.
alter table delivery alter column samples set storage external;
