-- A kept answer may hold an opened dossier or a new API key, a key whatever its sender put into it: neither stays in
-- clear. What was kept in clear goes; its keys are free again.
delete from idempotency;
alter table idempotency drop column reply, drop column status;
alter table idempotency add column reply_sealed bytea;
revoke update on idempotency from fangxin_app;
grant update (reply_sealed) on idempotency to fangxin_app;
