-- A provider's desk is told of incidents and of passers-by's reports of its shops' terminals (BEAT-20 to 22): it may read
-- them too, and how those terminals are. It changes nothing. Whose desk it was when something began is written down then:
-- a terminal that goes on to another provider's shop takes none of it along.
alter table incidents add column provider_id text references organisations;
alter table concerns add column provider_id text references organisations;
update incidents i set provider_id = d.provider_id from devices d
  where d.device_id = i.device_id and d.merchant_id = i.merchant_id;
update concerns c set provider_id = d.provider_id from devices d
  where d.device_id = c.device_id and c.status <> 'closed';
create index on incidents (provider_id, incident_id) where provider_id is not null;
create index on concerns (provider_id, concern_id) where provider_id is not null;

do $$ declare t text; begin
  foreach t in array array['incidents','concerns'] loop
    execute format('create policy told on %I for select using (
      asking_principal() = ''provider'' and provider_id = asking_organisation())', t);
  end loop;
end $$;
-- What an earlier shop's terminal last said is not the next shop's desk's to read.
create policy told on fleet for select using (
  asking_principal() = 'provider' and exists (
    select from devices d where d.device_id = fleet.device_id and d.provider_id = asking_organisation()
      and d.status in ('bound', 'live', 'suspended', 'suspect')));
create policy told on standbys for select using (
  asking_principal() = 'provider' and exists (
    select from devices d where d.device_id = standbys.device_id and d.provider_id = asking_organisation()
      and d.merchant_id = standbys.merchant_id));
