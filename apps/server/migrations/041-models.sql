-- What a model can do, and the hardware its certificates were given for.
alter table models add column hardware_version text,
  add column capabilities text[] not null default '{}',
  add column data_lines text[] not null default '{}';
