-- The certificate itself, as the maker sent it: drawn anew page by page like every paper, found by the digest of the file
-- that stands with the certificate. Models are public, and so is what proves them, to whoever has signed in.
create table certificate_pages (
  -- `<sha256>/<page>`
  page_id text primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  page integer not null check (page between 1 and pages),
  pages integer not null check (pages between 1 and 100),
  content_sealed bytea not null,
  scan text not null check (scan in ('clean', 'not-scanned')),
  acquirer_id text not null references organisations,
  kept_at timestamptz not null,
  unique (sha256, page)
);
create policy read on certificate_pages for select using (asking_principal() <> 'anonymous');
create policy keep on certificate_pages for insert with check (
  asking_principal() = 'reviewer' and acquirer_id = asking_organisation());
-- A rotation of keys seals anew.
create policy reseal on certificate_pages for update using (asking_principal() = 'house');
alter table certificate_pages enable row level security;
alter table certificate_pages force row level security;
grant select, insert on certificate_pages to fangxin_app;
grant update (content_sealed) on certificate_pages to fangxin_app;
