-- What an acquirer's terminals speak to the test host, from which day on. In force once a second person has confirmed it.
create table acquirer_dialects (
  choice_id text primary key,
  acquirer_id text not null references organisations,
  dialect text not null,
  -- A day in China.
  from_day text not null check (from_day ~ '^\d{4}-\d{2}-\d{2}$'),
  chosen_by text not null references persons,
  chosen_at timestamptz not null,
  confirmed_by text references persons check (confirmed_by <> chosen_by),
  confirmed_at timestamptz,
  check ((confirmed_by is null) = (confirmed_at is null))
);
create index on acquirer_dialects (acquirer_id, from_day);
alter table acquirer_dialects enable row level security;
alter table acquirer_dialects force row level security;
create policy own on acquirer_dialects using (
  asking_principal() in ('house', 'operator')
  or (asking_principal() = 'reviewer' and acquirer_id = asking_organisation())
);
grant select, insert on acquirer_dialects to fangxin_app;
grant update (confirmed_by, confirmed_at) on acquirer_dialects to fangxin_app;

-- A run keeps the dialect it was opened with.
alter table function_tests
  add column dialect text not null default 'unionpay-pos',
  -- Null in runs from before it was kept.
  add column dialect_version integer;
