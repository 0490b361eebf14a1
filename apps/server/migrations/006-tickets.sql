-- Tickets: the evolved state, the clocks beside it for lists and statistics. Words are sealed: people write names,
-- phones and amounts into them.
create table tickets (
  ticket_id text primary key,
  case_id text not null references cases,
  merchant_id text not null references organisations,
  acquirer_id text not null references organisations,
  provider_id text references organisations,
  category text not null,
  priority text not null,
  status text not null,
  subject_sealed bytea not null,
  opened_at timestamptz not null,
  answer_due timestamptz not null,
  answered_at timestamptz,
  resolve_due timestamptz not null,
  resolved_at timestamptz,
  missed_before boolean not null,
  version integer not null,
  state jsonb not null
);
create index on tickets (case_id);
create index on tickets (merchant_id, ticket_id);
create index on tickets (acquirer_id, ticket_id);
create index on tickets (provider_id, ticket_id);

create policy party on tickets for select using (
  case asking_principal()
    when 'merchant' then merchant_id = asking_organisation()
    when 'provider' then provider_id = asking_organisation()
    when 'reviewer' then acquirer_id = asking_organisation()
    when 'regulator' then true
    when 'operator' then true
    when 'house' then true
    else false
  end);
create policy change on tickets for update using (
  case asking_principal()
    when 'merchant' then merchant_id = asking_organisation()
    when 'provider' then provider_id = asking_organisation()
    when 'reviewer' then acquirer_id = asking_organisation()
    else false
  end);
create policy open on tickets for insert with check (
  asking_principal() = 'merchant' and merchant_id = asking_organisation());

create table ticket_messages (
  message_id text primary key,
  ticket_id text not null references tickets,
  at timestamptz not null,
  person_id text not null references persons,
  organisation_id text not null references organisations,
  text_sealed bytea not null
);
create index on ticket_messages (ticket_id, message_id);
create policy party on ticket_messages for select using (
  exists (select from tickets t where t.ticket_id = ticket_messages.ticket_id));
create policy write on ticket_messages for insert with check (
  person_id = asking_person() and organisation_id = asking_organisation()
  and exists (select from tickets t where t.ticket_id = ticket_messages.ticket_id));

do $$ declare t text; begin
  foreach t in array array['tickets','ticket_messages'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
  end loop;
end $$;
grant select, insert, update on tickets to fangxin_app;
grant select, insert on ticket_messages to fangxin_app;
