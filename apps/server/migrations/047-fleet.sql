-- Terminals at work: who may send heartbeats, the newest one of each, all of them in compact batches, and incidents.

-- One row per enrolled terminal. It is written at every heartbeat: no index but those on what never changes, and room on
-- the page, so that each update stays on its page (HOT).
create table fleet (
  device_id text primary key references devices,
  acquirer_id text not null references organisations,
  -- Names the key its messages are proved with; enrolling again counts on and ends the earlier key.
  generation integer not null check (generation > 0),
  enrolled_at timestamptz not null,
  beat_no bigint,
  seen_at timestamptz,
  seen jsonb,
  -- The batches its latest heartbeats stand in, oldest first.
  trail bigint[] not null default '{}',
  quiet_from text,
  quiet_until text
) with (fillfactor = 60);
create index on fleet (acquirer_id, device_id);
create policy party on fleet for select using (
  case asking_principal()
    when 'house' then true
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'operator' then true
    when 'regulator' then true
    when 'merchant' then exists (select from devices d where d.device_id = fleet.device_id)
    else false
  end);
create policy enrol on fleet for insert with check (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());
create policy change on fleet for update using (
  case asking_principal()
    when 'house' then true
    when 'reviewer' then acquirer_id = asking_organisation()
    -- Their own quiet hours; the call sets nothing else.
    when 'merchant' then exists (select from devices d where d.device_id = fleet.device_id)
    else false
  end);

-- One row per batch of heartbeats, each an array by position (packages/fleet/compact.ts). A terminal's history is read
-- through its trail. Nobody but the house: a batch holds terminals of many acquirers.
create table heartbeat_batches (
  batch_id bigint generated always as identity primary key,
  received_at timestamptz not null,
  beats jsonb not null
);
create index on heartbeat_batches using brin (received_at);
create policy house on heartbeat_batches using (asking_principal() = 'house');

create table incidents (
  incident_id text primary key,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  merchant_id text references organisations,
  kind text not null,
  opened_at timestamptz not null,
  act_by timestamptz not null,
  close_by timestamptz not null,
  acknowledged_at timestamptz,
  closed_at timestamptz,
  version integer not null,
  state jsonb not null
);
-- BEAT-13, also between two servers that hear the same alarm.
create unique index one_open_incident on incidents (device_id, kind) where closed_at is null;
create index on incidents (acquirer_id, incident_id);
create index on incidents (merchant_id, incident_id) where merchant_id is not null;
create index on incidents (device_id, incident_id);
create policy party on incidents for select using (
  case asking_principal()
    when 'house' then true
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'merchant' then merchant_id = asking_organisation()
    when 'operator' then true
    when 'regulator' then true
    else false
  end);
create policy open on incidents for insert with check (asking_principal() = 'house');
create policy change on incidents for update using (
  asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));

do $$ declare t text; begin
  foreach t in array array['fleet','heartbeat_batches','incidents'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert, update on fleet, incidents to fangxin_app;
grant select, insert, delete on heartbeat_batches to fangxin_app;
