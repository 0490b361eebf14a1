import type { Keeper, Storeroom } from '#device/storeroom.ts'
import { endAccess, letIn } from '#device/storeroom.ts'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { db } from '../house/tables.ts'

const keepersOf = (storeIds: readonly string[]) =>
  db
    .selectFrom('store_keepers as k')
    .innerJoin('stores as s', 's.store_id', 'k.store_id')
    .leftJoin('memberships as m', (join) =>
      join
        .onRef('m.person_id', '=', 'k.person_id')
        .onRef('m.organisation_id', '=', 's.acquirer_id')
        .on('m.principal', '=', 'reviewer')
        .on('m.ended_at', 'is', null),
    )
    .select([
      'k.store_id',
      'k.person_id',
      'k.because',
      'k.let_in_by',
      'k.let_in_at',
      'k.until',
      'm.person_id as at_desk',
    ])
    .where('k.store_id', 'in', ['', ...storeIds])
    .where('k.ended_at', 'is', null)
    .orderBy('k.let_in_at')

export type KeeperRow = Keeper & {
  readonly storeId: string
  readonly because: 'opened' | 'let-in' | 'had-used-it' | 'was-reviewer'
  readonly letInBy: string | null
  readonly letInAt: string
}

/** Who stands on the lists of these rooms. A regulator sees who has left a desk only with the house's eyes. */
export const listsOf = async (errand: Errand, storeIds: readonly string[]): Promise<readonly KeeperRow[]> =>
  (await errand.asHouse(keepersOf(storeIds))).map((row) => ({
    storeId: row.store_id,
    personId: row.person_id,
    because: row.because as KeeperRow['because'],
    letInBy: row.let_in_by,
    letInAt: row.let_in_at,
    until: row.until,
    atDesk: row.at_desk !== null,
  }))

/** CUST-63: is this person on the list of that room on that day? Nothing is opened where there is none. */
export const mayEnter = async (
  errand: Errand,
  storeId: string | null,
  personId = errand.actor.personId,
  at = errand.stamp.at,
): Promise<boolean> => {
  if (storeId === null) return true
  // Asked as well when a technician delivers what a keeper signed. The list of that moment: who was let in or ended since does not count.
  const rows = await errand.asHouse(
    db
      .selectFrom('store_keepers')
      .select('person_id')
      .where('store_id', '=', storeId)
      .where('person_id', '=', personId)
      .where('let_in_at', '<=', at)
      .where((or) => or.or([or('ended_at', 'is', null), or('ended_at', '>', at)]))
      .where((or) => or.or([or('until', 'is', null), or('until', '>=', chinaDay(at))])),
  )
  return rows.length > 0
}

/** The room and its list, locked: of two who end the last two keepers, one is refused. */
const lockRoom = async (
  errand: Errand,
  storeId: string,
): Promise<Storeroom & { readonly version: number }> => {
  const [store] = await errand.run(
    db
      .selectFrom('stores')
      .select('version')
      .where('store_id', '=', storeId)
      .where('acquirer_id', '=', errand.actor.organisationId)
      .forUpdate(),
  )
  if (!store) throw new NotFound()
  return { version: store.version, keepers: await listsOf(errand, [storeId]) }
}

const endRow = (errand: Errand, storeId: string, personId: string) =>
  errand.run(
    db
      .updateTable('store_keepers')
      .set({ ended_by: errand.actor.personId, ended_at: errand.stamp.at })
      .where('store_id', '=', storeId)
      .where('person_id', '=', personId)
      .where('ended_at', 'is', null),
  )

const told = async (
  errand: Errand,
  storeId: string,
  version: number,
  facts: Parameters<Errand['record']>[2],
): Promise<{ ok: true }> => {
  await errand.run(
    db
      .updateTable('stores')
      .set({ version: version + facts.length })
      .where('store_id', '=', storeId),
  )
  await errand.record(`store/${storeId}`, version, facts)
  return { ok: true }
}

export const enterOnList = (
  errand: Errand,
  storeId: string,
  personId: string,
  because: 'opened' | 'let-in',
  until: string | null,
) =>
  errand.run(
    db.insertInto('store_keepers').values({
      store_id: storeId,
      person_id: personId,
      because,
      let_in_by: errand.actor.personId,
      let_in_at: errand.stamp.at,
      until,
    }),
  )

/** Who may enter a storeroom: entered and struck off by somebody at the same desk. */
export const keepers: Room<'stores.let-in' | 'stores.end-access'> = {
  async 'stores.let-in'(errand, { storeId, personId, until = null }) {
    const room = await lockRoom(errand, storeId)
    const atDesk = await errand.run(
      db
        .selectFrom('memberships')
        .select('person_id')
        .where('person_id', '=', personId)
        .where('organisation_id', '=', errand.actor.organisationId)
        .where('principal', '=', 'reviewer')
        .where('ended_at', 'is', null),
    )
    const facts = letIn(room, { personId, until, atDesk: atDesk.length > 0 }, errand.stamp)
    if (isRefusal(facts)) return facts
    // A row of before, whose day is over, gives way.
    await endRow(errand, storeId, personId)
    await enterOnList(errand, storeId, personId, 'let-in', until)
    return told(errand, storeId, room.version, facts)
  },

  async 'stores.end-access'(errand, { storeId, personId }): Promise<{ ok: true } | Refusal> {
    const room = await lockRoom(errand, storeId)
    const facts = endAccess(room, personId, errand.stamp)
    if (facts === null) throw new NotFound()
    if (isRefusal(facts)) return facts
    await endRow(errand, storeId, personId)
    return told(errand, storeId, room.version, facts)
  },
}
