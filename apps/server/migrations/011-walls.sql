-- Walls drawn closer: a row's owner may change what the house lets people change, and no other column. Without this a
-- forgotten check in the code could have made a merchant an operator, or signed a fact with another's organisation.
alter policy write on memberships with check (asking_principal() = 'house');
alter policy finish on memberships using (
  asking_principal() = 'house'
  or (asking_principal() in ('provider', 'reviewer', 'regulator', 'operator') and organisation_id = asking_organisation()));
revoke update on memberships, organisations, sessions, api_keys, codes, passkeys from fangxin_app;
grant update (ended_at, badge_no) on memberships to fangxin_app;
grant update (name) on organisations to fangxin_app;
grant update (last_seen_at, ended_at) on sessions to fangxin_app;
grant update (revoked_at) on api_keys to fangxin_app;
grant update (tries, used_at) on codes to fangxin_app;
grant update (counter, last_used_at) on passkeys to fangxin_app;

-- Only the house opens sessions, and only after it has seen a code or a passkey.
create policy open on sessions as restrictive for insert with check (asking_principal() = 'house');

-- Who, for whom: what the corridor stamped, nothing else.
alter policy write on facts with check (
  principal = asking_principal() and person_id = coalesce(asking_person(), '')
  and organisation_id = coalesce(asking_organisation(), ''));
alter policy write on audit with check (
  asking_principal() = 'house'
  or (principal = asking_principal() and person_id = coalesce(asking_person(), '')
    and organisation_id = coalesce(asking_organisation(), '')));
