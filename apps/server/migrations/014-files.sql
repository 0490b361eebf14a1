-- Contents leave the table for the file store, sealed as before: a page each under `file_key` and its number. The row keeps
-- what is said of the paper. A backup now takes the database first and the files after it: a file without a row is
-- harmless and swept, a row without its file is not.
alter table documents drop column content_sealed;
alter table documents
  add column file_key text not null unique,
  add column pages integer not null check (pages between 1 and 100),
  -- What the sender handed in, before it was drawn anew.
  add column uploaded_type text not null,
  add column scan text not null check (scan in ('clean', 'not-scanned')),
  -- Place, time and camera that stood in a photo and were taken out of it.
  add column evidence_sealed bytea;
