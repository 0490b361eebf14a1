-- A merchant's rights: corrections sealed like any words, deletions that can be taken back while nothing is destroyed, and
-- what the house empties when a term has ended.

-- Another migration may have declared fields of its own meanwhile: these are added to whatever stands.
do $$ declare declared text; begin
  select string_agg(quote_literal(field), ', ') into declared from (
    select m[1] as field from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') m
     where c.conname = 'declared' and c.conrelid = 'vault_values'::regclass
    union select unnest(array['correction-reason', 'correction-answer'])) as fields;
  alter table vault_values drop constraint declared;
  execute format('alter table vault_values add constraint declared check (field in (%s))', declared);
end $$;

-- Null where a deletion was found in the key store and not in a restored database.
alter table erasures alter column requested_by drop not null;
alter table erasures add column version integer not null default 1;
alter table erasures add column cancelled_at timestamptz;
alter table erasures drop constraint erasures_merchant_id_tenant_id_key;
create unique index on erasures (merchant_id, tenant_id) where cancelled_at is null;
grant update (version, schedule, cancelled_at) on erasures to fangxin_app;

-- Messages and kept answers go with their term, whoever they were for.
grant delete on messages to fangxin_app;
create policy see_to_sweep on idempotency for select using (asking_principal() = 'house');

-- Uploaded papers are emptied with their key; a store of their own, where there is one, empties its files itself.
do $$ begin
  if exists (select from information_schema.columns where table_name = 'documents' and column_name = 'content_sealed') then
    grant update (content_sealed) on documents to fangxin_app;
  end if;
end $$;
create index on messages (created_at);
