-- A desk may take a phone of its own people out of service: who ordered it, and why. The house writes it for the desk,
-- which sees no keys but through the house.
alter table custody_keys add column revoked_by text references persons,
  add column revoked_for text check (revoked_for in ('lost', 'stolen', 'left', 'misuse')),
  add constraint ordered_with_reason check ((revoked_by is null) = (revoked_for is null));
create index on custody_keys (organisation_id);
create policy order_off on custody_keys for update using (asking_principal() = 'house');
grant update (revoked_by, revoked_for) on custody_keys to fangxin_app;
