-- When somebody came under another manager or into another department, as the provider said it. Nothing is changed or
-- deleted: what was said of somebody before is to be said again.
create table member_move (
  member uuid        not null references member on delete cascade,
  at     timestamptz not null,
  primary key (member, at)
);
