-- Which shops an outage has hit, one row a terminal, until a day after it: what its merchant and its provider's desk may
-- see of it. The outage's own state names everybody's terminals and stays the acquirer's.
create table outage_members (
  outage_id text not null references outages,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  merchant_id text not null references organisations,
  provider_id text references organisations,
  carrier text not null,
  district text not null,
  opened_at timestamptz not null,
  silent_since timestamptz not null,
  left_at timestamptz,
  left_by text check (left_by in ('heard', 'own-incident', 'left-shop')),
  check ((left_at is null) = (left_by is null)),
  primary key (outage_id, device_id)
);
create index on outage_members (merchant_id) where left_at is null;
create index on outage_members (provider_id) where left_at is null;
create index on outage_members (device_id);
create policy party on outage_members for select using (
  case asking_principal()
    when 'house' then true
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'merchant' then merchant_id = asking_organisation()
    when 'provider' then provider_id = asking_organisation()
    when 'operator' then true
    when 'regulator' then true
    else false
  end);
create policy enter on outage_members for insert with check (asking_principal() = 'house');
create policy change on outage_members for update using (asking_principal() = 'house');
create policy forget on outage_members for delete using (asking_principal() = 'house');
alter table outage_members enable row level security;
alter table outage_members force row level security;
grant select, insert, update, delete on outage_members to fangxin_app;
