-- Looks at a terminal's surface: before it is installed (the reference) and where it stands. Photos are papers of the case,
-- sealed and shown like every other; here stands which of them belong to which look.
create table inspections (
  inspection_id text primary key,
  device_id text not null references devices,
  case_id text not null references cases,
  visit_id text not null references visits,
  technician_id text not null references persons,
  kind text not null check (kind in ('reference', 'surface')),
  inspected_at timestamptz not null,
  told_at timestamptz not null,
  firmware_version text not null,
  serial_matched boolean not null,
  -- Points answered "no", and where the terminal stood right after.
  noes jsonb not null,
  status text not null
);
create index on inspections (device_id, inspected_at);
create table inspection_photos (
  -- The paper's id: a forbidden picture's paper goes, and this row with it.
  photo_id text primary key references documents on delete cascade,
  inspection_id text not null references inspections,
  side text not null check (side in ('front', 'back'))
);
create index on inspection_photos (inspection_id);
create policy party on inspections using (
  asking_principal() = 'house'
  or (asking_principal() in ('merchant', 'reviewer') and exists (select from cases c where c.case_id = inspections.case_id)));
create policy party on inspection_photos using (
  asking_principal() = 'house'
  or exists (select from inspections i where i.inspection_id = inspection_photos.inspection_id));
alter table inspections enable row level security;
alter table inspections force row level security;
alter table inspection_photos enable row level security;
alter table inspection_photos force row level security;
-- The house writes down what a technician tells; nobody changes it.
create policy house_records on inspections as restrictive for insert with check (asking_principal() = 'house');
create policy house_records on inspection_photos as restrictive for insert with check (asking_principal() = 'house');
grant select, insert on inspections, inspection_photos to fangxin_app;
grant delete on inspection_photos to fangxin_app;
create policy house_removes on inspection_photos as restrictive for delete using (asking_principal() = 'house');
