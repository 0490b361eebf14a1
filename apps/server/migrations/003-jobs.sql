-- Jobs live in graphile_worker's own schema, which the application role cannot touch. This is the one door: it adds a
-- job in the caller's transaction and does nothing else. SECURITY DEFINER is reviewed here: fixed search path, only
-- named tasks, payload stays data.
create function enqueue(task text, payload json, at timestamptz default null) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if task not in ('deliver-message', 'expire-function-test', 'sweep') then
    raise exception 'unknown task %', task using errcode = '22023';
  end if;
  perform graphile_worker.add_job(task, payload, run_at := at);
end $$;
revoke all on function enqueue(text, json, timestamptz) from public;
grant execute on function enqueue(text, json, timestamptz) to fangxin_app;
