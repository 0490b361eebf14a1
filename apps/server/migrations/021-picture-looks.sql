-- Every uploaded picture is looked at once for what nobody may keep (9号 art. 27). Only the outcome stays, never what
-- was read: waiting, clear, or not-read (the reader could not; a person looks). A forbidden picture's row is deleted.
-- Pictures from before have not been looked at.
alter table documents add column look text not null default 'not-read'
  check (look in ('waiting', 'clear', 'not-read'));
alter table documents alter column look set default 'waiting';
-- The same picture gets the same answer without being read again.
create index on documents (sha256) where look = 'clear';

grant update (look), delete on documents to fangxin_app;
create policy house_looks on documents as restrictive for update using (asking_principal() = 'house');
create policy house_removes on documents as restrictive for delete using (asking_principal() = 'house');

create or replace function enqueue(task text, payload json, at timestamptz default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if task not in ('deliver-message', 'expire-function-test', 'look-at-picture', 'remove-paper-files', 'sweep') then
    raise exception 'unknown task %', task using errcode = '22023';
  end if;
  perform graphile_worker.add_job(task, payload, run_at := at);
end $$;
