-- The transparency log: tiles and signed checkpoints over the leaves. Public by purpose: anybody may read them.

-- One row per tile, full or not: a partial tile is how its tile began, so a narrower one is cut from the row.
create table log_tiles (
  level integer not null check (level between 0 and 63),
  tile_index bigint not null check (tile_index >= 0),
  hashes bytea not null check (octet_length(hashes) between 32 and 8192 and octet_length(hashes) % 32 = 0),
  primary key (level, tile_index)
);
create policy read on log_tiles for select using (true);
create policy write on log_tiles for insert with check (asking_principal() = 'house');
create policy widen on log_tiles for update using (asking_principal() = 'house');

-- What was told to the world stays as it was told.
create function tile_only_widens() returns trigger language plpgsql as $$ begin
  if new.level <> old.level or new.tile_index <> old.tile_index
    or substring(new.hashes for octet_length(old.hashes)) <> old.hashes then
    raise exception 'tile %/% may only grow to the right', old.level, old.tile_index using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger only_widens before update on log_tiles for each row execute function tile_only_widens();

-- The primary key is the wall against two checkpoints of one size.
create table log_checkpoints (
  origin text not null,
  tree_size bigint not null check (tree_size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null,
  signed_at timestamptz not null,
  primary key (origin, tree_size)
);
create index on log_checkpoints (tree_size);
create policy read on log_checkpoints for select using (true);
create policy sign on log_checkpoints for insert with check (asking_principal() = 'house');

do $$ declare t text; begin
  foreach t in array array['log_tiles','log_checkpoints'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert, update on log_tiles to fangxin_app;
grant select, insert on log_checkpoints to fangxin_app;

-- A leaf is written without a number, numbered once, and never changed (tlog-tiles tells an entry's length in 16 bits).
alter table log_leaves add constraint leaf_fits_bundle check (octet_length(entry) <= 65535);
alter policy write on log_leaves with check (leaf_index is null);
alter policy number on log_leaves using (asking_principal() = 'house' and leaf_index is null)
  with check (asking_principal() = 'house' and leaf_index is not null);
revoke update on log_leaves from fangxin_app;
grant update (leaf_index) on log_leaves to fangxin_app;

-- The regulator's figures come from rare rows of large tables.
create index facts_supervised on facts (type)
  where type in ('application-returned', 'application-rejected', 'rejection-appealed', 'finding-accepted');
create index audit_refused on audit (outcome) where outcome <> 'ok';
