-- Functional tests as the test host saw them. The master key of a run is a test key, made for it and of no use elsewhere.
create table function_tests (
  run_id text primary key,
  case_id text not null references cases,
  terminal_no text not null,
  merchant_no text not null,
  master_key_sealed bytea not null,
  status text not null check (status in ('open', 'passed', 'failed', 'expired')),
  opened_at timestamptz not null,
  finished_at timestamptz,
  progress jsonb not null default '{}'
);
create index on function_tests (case_id, opened_at desc);
create unique index on function_tests (terminal_no, merchant_no) where status = 'open';

create table function_test_messages (
  message_id bigint generated always as identity primary key,
  run_id text not null references function_tests,
  at timestamptz not null,
  direction text not null check (direction in ('in', 'out')),
  mti text not null,
  lines text[] not null
);
create index on function_test_messages (run_id, message_id);

do $$ declare t text; begin
  foreach t in array array['function_tests','function_test_messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
create policy party on function_tests using (
  asking_principal() = 'house' or exists (select from cases c where c.case_id = function_tests.case_id));
create policy party on function_test_messages using (
  asking_principal() = 'house' or exists (select from function_tests t where t.run_id = function_test_messages.run_id));
grant select, insert, update on function_tests to fangxin_app;
grant select, insert on function_test_messages to fangxin_app;
