-- Whoever asks by a serial number is answered alike whether there is such a terminal or not: a made-up challenge has no
-- identity behind it, and no right answer. What was asked stands as a keyed index, as addresses do.
-- `way`: by serial number, by the label on the terminal, or by the terminal itself, which signs; each has a pace of its own.
alter table identity_challenges alter column identity_id drop not null,
  add column asked_of bytea,
  add column way text not null default 'serial' check (way in ('serial', 'label', 'terminal')),
  add column signed_at timestamptz,
  add constraint made_up_is_never_proved check (identity_id is not null or proved is not true),
  add constraint terminals_sign check ((way = 'terminal') = (signed_at is not null)),
  -- A signed question that is sent again is no new one.
  add constraint signed_once unique (identity_id, signed_at);
create index on identity_challenges (asked_of, asked_at);
