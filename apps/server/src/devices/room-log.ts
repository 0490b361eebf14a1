import { sql } from 'kysely'
import type { OutputOf } from '#api/calls.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { db, statement } from '../house/tables.ts'

type Step = {
  readonly seq: string
  readonly fact_id: string
  readonly at: string
  readonly type: string
  readonly device_id: string
  readonly serial_no: string
  readonly comes: boolean
  readonly by_id: string
  /** Whom or where it went to or came from: a person, another room, a courier's or workshop's name. */
  readonly person: string | null
  readonly room: string | null
  readonly firm: string | null
}
type Moves = OutputOf<'stores.moves'>
type How = Moves['items'][number]['how']

const hows: Readonly<Record<string, How>> = {
  'custody-accepted': 'handed-over',
  'handed-over': 'handed-over',
  'hand-over-contradicted': 'contradicted',
  'device-posted': 'posted',
  'sent-to-repair': 'repair',
  'device-retired': 'retired',
}

/**
 * What went into a room and out of it, read off the devices' own facts: a terminal is in the room it was stored in until it is
 * stored elsewhere, changes hands or ends. No second record that could say something else.
 */
const stepsOf = (storeId: string, after: string | null, limit: number) => sql<Step>`
  with steps as (
    select f.*, case when f.type = 'device-stored' then f.body ->> 'storeId' end as lies
    from facts f
    where f.stream in (
        select i.stream from facts i where i.type = 'device-stored' and i.body ->> 'storeId' = ${storeId})
      and (f.type in ('device-stored', 'custody-accepted', 'device-posted', 'sent-to-repair', 'device-retired')
        or (f.type = 'handed-over' and f.body -> 'giver' ->> 'kind' = 'acquirer')
        or (f.type = 'hand-over-contradicted' and f.body -> 'holder' ->> 'kind' <> 'acquirer'))
  ), turns as (
    select *, lag(lies) over (partition by stream order by version) as lay from steps
  )
  select t.seq::text, t.fact_id, t.at, t.type, d.device_id, d.serial_no, t.lies is not distinct from ${storeId} as comes,
    coalesce(t.body ->> 'givenBy',
      case when t.type = 'custody-accepted' then (
        select o.person_id from facts o
        where o.stream = t.stream and o.type = 'custody-offered' and o.version < t.version
        order by o.version desc limit 1) end,
      t.person_id) as by_id,
    coalesce(t.body ->> 'takenBy', t.body ->> 'technicianId') as person,
    (select s.name from stores s where s.store_id = case when t.lies = ${storeId} then t.lay else t.lies end) as room,
    coalesce(t.body ->> 'courier', t.body ->> 'repairer') as firm
  from turns t
  join devices d on t.stream = 'device/' || d.device_id
  where t.lies is distinct from t.lay and ${storeId} in (t.lies, t.lay)
    and (${after}::bigint is null or t.seq < ${after}::bigint)
  order by t.seq desc
  limit ${limit}`

/** Newest first; for the room's own acquirer and for the regulator. */
export const roomLog = async (
  errand: Errand,
  storeId: string,
  after: string | undefined,
  limit: number,
): Promise<Moves> => {
  const rooms = await errand.run(db.selectFrom('stores').select('store_id').where('store_id', '=', storeId))
  if (rooms.length === 0) throw new NotFound()
  // Facts of other people's making, and the technicians they name: whose room it is was asked before.
  const rows = await errand.asHouse(statement(stepsOf(storeId, after ?? null, limit)))
  const names = await namesOf(
    errand,
    rows.flatMap((row) => [row.by_id, row.person ?? '']),
  )
  return {
    items: rows.map((row) => ({
      factId: row.fact_id,
      at: row.at,
      way: row.comes ? 'in' : 'out',
      how: hows[row.type] ?? (row.room === null ? 'stored' : 'moved'),
      deviceId: row.device_id,
      serialNo: row.serial_no,
      by: names.get(row.by_id) ?? '',
      other: row.room ?? row.firm ?? names.get(row.person ?? '') ?? '',
    })),
    next: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null,
  }
}
