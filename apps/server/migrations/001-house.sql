-- The house: people, organisations, sessions, facts, audit, idempotency.
-- The application connects as fangxin_app, which owns nothing; row-level security is forced on every table,
-- so a forgotten `where` in the code meets a wall (trust.md §3b). The corridor sets who is asking for each transaction.

do $$ begin
  if not exists (select from pg_roles where rolname = 'fangxin_app') then
    create role fangxin_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  -- An owner who is no superuser may put the role on only when it is granted to them (PostgreSQL 16 and newer).
  if not pg_has_role(current_user, 'fangxin_app', 'set') then
    execute format('grant fangxin_app to %I with set true', current_user);
  end if;
end $$;
grant usage on schema public to fangxin_app;

create function asking_principal() returns text language sql stable parallel safe
  return nullif(current_setting('fx.principal', true), '');
create function asking_person() returns text language sql stable parallel safe
  return nullif(current_setting('fx.person', true), '');
create function asking_organisation() returns text language sql stable parallel safe
  return nullif(current_setting('fx.organisation', true), '');

create table organisations (
  organisation_id text primary key,
  kind text not null check (kind in ('merchant', 'provider', 'acquirer', 'regulator', 'platform')),
  name text not null,
  uscc text,
  licence_no text,
  hotline text,
  created_at timestamptz not null default now()
);
-- Names of licensed organisations and shops are public register data; what they do is not in this table.
create policy read on organisations for select using (true);
create policy write on organisations for insert with check (asking_principal() in ('house', 'operator'));
create policy rename on organisations for update
  using (asking_principal() in ('house', 'operator') or organisation_id = asking_organisation());

create table persons (
  person_id text primary key,
  phone_index bytea not null unique,
  phone_sealed bytea not null,
  name_sealed bytea not null,
  created_at timestamptz not null default now()
);

create table memberships (
  person_id text not null references persons,
  organisation_id text not null references organisations,
  principal text not null check (principal in ('merchant', 'provider', 'technician', 'reviewer', 'regulator', 'operator')),
  badge_no text,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (person_id, organisation_id, principal)
);
create index on memberships (organisation_id);
create policy own on memberships for select using (
  asking_principal() = 'house' or person_id = asking_person() or organisation_id = asking_organisation());
create policy write on memberships for insert with check (
  asking_principal() in ('house', 'operator') or organisation_id = asking_organisation());
create policy finish on memberships for update using (
  asking_principal() in ('house', 'operator') or organisation_id = asking_organisation());

create policy own on persons for select using (
  asking_principal() = 'house' or person_id = asking_person()
  or exists (select from memberships m where m.person_id = persons.person_id and m.organisation_id = asking_organisation()));
create policy write on persons for insert with check (asking_principal() = 'house');
create policy rename on persons for update using (asking_principal() = 'house' or person_id = asking_person());

-- Only a SHA-256 of the 256-bit token is kept: a stolen database opens no session.
create table sessions (
  session_id text primary key,
  token_hash bytea not null unique,
  person_id text not null references persons,
  organisation_id text not null references organisations,
  principal text not null,
  device text not null,
  started_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index on sessions (person_id);
create policy own on sessions using (asking_principal() = 'house' or person_id = asking_person());

-- Sign-in and signing codes. `tries` counts wrong guesses; five end the code.
create table codes (
  code_id text primary key,
  purpose text not null check (purpose in ('sign-in', 'sign-agreement')),
  phone_index bytea not null,
  address_index bytea not null,
  code_hash text not null,
  subject text not null default '',
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  tries integer not null default 0,
  used_at timestamptz
);
create index on codes (phone_index, requested_at);
create index on codes (address_index, requested_at);
create policy house on codes using (asking_principal() = 'house');

create table passkeys (
  passkey_id text primary key,
  person_id text not null references persons,
  credential_id text not null unique,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  backed_up boolean not null,
  label text not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create policy own on passkeys using (asking_principal() = 'house' or person_id = asking_person());

create table passkey_challenges (
  challenge_id text primary key,
  challenge text not null,
  person_id text references persons,
  expires_at timestamptz not null
);
create policy house on passkey_challenges using (asking_principal() = 'house');

create table api_keys (
  api_key_id text primary key,
  organisation_id text not null references organisations,
  issued_by text not null references persons,
  principal text not null,
  key_hash bytea not null unique,
  label text not null,
  calls text[] not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create policy own on api_keys using (asking_principal() = 'house' or organisation_id = asking_organisation());

-- Messages to people (SMS by adapter). Text and phone are sealed: a code in clear would be a password in clear.
create table messages (
  message_id text primary key,
  phone_index bytea not null,
  phone_sealed bytea not null,
  text_sealed bytea not null,
  template text not null,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  delivered_by text
);
create index on messages (phone_index, created_at);
create policy house on messages using (asking_principal() = 'house');

create table vault_values (
  value_id text primary key,
  owner_id text not null,
  case_id text not null,
  field text not null,
  value_sealed bytea not null,
  masked text not null,
  created_at timestamptz not null default now()
);
create index on vault_values (case_id);

-- Same key, same answer (draft-ietf-httpapi-idempotency-key): inserted in the transaction of the effect.
create table idempotency (
  scope text not null,
  key text not null,
  call text not null,
  fingerprint bytea not null,
  status integer,
  reply jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index on idempotency (created_at);
create policy own on idempotency using (scope = coalesce(asking_person(), '') || '/' || coalesce(asking_organisation(), ''));
create policy sweep on idempotency for delete using (asking_principal() = 'house');

create table audit (
  audit_id bigint generated always as identity primary key,
  at timestamptz not null,
  call text not null,
  principal text not null,
  person_id text not null,
  organisation_id text not null,
  case_id text,
  outcome text not null,
  request_id text not null
);
create index on audit (case_id, audit_id);
create index on audit (organisation_id, audit_id);
create policy write on audit for insert with check (true);
create policy read on audit for select using (
  asking_principal() in ('house', 'regulator', 'operator') or organisation_id = asking_organisation());

-- What happened, in order, for ever: no update but the leaf number, no delete.
create table facts (
  seq bigint generated always as identity primary key,
  fact_id text not null unique,
  stream text not null,
  version integer not null,
  type text not null,
  body jsonb not null,
  at timestamptz not null,
  principal text not null,
  person_id text not null,
  organisation_id text not null,
  request_id text not null,
  salt bytea not null,
  unique (stream, version)
);

-- The log's leaf of each fact: written in the fact's own transaction, numbered later by the one sequencer.
create table log_leaves (
  fact_seq bigint primary key references facts,
  entry bytea not null,
  leaf_index bigint unique
);
create index on log_leaves (fact_seq) where leaf_index is null;
create policy write on log_leaves for insert with check (true);
create policy read on log_leaves for select using (true);
create policy number on log_leaves for update using (asking_principal() = 'house');

create policy write on facts for insert with check (
  principal = asking_principal() and person_id = coalesce(asking_person(), ''));

do $$ declare t text; begin
  foreach t in array array['organisations','persons','memberships','sessions','codes','passkeys','passkey_challenges',
    'api_keys','messages','vault_values','idempotency','audit','facts','log_leaves'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

grant select, insert, update on organisations, persons, memberships, sessions, codes, passkeys, api_keys, messages,
  vault_values, log_leaves to fangxin_app;
grant delete on passkeys, passkey_challenges to fangxin_app;
grant select, insert, delete on passkey_challenges to fangxin_app;
grant select, insert, update, delete on idempotency to fangxin_app;
grant select, insert on audit, facts to fangxin_app;
