import type { Device } from '#device/device.ts'
import { plain } from '#device/reading.ts'
import { chinaDay, addDays } from '#ground/calendar.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { moveDevice } from './device.ts'

/** A storeroom is counted at least this often (DSS 9.5.1, interval by the acquirer's own risk analysis; ours is the stricter). */
const COUNT_EVERY_DAYS = 31

const isOurs = async (errand: Errand, storeId: string | null): Promise<boolean> => {
  if (storeId === null) return true
  const rows = await errand.run(
    db
      .selectFrom('stores')
      .select('store_id')
      .where('store_id', '=', storeId)
      .where('acquirer_id', '=', errand.actor.organisationId),
  )
  return rows.length > 0
}

const loadCount = async (errand: Errand, countId: string) => {
  const [count] = await errand.run(
    db.selectFrom('counts').selectAll().where('count_id', '=', countId).forUpdate(),
  )
  if (!count) throw new NotFound()
  const marks = await errand.run(
    db
      .selectFrom('count_marks')
      .select(['read_serial', 'found', 'person_id'])
      .where('count_id', '=', countId)
      .orderBy('read_serial'),
  )
  const seen = (found: string) => marks.filter((mark) => mark.found === found).map((mark) => mark.read_serial)
  const there = new Set([...seen('here'), ...seen('quarantined')])
  return { count, marks, seen, missing: count.expected.filter((serial) => !there.has(serial)) }
}

/** Storerooms, and counting what lies in them. */
export const storage: Room<
  | 'stores.open'
  | 'stores.list'
  | 'devices.store'
  | 'counts.open'
  | 'counts.record'
  | 'counts.confirm'
  | 'counts.count'
