-- A functional test at the counter: which suite judged it, what it is bound to, and the card the house signed.
create table test_suites (
  digest text primary key,
  name text not null,
  version integer not null,
  -- As canonical JSON, the very text the digest is of.
  suite text not null,
  first_used_at timestamptz not null,
  -- TEST-12: a name and version stand for one text.
  unique (name, version)
);
alter table test_suites enable row level security;
alter table test_suites force row level security;
-- What is asked of a terminal is nobody's secret.
create policy everybody on test_suites for select using (true);
create policy house on test_suites for insert with check (asking_principal() = 'house');
grant select, insert on test_suites to fangxin_app;

alter table function_tests
  -- Null in runs from before suites were kept.
  add column suite_digest text references test_suites,
  add column device_id text references devices,
  add column serial_no text,
  add column visit_id text references visits,
  add column technician_id text references persons,
  add column bound_at timestamptz,
  add column exchanges integer not null default 0,
  add column last_heard_at timestamptz,
  add column ended_by text,
  add column card_sealed bytea,
  add column card_digest text,
  add check ((card_sealed is null) = (card_digest is null));
-- Runs under way were to be judged by a suite nobody kept.
update function_tests set status = 'expired', finished_at = now() where status = 'open';
