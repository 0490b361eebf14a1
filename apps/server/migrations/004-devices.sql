-- The acquirer's catalogue. Open to everybody: a merchant compares models before signing anything.
create table models (
  model_code text primary key,
  acquirer_id text not null references organisations,
  maker text not null,
  name text not null,
  terminal_kind text not null,
  registry_code text not null,
  firmware_version text not null,
  price_cap_fen bigint not null,
  certificates jsonb not null,
  version integer not null,
  registered_at timestamptz not null
);
create policy read on models for select using (true);
create policy write on models for insert with check (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());
create policy renew on models for update using (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());

-- One row per device: the evolved state, and beside it who may see it and what must be unique.
create table devices (
  device_id text primary key,
  acquirer_id text not null references organisations,
  model_code text not null references models,
  serial_no text not null,
  seal_no text,
  status text not null,
  case_id text references cases,
  merchant_id text references organisations,
  provider_id text references organisations,
  -- The technician it was last offered to or who holds it, until it is home again.
  technician_id text references persons,
  terminal_no text,
  merchant_no text,
  tracking_no text,
  version integer not null,
  state jsonb not null,
  updated_at timestamptz not null,
  -- Never reused, not even after scrapping (trust.md §6 duty 15).
  unique (serial_no),
  unique (acquirer_id, seal_no),
  -- One terminal number at one merchant number is one device (S10 art. 10).
  unique (merchant_no, terminal_no)
);
-- One terminal, one merchant, one place: two installations racing for one case meet this wall.
create unique index one_device_per_case on devices (case_id)
  where status in ('reserved', 'in-transit', 'posted', 'on-site', 'bound', 'live', 'suspended');
create index on devices (acquirer_id, device_id);
create index on devices (merchant_id) where merchant_id is not null;
create index on devices (provider_id) where provider_id is not null;
create index on devices (technician_id) where technician_id is not null;

create policy party on devices for select using (
  case asking_principal()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'merchant' then merchant_id = asking_organisation()
    when 'provider' then provider_id = asking_organisation()
    -- His own, and those in a case he visits: a posted one waits there for his inspection.
    when 'technician' then technician_id = asking_person()
      or exists (select from cases c where c.case_id = devices.case_id)
    when 'regulator' then true
    when 'operator' then true
    when 'house' then true
    else false
  end);
create policy change on devices for update using (
  case asking_principal()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'merchant' then merchant_id = asking_organisation()
    when 'technician' then technician_id = asking_person()
      or exists (select from cases c where c.case_id = devices.case_id)
    when 'house' then true
    else false
  end);
create policy register on devices for insert with check (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());

-- The numbers an acquirer has given out, one row per range (`terminal`, or acquirer + area + MCC of field 42).
create table number_ranges (
  acquirer_id text not null references organisations,
  range text not null,
  used integer not null check (used > 0),
  primary key (acquirer_id, range)
);
create policy house on number_ranges using (asking_principal() = 'house');

-- Three digits in front of every merchant number. The network assigns them; until an operator enters an acquirer's
-- own, the house gives the next free one of the 8xx that non-bank acquirers have.
create table acquirer_codes (
  acquirer_id text primary key references organisations,
  code text not null unique check (code ~ '^[0-9]{3}$')
);
create policy house on acquirer_codes using (asking_principal() = 'house');

-- A shop keeps its merchant number when its terminal is replaced.
create table merchant_numbers (
  case_id text primary key references cases,
  merchant_no text not null unique
);
create policy house on merchant_numbers using (asking_principal() = 'house');

-- A leaf is written with its fact's number (`returning`), so whoever writes a fact may read that one back, whatever its
-- stream; facts carry no personal data, and these are the reader's own acts.
create policy own on facts for select using (person_id = asking_person());

do $$ declare t text; begin
  foreach t in array array['models','devices','number_ranges','acquirer_codes','merchant_numbers'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert, update on models, devices, number_ranges to fangxin_app;
grant select, insert on acquirer_codes, merchant_numbers to fangxin_app;
