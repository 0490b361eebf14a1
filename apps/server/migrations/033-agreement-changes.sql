-- The day of a change the merchant consented to. Another migration may have named tasks of its own meanwhile: this one
-- is added to whatever stands.
do $$ declare told text := pg_get_functiondef('enqueue(text, json, timestamptz)'::regprocedure); begin
  execute replace(told, 'if task not in (', 'if task not in (''apply-agreement-change'', ');
end $$;
