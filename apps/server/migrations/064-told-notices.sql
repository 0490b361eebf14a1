-- What people were told of a duty that waits: each step of each thing once, whatever the clock does.
create table told_notices (
  rule text not null,
  about text not null,
  step text not null,
  told_at timestamptz not null,
  primary key (rule, about, step)
);
create policy house on told_notices using (asking_principal() = 'house');
alter table told_notices enable row level security;
alter table told_notices force row level security;
grant select, insert on told_notices to fangxin_app;
