-- Signed firmware and parameters, the campaigns that spread them, and what became of each serial.

-- Public keys whose signatures a manifest may carry. In force once a second person has confirmed the entry.
create table firmware_keys (
  key_id text primary key,
  acquirer_id text not null references organisations,
  algorithm text not null check (algorithm in ('ed25519', 'ecdsa-p256')),
  public_key text not null,
  entered_by text not null references persons,
  entered_at timestamptz not null,
  confirmed_by text references persons check (confirmed_by <> entered_by),
  confirmed_at timestamptz,
  unique (acquirer_id, public_key)
);

create table manifests (
  manifest_id text primary key,
  acquirer_id text not null references organisations,
  model_code text not null references models,
  kind text not null check (kind in ('firmware', 'parameters')),
  sequence integer not null,
  version_no integer not null,
  version text not null,
  sha256 text not null,
  manifest jsonb not null,
  key_id text not null references firmware_keys,
  signature text not null,
  published_by text not null references persons,
  published_at timestamptz not null,
  -- FIRM-2, also between two people who publish at once.
  unique (model_code, kind, sequence)
);

create table campaigns (
  campaign_id text primary key,
  acquirer_id text not null references organisations,
  manifest_id text not null unique references manifests,
  model_code text not null references models,
  kind text not null,
  status text not null,
  version integer not null,
  state jsonb not null,
  proposed_at timestamptz not null
);
-- FIRM-6
create unique index one_campaign_at_a_time on campaigns (model_code, kind) where status in ('proposed', 'running');
create index on campaigns (acquirer_id, campaign_id);

create table installs (
  install_id text primary key,
  campaign_id text not null references campaigns,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  ring integer not null,
  status text not null,
  attempts integer not null,
  failures integer not null,
  report_by timestamptz,
  version integer not null,
  state jsonb not null,
  updated_at timestamptz not null,
  unique (campaign_id, device_id)
);
create index on installs (device_id);
create index on installs (report_by) where status = 'begun';

create policy own on firmware_keys using (asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));
create policy own on manifests using (asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));
create policy own on campaigns using (asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));
create policy own on installs using (asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));

do $$ declare t text; begin
  foreach t in array array['firmware_keys','manifests','campaigns','installs'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert, update on firmware_keys, campaigns, installs to fangxin_app;
grant select, insert on manifests to fangxin_app;

-- The files themselves, by their hash; what a terminal fetches is held against a signed manifest, not trusted.
create table firmware_files (
  sha256 text primary key,
  bytes bytea not null
);
create policy house on firmware_files using (asking_principal() = 'house');
alter table firmware_files enable row level security;
alter table firmware_files force row level security;
grant select, insert on firmware_files to fangxin_app;
