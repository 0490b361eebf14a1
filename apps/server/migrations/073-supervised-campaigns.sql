-- The regulator reads what is sent to terminals: manifests with their signatures, campaigns, and each serial's installs.
-- It changes nothing: these policies are for select alone, beside the acquirer's own.
do $$ declare t text; begin
  foreach t in array array['firmware_keys','manifests','campaigns','installs'] loop
    execute format('create policy supervise on %I for select using (asking_principal() = ''regulator'')', t);
  end loop;
end $$;
