-- A bag number closes one bag in its acquirer's whole stock, ever (CUST-55): whose it was first stays here after the bag was
-- opened, the device sent on or scrapped. Two at once meet the key.
create table bags (
  acquirer_id text not null references organisations,
  seal_no text not null,
  device_id text not null references devices,
  primary key (acquirer_id, seal_no)
);
-- Numbers closed before there was this table. Where two devices had one, its first owner in order of registration keeps it.
insert into bags (acquirer_id, seal_no, device_id)
select d.acquirer_id, n.seal_no, d.device_id
from devices d
cross join lateral (
  select d.state ->> 'sealNo' as seal_no where d.state ->> 'sealNo' is not null
  union
  select jsonb_array_elements_text(d.state -> 'spentSeals')
) n
order by d.device_id
on conflict do nothing;
alter table bags enable row level security;
alter table bags force row level security;
create policy house on bags using (asking_principal() = 'house');
grant select, insert on bags to fangxin_app;
