-- A run of key loading: the devices an acquirer gave codes to at once, and what became of each. `refusals` are counts of tries
-- that were refused, by rule: telemetry beside the facts, for whoever names the reason.
create table key_runs (
  key_run_id text primary key,
  acquirer_id text not null references organisations,
  opened_at timestamptz not null,
  closed_at timestamptz,
  version integer not null,
  state jsonb not null
);
create index on key_runs (acquirer_id, key_run_id desc);

create table key_run_devices (
  key_run_id text not null references key_runs,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  is_open boolean not null default true,
  refusals jsonb not null default '{}',
  primary key (key_run_id, device_id)
);
-- A device is in one open run or in none: whose run it is answered in is never a question.
create unique index one_open_key_run on key_run_devices (device_id) where is_open;

do $$ declare t text; begin
  foreach t in array array['key_runs','key_run_devices'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format($p$create policy own on %I using (asking_principal() = 'house'
      or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()))$p$, t);
  end loop;
end $$;
grant select, insert, update on key_runs, key_run_devices to fangxin_app;

-- A terminal that enrols has no session; what it makes true of its run it reads back, as it does of its identity.
alter policy unnamed on facts using (
  asking_principal() = 'anonymous' and principal = 'anonymous' and person_id = ''
  and (stream like 'identity/%' or stream like 'concern/%' or stream like 'terminal/%'
    or stream like 'key-run/%'));

-- One more task a room may ask for.
do $$ declare told text := pg_get_functiondef('enqueue(text, json, timestamptz)'::regprocedure); begin
  execute replace(told, 'if task not in (', 'if task not in (''key-run-clock'', ');
end $$;
