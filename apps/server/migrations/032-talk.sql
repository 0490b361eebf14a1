-- Words that accompany an agreement: questions, answers, negotiated wording, spoken promises, changes.
-- Another migration may have declared fields of its own meanwhile: these are added to whatever stands.
do $$ declare declared text; begin
  select string_agg(quote_literal(field), ', ') into declared from (
    select m[1] as field from pg_constraint c, regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''::text', 'g') m
     where c.conname = 'declared' and c.conrelid = 'vault_values'::regclass
    union select unnest(array['clause-question', 'clause-answer', 'negotiated-wording', 'spoken-promise',
      'promise-speaker', 'agreement-change'])) as fields;
  alter table vault_values drop constraint declared;
  execute format('alter table vault_values add constraint declared check (field in (%s))', declared);
end $$;
