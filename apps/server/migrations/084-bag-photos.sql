-- Photos of closed bags, as whoever received them took them instead of weighing, or beside it (CUST-67). Drawn anew and sealed
-- like every paper; of no case, since a bag comes before there is one.
create table bag_photos (
  photo_id text primary key,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  taken_by text not null references persons,
  taken_at timestamptz not null,
  scan text not null check (scan in ('clean', 'not-scanned')),
  content_sealed bytea not null
);
create index on bag_photos (device_id, taken_at);
create policy own on bag_photos for select using (
  asking_principal() = 'house' or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation()));
create policy keep on bag_photos for insert with check (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());
-- A rotation of keys seals anew.
create policy reseal on bag_photos for update using (asking_principal() = 'house');
alter table bag_photos enable row level security;
alter table bag_photos force row level security;
grant select, insert on bag_photos to fangxin_app;
grant update (content_sealed) on bag_photos to fangxin_app;
