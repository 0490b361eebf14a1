-- What is remembered of each bound terminal's fixes between two of them: distances and times, never where. Overwritten.
create table device_watches (
  device_id text primary key references devices,
  -- The binding's place these fixes were measured against: a new binding begins anew.
  place text not null,
  watch jsonb not null,
  updated_at timestamptz not null
);
create policy house on device_watches using (asking_principal() = 'house');

-- Terminals that stopped because they were away from their place, with appeal and decision.
create table displacements (
  displacement_id text primary key,
  device_id text not null references devices,
  case_id text not null references cases,
  merchant_id text not null references organisations,
  acquirer_id text not null references organisations,
  status text not null,
  opened_at timestamptz not null,
  version integer not null,
  state jsonb not null
);
create unique index one_displacement_per_device on displacements (device_id) where status in ('open', 'appealed');
create index on displacements (merchant_id, displacement_id);
create index on displacements (acquirer_id, displacement_id);
create policy party on displacements for select using (
  case asking_principal()
    when 'merchant' then merchant_id = asking_organisation()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'regulator' then true
    when 'operator' then true
    when 'house' then true
    else false
  end);
create policy change on displacements for update using (
  case asking_principal()
    when 'merchant' then merchant_id = asking_organisation()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'house' then true
    else false
  end);
create policy open on displacements for insert with check (asking_principal() = 'house');

-- Reports to the clearing body's registry: one when a terminal is bound, one when it is bound no more (259号).
create table registry_reports (
  report_id text primary key,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  status text not null,
  due_by timestamptz not null,
  file_no text,
  version integer not null,
  state jsonb not null
);
create index on registry_reports (acquirer_id, report_id);
create index on registry_reports (acquirer_id, file_no);
create index on registry_reports (device_id);
create policy party on registry_reports for select using (
  case asking_principal()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'regulator' then true
    when 'operator' then true
    when 'house' then true
    else false
  end);
create policy change on registry_reports for update using (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());
create policy due on registry_reports for insert with check (asking_principal() = 'house');

do $$ declare t text; begin
  foreach t in array array['device_watches','displacements','registry_reports'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert, update on device_watches, displacements, registry_reports to fangxin_app;

do $$ declare told text := pg_get_functiondef('enqueue(text, json, timestamptz)'::regprocedure); begin
  execute replace(told, 'if task not in (', 'if task not in (''suspend-displaced'', ''displacement-clock'', ');
end $$;

-- Words about a terminal's place, in the appeal and its answer.
do $$ declare declared text; begin
  select string_agg(quote_literal(field), ', ') into declared from (
    select m[1] as field from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') m
     where c.conname = 'declared' and c.conrelid = 'vault_values'::regclass
    union select unnest(array['place-appeal', 'place-decision'])) as fields;
  alter table vault_values drop constraint declared;
  execute format('alter table vault_values add constraint declared check (field in (%s))', declared);
end $$;
