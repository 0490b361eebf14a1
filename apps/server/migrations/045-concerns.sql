-- What passers-by report of a terminal, from the page its label opens. Codes only: nobody types a word there. The number
-- they keep opens the answer; only its keyed index stands here.
create table concerns (
  concern_id text primary key,
  number_index bytea not null unique,
  device_id text not null references devices,
  acquirer_id text not null references organisations,
  kind text not null,
  reason text not null,
  status text not null,
  address_index bytea not null,
  reported_at timestamptz not null,
  answer_due timestamptz not null,
  settle_due timestamptz not null,
  version integer not null,
  state jsonb not null
);
create index on concerns (acquirer_id, concern_id);
create index on concerns (device_id, reported_at);
create index on concerns (address_index, reported_at);
create policy party on concerns for select using (
  case asking_principal()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'regulator' then true
    when 'operator' then true
    when 'house' then true
    else false
  end);
create policy change on concerns for update using (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());
create policy report on concerns for insert with check (asking_principal() = 'house');
alter table concerns enable row level security;
alter table concerns force row level security;
grant select, insert, update on concerns to fangxin_app;
