-- Terminals their merchants put away for a while: stored, or closed for the season.
create table standbys (
  standby_id text primary key,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  merchant_id text not null references organisations,
  began_at timestamptz not null,
  until date not null,
  ended_at timestamptz,
  version integer not null,
  state jsonb not null
);
-- BEAT-25, also between two people who say it at once.
create unique index one_open_standby on standbys (device_id) where ended_at is null;
create index on standbys (device_id, ended_at);
create policy party on standbys for select using (
  case asking_principal()
    when 'house' then true
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'merchant' then merchant_id = asking_organisation()
    when 'operator' then true
    when 'regulator' then true
    else false
  end);
create policy begin on standbys for insert with check (
  asking_principal() = 'merchant' and merchant_id = asking_organisation());
create policy change on standbys for update using (
  asking_principal() = 'house' or (asking_principal() = 'merchant' and merchant_id = asking_organisation()));
alter table standbys enable row level security;
alter table standbys force row level security;
grant select, insert, update on standbys to fangxin_app;
