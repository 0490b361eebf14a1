-- Which key store this database was sealed with. The keys themselves never stand in the database: whoever erases one there
-- erases it in every backup of this database too.
create table key_store (
  one boolean primary key default true check (one),
  key_store_id text not null
);
alter table key_store enable row level security;
alter table key_store force row level security;
create policy house on key_store using (asking_principal() = 'house');
grant select, insert on key_store to fangxin_app;

-- What is not declared in packages/vault/datum.ts cannot be kept; a test holds this list against that table.
alter table vault_values add constraint declared check (field in (
  'legalPersonName', 'legalPersonIdNo', 'contactPhone', 'premisesAddress', 'settlementAccountName', 'settlementAccountNo',
  'terminalPlace', 'survey-place', 'survey-note', 'appeal-statement', 'appeal-decision', 'rejection-remedy',
  'reveal-purpose', 'agreement-refusal', 'change-request', 'device-refusal'));
