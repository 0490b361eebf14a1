-- A terminal fetches its working key itself, by answering a challenge of its identity; nobody hands one over. The key stands
-- as long as that identity does. Without one: enrolled by hand before this, until it enrols anew.
alter table fleet add column identity_id text references device_identities;
drop policy enrol on fleet;
create policy enrol on fleet for insert with check (asking_principal() = 'house');

-- What a terminal without a session does is a fact of its own stream, as with identities (044).
drop policy unnamed on facts;
create policy unnamed on facts for select using (
  asking_principal() = 'anonymous' and principal = 'anonymous' and person_id = ''
  and (stream like 'identity/%' or stream like 'concern/%' or stream like 'terminal/%'));
