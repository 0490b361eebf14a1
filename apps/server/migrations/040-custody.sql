-- Custody beyond the way to the shop: phones that sign hand-overs, hand-overs both signed, deliveries, storerooms, counts.

alter table devices add column order_no text, add column store_id text, add column recall_due date;
-- States told before these words existed are given them, so that replaying their facts still gives the stored state.
update devices d set state = state || jsonb_build_object('storeId', null, 'erasure', null, 'disposal', null, 'recall', null,
  'hands', (select count(*) from facts f where f.stream = 'device/' || d.device_id and (
    f.type in ('custody-accepted', 'device-posted', 'receipt-confirmed', 'device-bound', 'device-taken-back')
    or f.type = 'inspected-on-site' and exists (select from facts p where p.stream = f.stream and p.type = 'receipt-confirmed'
      and p.version < f.version))));

-- A person's phone, enrolled by the person: its key signs hand-overs, also where there is no network.
create table custody_keys (
  key_id text primary key,
  person_id text not null references persons,
  organisation_id text not null references organisations,
  principal text not null check (principal in ('reviewer', 'technician', 'merchant')),
  public_key text not null unique,
  enrolled_at timestamptz not null,
  revoked_at timestamptz
);
create index on custody_keys (person_id);
create policy own on custody_keys for select using (asking_principal() = 'house' or person_id = asking_person());
create policy enrol on custody_keys for insert with check (
  person_id = asking_person() and organisation_id = asking_organisation() and principal = asking_principal());
create policy revoke on custody_keys for update using (person_id = asking_person());

-- The two lines exactly as both phones hold them: whoever has the keys can check them without this house.
create table hand_overs (
  hand_over_id text primary key,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  hand integer not null check (hand >= 0),
  giver_id text not null references persons,
  taker_id text not null references persons,
  offer text not null,
  acceptance text not null,
  standing text not null check (standing in ('taken', 'waiting', 'quarantined', 'refused')),
  refused_by text,
  signed_at timestamptz not null,
  first_told_by text not null references persons,
  first_told_at timestamptz not null,
  told_by_giver_at timestamptz,
  told_by_taker_at timestamptz
);
-- One turn of one device is taken once.
create unique index one_taker on hand_overs (device_id, hand) where standing = 'taken';
create index on hand_overs (device_id, hand) where standing = 'waiting';
create policy party on hand_overs for select using (
  case asking_principal()
    when 'reviewer' then acquirer_id = asking_organisation() or giver_id = asking_person() or taker_id = asking_person()
    when 'technician' then giver_id = asking_person() or taker_id = asking_person()
    when 'merchant' then giver_id = asking_person() or taker_id = asking_person()
    when 'regulator' then true
    when 'house' then true
    else false
  end);
create policy write on hand_overs for insert with check (asking_principal() = 'house');
create policy settle on hand_overs for update using (asking_principal() = 'house');

-- What was ordered, and by which channel its list came: apart from the goods.
create table deliveries (
  acquirer_id text not null references organisations,
  order_no text not null,
  delivery_id text not null unique,
  model_code text not null references models,
  channel text not null check (channel in ('maker-portal', 'signed-mail', 'letter')),
  announced_at timestamptz not null,
  closed_at timestamptz,
  not_listed text[] not null default '{}',
  version integer not null,
  primary key (acquirer_id, order_no)
);
create policy own on deliveries using (
  (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()) or asking_principal() = 'house');

create table stores (
  store_id text primary key,
  acquirer_id text not null references organisations,
  name text not null,
  opened_at timestamptz not null,
  unique (acquirer_id, name)
);
create policy own on stores using (
  (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()) or asking_principal() = 'house');
alter table devices add foreign key (store_id) references stores;
create index on devices (store_id) where store_id is not null;
create index on devices (acquirer_id, recall_due) where recall_due is not null;

create table counts (
  count_id text primary key,
  acquirer_id text not null references organisations,
  store_id text not null references stores,
  opened_by text not null references persons,
  opened_at timestamptz not null,
  -- Serials the room should hold when the count began.
  expected text[] not null,
  confirmed_by text references persons,
  confirmed_at timestamptz
);
create unique index one_count_per_room on counts (store_id) where confirmed_at is null;
create policy own on counts using (
  (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()) or asking_principal() = 'house');

create table count_marks (
  count_id text not null references counts,
  read_serial text not null,
  acquirer_id text not null references organisations,
  person_id text not null references persons,
  found text not null check (found in ('here', 'quarantined', 'elsewhere', 'unknown')),
  marked_at timestamptz not null,
  primary key (count_id, read_serial)
);
create policy own on count_marks using (
  (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()) or asking_principal() = 'house');

do $$ declare t text; begin
  foreach t in array array['custody_keys', 'hand_overs', 'deliveries', 'stores', 'counts', 'count_marks'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert on custody_keys, hand_overs, deliveries, stores, counts, count_marks to fangxin_app;
grant update (revoked_at) on custody_keys to fangxin_app;
grant update (standing, refused_by, told_by_giver_at, told_by_taker_at) on hand_overs to fangxin_app;
grant update (closed_at, not_listed, version) on deliveries to fangxin_app;
grant update (confirmed_by, confirmed_at) on counts to fangxin_app;
