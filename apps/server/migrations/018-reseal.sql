-- The house seals every sealed column anew under a newer key (apps/server/src/house/sealed-columns.ts): the seal may change,
-- and nothing else of these rows.
grant update (evidence_sealed) on documents to fangxin_app;
grant update (private_sealed) on capture_keys to fangxin_app;