> = {
  async 'stores.open'(errand, { name }) {
    const storeId = newId('sto')
    const written = await errand.run(
      db
        .insertInto('stores')
        .values({
          store_id: storeId,
          acquirer_id: errand.actor.organisationId,
          name: name.trim(),
          opened_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('store_id'),
    )
    return written.length === 0 ? refuse('CUST-34', {}, 'name') : { storeId }
  },

  async 'stores.list'(errand) {
    const rows = await errand.run(
      db
        .selectFrom('stores as s')
        .select((ask) => [
          's.store_id',
          's.name',
          's.opened_at',
          ask
            .selectFrom('devices as d')
            .whereRef('d.store_id', '=', 's.store_id')
            .select((of) => of.fn.countAll<number>().as('n'))
            .as('devices'),
          ask
            .selectFrom('counts as c')
            .whereRef('c.store_id', '=', 's.store_id')
            .where('c.confirmed_at', 'is not', null)
            .select((of) => of.fn.max('c.confirmed_at').as('last'))
            .as('counted_at'),
          ask
            .selectFrom('counts as c')
            .whereRef('c.store_id', '=', 's.store_id')
            .where('c.confirmed_at', 'is', null)
            .select('c.count_id')
            .as('open_count'),
        ])
        .orderBy('s.name')
        .limit(500),
    )
    const today = chinaDay(errand.stamp.at)
    return {
      items: rows.map((row) => ({
        storeId: row.store_id,
        name: row.name,
        devices: Number(row.devices ?? 0),
        countedOn: row.counted_at === null ? null : chinaDay(row.counted_at),
        openCount: row.open_count,
        countDue: addDays(chinaDay(row.counted_at ?? row.opened_at), COUNT_EVERY_DAYS) < today,
      })),
    }
  },

  async 'devices.store'(errand, { deviceId, storeId }) {
    const storeIsOurs = await isOurs(errand, storeId)
    const after = await moveDevice(errand, deviceId, { type: 'store', storeId, storeIsOurs })
    return isRefusal(after) ? after : { ok: true }
  },

  async 'counts.open'(errand, { storeId }) {
    if (!(await isOurs(errand, storeId))) throw new NotFound()
    const rows = await errand.run(
      db.selectFrom('devices').select('serial_no').where('store_id', '=', storeId).orderBy('serial_no'),
    )
    const countId = newId('cnt')
    const written = await errand.run(
      db
        .insertInto('counts')
        .values({
          count_id: countId,
          acquirer_id: errand.actor.organisationId,
          store_id: storeId,
          opened_by: errand.actor.personId,
          opened_at: errand.stamp.at,
          expected: rows.map((row) => row.serial_no),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('count_id'),
    )
    if (written.length === 0) return refuse('CUST-35', {}, 'storeId')
    const fact = { type: 'count-opened', storeId, expected: rows.length } as const
    await errand.record(`count/${countId}`, 0, [fact])
    return { countId, expected: rows.length }
  },

  async 'counts.record'(errand, { countId, readSerial, readSeal }) {
    const { count } = await loadCount(errand, countId)
    if (count.confirmed_at !== null) return refuse('CUST-35', {}, 'countId')
    const serial = plain(readSerial).replaceAll(/[^0-9A-Z-]/g, '')
    const [row] = await errand.run(
      db
        .selectFrom('devices')
        .select(['device_id', 'store_id'])
        .where('acquirer_id', '=', count.acquirer_id)
        .where('serial_no', '=', serial),
    )
    let found: 'here' | 'quarantined' | 'elsewhere' | 'unknown' = row ? 'elsewhere' : 'unknown'
    if (row && row.store_id === count.store_id) {
      const read = readSeal === undefined ? { readSerial } : { readSerial, readSeal }
      const after: Device | ReturnType<typeof refuse> = await moveDevice(errand, row.device_id, {
        type: 'count',
        countId,
        ...read,
      })
      if (isRefusal(after)) return after
      found = after.status === 'suspect' ? 'quarantined' : 'here'
    }
    await errand.run(
      db
        .insertInto('count_marks')
        .values({
          count_id: countId,
          read_serial: serial,
          acquirer_id: count.acquirer_id,
          person_id: errand.actor.personId,
          found,
          marked_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.doNothing()),
    )
    return { found }
  },

  /** CUST-36: the second person's word makes what was not found missing. */
  async 'counts.confirm'(errand, { countId }) {
    const { count, marks, missing, seen } = await loadCount(errand, countId)
    if (count.confirmed_at !== null) return refuse('CUST-35', {}, 'countId')
    const { personId } = errand.actor
    if (count.opened_by === personId || marks.some((mark) => mark.person_id === personId))
      return refuse('CUST-36')
    const gone: string[] = []
    for (const serial of missing) {
      const [row] = await errand.run(
        db.selectFrom('devices').select(['device_id', 'store_id']).where('serial_no', '=', serial),
      )
      // Taken out by a recorded move since the count began: not missing.
      if (!row || row.store_id !== count.store_id) continue
      const after = await moveDevice(errand, row.device_id, { type: 'miss', noticedIn: countId })
      if (isRefusal(after)) return after
      gone.push(serial)
    }
    await errand.run(
      db
        .updateTable('counts')
        .set({ confirmed_by: personId, confirmed_at: errand.stamp.at })
        .where('count_id', '=', countId),
    )
    const fact = {
      type: 'count-confirmed',
      here: seen('here').length,
      missing: gone,
      elsewhere: seen('elsewhere'),
      unknown: seen('unknown'),
    } as const
    await errand.record(`count/${countId}`, 1, [fact])
    return { missing: gone.slice(0, 500) }
  },

  async 'counts.count'(errand, { countId }) {
    const { count, seen, missing } = await loadCount(errand, countId)
    return {
      openedAt: count.opened_at,
      confirmedAt: count.confirmed_at,
      expected: count.expected.slice(0, 500),
      here: [...seen('here'), ...seen('quarantined')].slice(0, 500),
      missing: missing.slice(0, 500),
      elsewhere: seen('elsewhere').slice(0, 500),
      unknown: seen('unknown').slice(0, 500),
    }
  },
}
