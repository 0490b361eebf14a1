-- The house seals every sealed column anew under a newer key (apps/server/src/house/sealed-columns.ts). Papers could only
-- be written once so far; their seal may now change, and nothing else about them.
do $$ begin
  if exists (select from information_schema.columns
              where table_schema = 'public' and table_name = 'documents' and column_name = 'content_sealed') then
    grant update (content_sealed) on documents to fangxin_app;
  end if;
end $$;
