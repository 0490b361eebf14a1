-- The agreement as a file: the PDF both sign, then the sealed one that begins with the same bytes. In the database, not
-- in the file store: it commits or rolls back with the fact that names its digest.
create table agreement_files (
  agreement_id text primary key references agreement_texts,
  case_id text not null references cases,
  sha256 text not null,
  pdf_sealed bytea not null,
  -- What the merchant signed with, kept until the acquirer's seal closes over it and after.
  evidence_sealed bytea,
  sealed_sha256 text,
  created_at timestamptz not null,
  check (sealed_sha256 is null or evidence_sealed is not null)
);
create index on agreement_files (case_id);

-- Test certificates the house made for acquirers of a demo; real ones come from a file (SIGNING_P12) and stand nowhere here.
create table signing_certificates (
  acquirer_id text primary key references organisations,
  certificate bytea not null,
  key_sealed bytea not null,
  created_at timestamptz not null
);

alter table agreement_files enable row level security;
alter table agreement_files force row level security;
-- The parties read their copy; the house alone writes, since the text may come from the provider.
create policy party on agreement_files for select using (
  asking_principal() = 'house'
  or (asking_principal() in ('merchant', 'reviewer')
      and exists (select from cases c where c.case_id = agreement_files.case_id)));
create policy write on agreement_files for insert with check (asking_principal() = 'house');
create policy sign on agreement_files for update using (asking_principal() = 'house');

alter table signing_certificates enable row level security;
alter table signing_certificates force row level security;
create policy house on signing_certificates using (asking_principal() = 'house');

grant select, insert on agreement_files, signing_certificates to fangxin_app;
grant update (pdf_sealed, evidence_sealed, sealed_sha256) on agreement_files to fangxin_app;
-- A rotation of keys seals anew.
grant update (key_sealed) on signing_certificates to fangxin_app;
