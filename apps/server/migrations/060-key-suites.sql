-- The cipher a run's test master key is for; whoever opens the run chooses it, within what the model states.
alter table function_tests
  add column key_suite text not null default 'tdes' check (key_suite in ('tdes', 'sm4', 'aes'));
