-- Who may enter a storeroom (CUST-63 … CUST-66). A person's standing row is the one that has not ended; those that have stay.
alter table stores add column version integer not null default 0;
create table store_keepers (
  store_id text not null references stores,
  person_id text not null references persons,
  -- How they came onto the list; the last two were there before there was one.
  because text not null check (because in ('opened', 'let-in', 'had-used-it', 'was-reviewer')),
  -- Null for rooms that stood before.
  let_in_by text references persons,
  let_in_at timestamptz not null,
  -- A day in China; null: until somebody ends it.
  until text check (until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
  ended_by text references persons,
  ended_at timestamptz
);
create unique index one_standing on store_keepers (store_id, person_id) where ended_at is null;
create policy own on store_keepers using (
  asking_principal() = 'house'
  or (asking_principal() = 'reviewer' and exists (
    select from stores s where s.store_id = store_keepers.store_id and s.acquirer_id = asking_organisation())));
create policy supervise on store_keepers for select using (asking_principal() = 'regulator');
create policy supervise on stores for select using (asking_principal() = 'regulator');
alter table store_keepers enable row level security;
alter table store_keepers force row level security;
grant select, insert on store_keepers to fangxin_app;
grant update (ended_by, ended_at) on store_keepers to fangxin_app;
grant update (version) on stores to fangxin_app;

-- Rooms that stand: whoever stored something there or counted it, as far as they still work at the desk …
insert into store_keepers (store_id, person_id, because, let_in_at)
select distinct s.store_id, m.person_id, 'had-used-it', now()
from stores s
join (
  select body ->> 'storeId' as store_id, person_id from facts where type = 'device-stored'
  union select store_id, opened_by from counts
  union select store_id, confirmed_by from counts
  union select c.store_id, k.person_id from counts c join count_marks k on k.count_id = c.count_id
) used on used.store_id = s.store_id
join memberships m on m.person_id = used.person_id and m.organisation_id = s.acquirer_id
  and m.principal = 'reviewer' and m.ended_at is null;
-- … and where nobody has, everybody of the desk: a room nobody may enter would lock its terminals in.
insert into store_keepers (store_id, person_id, because, let_in_at)
select s.store_id, m.person_id, 'was-reviewer', now()
from stores s
join memberships m on m.organisation_id = s.acquirer_id and m.principal = 'reviewer' and m.ended_at is null
where not exists (select from store_keepers k where k.store_id = s.store_id);

-- What has ended lies in no room: a count would wait for it for ever.
update devices set store_id = null, state = state || '{"storeId": null}'
where status = 'retired' and store_id is not null;

-- What went into a room, looked up from the facts themselves.
create index facts_stored on facts ((body ->> 'storeId')) where type = 'device-stored';
