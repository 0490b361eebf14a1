-- What a technician types in the shop is sealed on the phone to the acquirer (HPKE, RFC 9180). The house keeps the
-- acquirer's keys for it, private ones sealed, and the ciphertexts as they came. Only the house reads either table: not
-- the provider, not the technician who wrote the row, and the acquirer through one function that records a purpose.

create table capture_keys (
  key_id text primary key,
  acquirer_id text not null references organisations,
  public_key bytea not null,
  private_sealed bytea not null,
  -- A key seals from and until (exclusive); it opens what it sealed for ever.
  valid_from timestamptz not null,
  valid_until timestamptz not null
);
create index on capture_keys (acquirer_id, valid_from desc);

create table captures (
  capture_id text primary key,
  case_id text not null references cases,
  visit_id text not null references visits,
  key_id text not null references capture_keys,
  -- Field → encapsulated key ‖ ciphertext ‖ tag, base64, as it came; sealed once more under the merchant's own data key,
  -- so that it ends when the merchant's data end.
  fields_sealed bytea not null,
  created_at timestamptz not null
);
create index on captures (case_id);

do $$ declare t text; begin
  foreach t in array array['capture_keys','captures'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy house on %I using (asking_principal() = ''house'')', t);
  end loop;
end $$;
grant select, insert on capture_keys, captures to fangxin_app;
grant update (valid_until) on capture_keys to fangxin_app;
grant update (fields_sealed) on captures to fangxin_app;
