-- Providers' public filing records. Public by rule (备案管理规范): everybody may read them.
create table filings (
  provider_id text primary key references organisations,
  filing_no text not null,
  filing_status text not null check (filing_status in ('effective', 'expired', 'cancelled')),
  filing_valid_until timestamptz,
  services text[] not null,
  region_codes text[] not null,
  evaluations text[] not null,
  hotline text not null,
  about text not null,
  published_by text not null references organisations,
  published_at timestamptz not null,
  version integer not null
);
create policy read on filings for select using (true);
create policy publish on filings for insert with check (asking_principal() in ('reviewer', 'operator'));
create policy renew on filings for update using (asking_principal() in ('reviewer', 'operator'));
alter table filings enable row level security;
alter table filings force row level security;
grant select, insert, update on filings to fangxin_app;
