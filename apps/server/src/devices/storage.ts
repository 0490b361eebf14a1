import type { Device } from '#device/device.ts'
import { plain } from '#device/reading.ts'
import { notOnList, openStoreroom, stands } from '#device/storeroom.ts'
import { chinaDay, addDays } from '#ground/calendar.ts'
import { isRefusal, refuse } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf, organisationNames } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { moveDevice } from './device.ts'
import { enterOnList, listsOf, mayEnter } from './keepers.ts'
import { roomLog } from './room-log.ts'

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
  | 'stores.moves'
  | 'devices.store'
  | 'counts.open'
  | 'counts.record'
  | 'counts.confirm'
  | 'counts.count'
> = {
  async 'stores.open'(errand, { name }) {
    const storeId = newId('sto')
    const facts = openStoreroom(storeId, errand.stamp)
    const written = await errand.run(
      db
        .insertInto('stores')
        .values({
          store_id: storeId,
          acquirer_id: errand.actor.organisationId,
          name: name.trim(),
          opened_at: errand.stamp.at,
          version: facts.length,
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('store_id'),
    )
    if (written.length === 0) return refuse('CUST-34', {}, 'name')
    await enterOnList(errand, storeId, errand.actor.personId, 'opened', null)
    await errand.record(`store/${storeId}`, 0, facts)
    return { storeId }
  },

  async 'stores.list'(errand, { after = '', limit = 100 }) {
    const { principal, organisationId, personId } = errand.actor
    // A regulator sees rooms, but of their counts only the day: with the house's eyes, and everybody else their own alone.
    const rows = await errand.asHouse(
      db
        .selectFrom('stores as s')
        .select((ask) => [
          's.store_id',
          's.acquirer_id',
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
        .where('s.store_id', '>', after)
        .$if(principal !== 'regulator', (own) => own.where('s.acquirer_id', '=', organisationId))
        .orderBy('s.store_id')
        .limit(limit),
    )
    const lists = await listsOf(
      errand,
      rows.map((row) => row.store_id),
    )
    const [names, houses] = await Promise.all([
      namesOf(
        errand,
        lists.flatMap((each) => [each.personId, each.letInBy ?? '']),
      ),
      organisationNames(
        errand,
        rows.map((row) => row.acquirer_id),
      ),
    ])
    const today = chinaDay(errand.stamp.at)
    return {
      items: rows.map((row) => ({
        storeId: row.store_id,
        acquirer: houses.get(row.acquirer_id) ?? '',
        name: row.name,
        devices: Number(row.devices ?? 0),
        countedOn: row.counted_at === null ? null : chinaDay(row.counted_at),
        openCount: row.open_count,
        countDue: addDays(chinaDay(row.counted_at ?? row.opened_at), COUNT_EVERY_DAYS) < today,
        mayEnter: lists.some(
          (each) => each.storeId === row.store_id && each.personId === personId && stands(each, today),
        ),
        keepers: lists
          .filter((each) => each.storeId === row.store_id)
          .map((each) => ({
            personId: each.personId,
            name: names.get(each.personId) ?? '',
            because: each.because,
            letInBy: each.letInBy === null ? null : (names.get(each.letInBy) ?? ''),
            letInOn: chinaDay(each.letInAt),
            until: each.until,
            stands: stands(each, today),
          })),
      })),
      next: rows.length === limit ? (rows.at(-1)?.store_id ?? null) : null,
    }
  },

  'stores.moves': (errand, { storeId, after, limit = 50 }) => roomLog(errand, storeId, after, limit),

  async 'devices.store'(errand, { deviceId, storeId }) {
    const storeIsOurs = await isOurs(errand, storeId)
    const after = await moveDevice(errand, deviceId, async (device) => ({
      ...{ type: 'store', storeId, storeIsOurs },
      // Out of one room and into the other: on the list of both.
      mayEnter: (await mayEnter(errand, storeId)) && (await mayEnter(errand, device.storeId)),
    }))
    return isRefusal(after) ? after : { ok: true }
  },

  async 'counts.open'(errand, { storeId }) {
    if (!(await isOurs(errand, storeId))) throw new NotFound()
    const shut = notOnList({ mayEnter: await mayEnter(errand, storeId) })
    if (shut) return shut
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
    const entry = { mayEnter: await mayEnter(errand, count.store_id) }
    const shut = notOnList(entry)
    if (shut) return shut
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
        ...entry,
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
    const shut = notOnList({ mayEnter: await mayEnter(errand, count.store_id) })
    if (shut) return shut
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
