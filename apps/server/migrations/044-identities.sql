-- What is printed on a terminal: nobody can guess it, and a new label ends the one before. Only a digest is kept, so that
-- a copy of the database prints no label.
create table device_labels (
  label_hash bytea primary key,
  device_id text not null references devices,
  issue integer not null check (issue > 0),
  issued_at timestamptz not null,
  unique (device_id, issue)
);
create policy house on device_labels using (asking_principal() = 'house');

-- The key under which an acquirer names its devices.
create table device_authorities (
  acquirer_id text primary key references organisations,
  certificate bytea not null,
  key_sealed bytea not null,
  made_at timestamptz not null
);
create policy house on device_authorities using (asking_principal() = 'house');

-- Leave to enrol one device, once; the code is shown once and kept as a digest.
create table enrolment_leaves (
  code_hash bytea primary key,
  device_id text not null references devices,
  variant text not null check (variant in ('aes', 'sm4')),
  given_by text not null references persons,
  given_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index on enrolment_leaves (device_id);
create policy house on enrolment_leaves using (asking_principal() = 'house');

create table device_identities (
  identity_id text primary key,
  device_id text not null references devices,
  certificate bytea not null,
  key_sealed bytea not null,
  ended_at timestamptz,
  version integer not null,
  state jsonb not null
);
create unique index one_identity_per_device on device_identities (device_id) where ended_at is null;
create policy house on device_identities using (asking_principal() = 'house');

create table identity_challenges (
  challenge_id text primary key,
  identity_id text not null references device_identities,
  factor text not null check (factor ~ '^[0-9]{8}$'),
  address_index bytea not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  proved boolean,
  -- A factor is never given to a device twice: an answer overheard once is worth nothing.
  unique (identity_id, factor)
);
create index on identity_challenges (address_index, asked_at);
create index on identity_challenges (identity_id, asked_at);
create policy house on identity_challenges using (asking_principal() = 'house');

do $$ declare t text; begin
  foreach t in array array['device_labels','device_authorities','enrolment_leaves','device_identities','identity_challenges'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert on device_labels, device_authorities to fangxin_app;
-- Keys change, and what is sealed under them is sealed anew.
grant update (key_sealed) on device_authorities to fangxin_app;
grant select, insert, update on enrolment_leaves, device_identities, identity_challenges to fangxin_app;

-- A device that enrols and a passer-by who reports have no session. What they do is a fact, and a leaf is written with its
-- fact's number (`returning`): they read back what nobody in particular did, in these streams alone, and no call shows it.
create policy unnamed on facts for select using (
  asking_principal() = 'anonymous' and principal = 'anonymous' and person_id = ''
  and (stream like 'identity/%' or stream like 'concern/%'));
