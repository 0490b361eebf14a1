-- Grants, reveals, consents and erasures: who may see what of whom, who did, what the merchant agreed to, and what ends when.
create table grants (
  grant_id text primary key,
  case_id text not null references cases,
  reader_id text not null references persons,
  organisation_id text not null references organisations,
  kind text not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  version integer not null,
  state jsonb not null
);
create index on grants (case_id);
create index on grants (reader_id, expires_at);

-- One row for each look at clear text, written and committed before the value leaves; fact_stream and fact_version find
-- its leaf in the log.
create table reveals (
  reveal_id text primary key,
  grant_id text not null references grants,
  case_id text not null references cases,
  person_id text not null references persons,
  organisation_id text not null references organisations,
  principal text not null,
  fields text[] not null,
  purpose text not null,
  words_ref text not null default '',
  at timestamptz not null,
  fact_stream text not null,
  fact_version integer not null,
  unique (fact_stream, fact_version)
);
create index on reveals (case_id, reveal_id);
create index on reveals (person_id, at);

create table consents (
  receipt_id text primary key,
  merchant_id text not null references organisations,
  person_id text not null references persons,
  purpose text not null,
  notice_version integer not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index on consents (merchant_id, purpose, notice_version) where withdrawn_at is null;

-- A deletion that was asked for: sealed off at once, each key destroyed on its day.
create table erasures (
  erasure_id text primary key,
  merchant_id text not null references organisations,
  tenant_id text not null references organisations,
  requested_by text not null references persons,
  requested_at timestamptz not null,
  concluded boolean not null,
  schedule jsonb not null,
  done_at timestamptz,
  unique (merchant_id, tenant_id)
);

do $$ declare t text; begin
  foreach t in array array['grants','reveals','consents','erasures'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;

-- A merchant sees who may see and who saw; readers what is theirs; the acquirer what its people hold; supervision all of it,
-- for there is no personal datum in it. Only the house writes, after the rules have been asked.
create policy read on grants for select using (
  case asking_principal()
    when 'house' then true
    when 'regulator' then true
    when 'operator' then true
    when 'merchant' then exists (select from cases c where c.case_id = grants.case_id)
    when 'reviewer' then organisation_id = asking_organisation()
      or exists (select from cases c where c.case_id = grants.case_id)
    when 'technician' then reader_id = asking_person()
    else false
  end);
create policy write on grants for insert with check (asking_principal() = 'house');
create policy move on grants for update using (asking_principal() = 'house');

create policy read on reveals for select using (
  case asking_principal()
    when 'house' then true
    when 'regulator' then true
    when 'operator' then true
    when 'merchant' then exists (select from cases c where c.case_id = reveals.case_id)
    when 'reviewer' then exists (select from cases c where c.case_id = reveals.case_id)
    when 'technician' then person_id = asking_person()
    else false
  end);
create policy write on reveals for insert with check (asking_principal() = 'house');

create policy own on consents using (
  asking_principal() = 'house' or (asking_principal() = 'merchant' and merchant_id = asking_organisation()));
create policy own on erasures for select using (
  asking_principal() in ('house', 'regulator', 'operator')
  or (asking_principal() = 'merchant' and merchant_id = asking_organisation())
  or (asking_principal() = 'reviewer' and tenant_id = asking_organisation()));
create policy ask on erasures for insert with check (asking_principal() = 'house');
create policy done on erasures for update using (asking_principal() = 'house');

grant select, insert on grants, reveals, consents, erasures to fangxin_app;
grant update (expires_at, ended_at, version, state) on grants to fangxin_app;
grant update (withdrawn_at) on consents to fangxin_app;
grant update (done_at) on erasures to fangxin_app;
-- The house seals values anew under a newer key, and empties what was erased.
grant update (text_sealed) on ticket_messages to fangxin_app;
create policy reseal on ticket_messages for update using (asking_principal() = 'house');
create policy reseal on tickets for update using (asking_principal() = 'house');
