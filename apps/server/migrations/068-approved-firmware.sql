-- What a model may run: version, file, the certificate it was approved under, and from when until when.
alter table models add column firmwares jsonb not null default '[]';
