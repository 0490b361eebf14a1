-- Carriers' outages: many terminals of one district silent at once are one matter, with its members in its state.
create table outages (
  outage_id text primary key,
  acquirer_id text not null references organisations,
  carrier text not null,
  district text not null,
  opened_at timestamptz not null,
  acknowledged_at timestamptz,
  closed_at timestamptz,
  version integer not null,
  state jsonb not null
);
-- BEAT-28, also between two servers that look at once.
create unique index one_open_outage on outages (acquirer_id, carrier, district) where closed_at is null;
create index on outages (acquirer_id, outage_id);
create policy party on outages for select using (
  case asking_principal()
    when 'house' then true
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'operator' then true
    when 'regulator' then true
    else false
  end);
create policy open on outages for insert with check (asking_principal() = 'house');
create policy change on outages for update using (
  asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));
alter table outages enable row level security;
alter table outages force row level security;
grant select, insert, update on outages to fangxin_app;
