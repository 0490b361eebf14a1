import { sql } from 'kysely'
import type { InputOf } from '#api/calls.ts'
import {
  type Concern,
  type ConcernMove,
  concernLate,
  concernPace,
  decideConcern,
  evolveConcern,
} from '#device/concern.ts'
import { addHours } from '#ground/calendar.ts'
import { isRefusal, refuse, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'
import { loadDevice, moveDevice } from './device.ts'
import { deviceOfLabel } from './labels.ts'

/**
 * Fifty bits in Crockford's letters, none of which is read for another. Made from the reporter's own random attempt under the
 * house's key, so that who sends it twice because no answer came gets the same number, and nobody else can work it out.
 */
const numberOf = (errand: Errand, labelId: string, attempt: string): string => {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bytes = errand.house.keys.mac('concern-number', `${labelId}/${attempt}`).subarray(0, 10)
  const text = Array.from(bytes, (byte) => letters[byte % 32]).join('')
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

const streamOf = (concernId: string) => `concern/${concernId}`

/** IDENT-11: a network and a terminal take turns, so that many at once do not all find the pace free. */
const tooMany = async (errand: Errand, deviceId: string, addressIndex: Buffer): Promise<Refusal | null> => {
  const { at } = errand.stamp
  for (const [of, kind] of [
    [addressIndex.toString('hex'), 13],
    [deviceId, 14],
  ] as const)
    await errand.asHouse(statement(sql`select pg_advisory_xact_lock(hashtextextended(${of}, ${kind}))`))
  const [row] = await errand.asHouse(
    db
      .selectFrom('concerns')
      .select(({ fn }) => [
        fn
          .countAll<number>()
          .filterWhere('address_index', '=', addressIndex)
          .filterWhere('reported_at', '>', addHours(at, -1))
          .as('network'),
        fn.countAll<number>().filterWhere('device_id', '=', deviceId).as('device'),
      ])
      .where('reported_at', '>', addHours(at, -24))
      .where(({ or, eb }) => or([eb('device_id', '=', deviceId), eb('address_index', '=', addressIndex)])),
  )
  // On the demo's loopback everybody shares one address.
  if (!errand.house.config.demo && (row?.network ?? 0) >= concernPace.perNetworkHour)
    return refuse('IDENT-11', { minutes: 60 })
  return (row?.device ?? 0) >= concernPace.perDeviceDay ? refuse('IDENT-11', { minutes: 24 * 60 }) : null
}

type Stored = { readonly concern: Concern; readonly version: number }

const loadConcern = async (errand: Errand, concernId: string): Promise<Stored> => {
  const [row] = await errand.run(
    db.selectFrom('concerns').select(['state', 'version']).where('concern_id', '=', concernId).forUpdate(),
  )
  if (!row) throw new NotFound()
  return { concern: row.state as Concern, version: row.version }
}

const moveConcern = async (
  errand: Errand,
  concernId: string,
  move: ConcernMove,
): Promise<Concern | Refusal> => {
  const { concern, version } = await loadConcern(errand, concernId)
  const facts = decideConcern(concern, move, errand.stamp)
  if (isRefusal(facts)) return facts
  const after = facts.reduce<Concern>((each, fact) => evolveConcern(each, fact, errand.stamp), concern)
  await errand.run(
    db
      .updateTable('concerns')
      .set({ status: after.status, version: version + facts.length, state: JSON.stringify(after) })
      .where('concern_id', '=', concernId),
  )
  await errand.record(streamOf(concernId), version, facts)
  return after
}

const shown = (concern: Concern, at: string) => ({
  kind: concern.kind,
  reason: concern.reason,
  status: concern.status,
  reportedAt: concern.reportedAt,
  answerDue: concern.answerDue,
  settleDue: concern.settleDue,
  late: concernLate(concern, at),
  outcome: concern.outcome,
  closedAt: concern.closedAt,
})

/** The number is the leave: nobody guesses fifty bits. */
const byNumber = async (errand: Errand, number: string): Promise<Concern | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('concerns')
      .select('state')
      .where('number_index', '=', errand.house.keys.index('concern', number)),
  )
  return (row?.state as Concern | undefined) ?? null
}

const reported = async (errand: Errand, { labelId, attempt, kind, reason }: InputOf<'terminals.report'>) => {
  const { deviceId } = await deviceOfLabel(errand, labelId)
  const addressIndex = errand.house.keys.index('address', errand.from.address)
  const number = numberOf(errand, labelId, attempt)
  const refused = await tooMany(errand, deviceId, addressIndex)
  // Under the locks of the pace: the same attempt twice at once is one report too.
  const before = await byNumber(errand, number)
  if (before) return { number, answerDue: before.answerDue, settleDue: before.settleDue }
  if (refused) return refused
  // Whoever reports sees no device: the house says whose desk the report goes to.
  const [device] = await errand.asHouse(
    db.selectFrom('devices').select(['acquirer_id', 'provider_id']).where('device_id', '=', deviceId),
  )
  if (!device) throw new NotFound()
  const concernId = newId('con')
  const facts = decideConcern(
    null,
    { type: 'report', concernId, deviceId, acquirerId: device.acquirer_id, kind, reason },
    errand.stamp,
  )
  if (isRefusal(facts)) return facts
  const concern = facts.reduce<Concern | null>(
    (each, fact) => evolveConcern(each, fact, errand.stamp),
    null,
  ) as Concern
  await errand.asHouse(
    db.insertInto('concerns').values({
      concern_id: concernId,
      number_index: errand.house.keys.index('concern', number),
      device_id: deviceId,
      acquirer_id: concern.acquirerId,
      provider_id: device.provider_id,
      kind,
      reason,
      status: concern.status,
      address_index: addressIndex,
      reported_at: concern.reportedAt,
      answer_due: concern.answerDue,
      settle_due: concern.settleDue,
      version: facts.length,
      state: JSON.stringify(concern),
    }),
  )
  await errand.record(streamOf(concernId), 0, facts)
  return { number, answerDue: concern.answerDue, settleDue: concern.settleDue }
}

export const concerns: Room<
  | 'terminals.report'
  | 'terminals.report-status'
  | 'terminals.reports'
  | 'terminals.take-up'
  | 'terminals.close-report'
> = {
  'terminals.report': reported,

  async 'terminals.report-status'(errand, { number }) {
    const concern = await byNumber(errand, number)
    if (concern === null) throw new NotFound()
    return shown(concern, errand.stamp.at)
  },

  async 'terminals.reports'(errand, { after, limit = 50, status, deviceId }) {
    let query = db
      .selectFrom('concerns as c')
      .innerJoin('devices as d', 'd.device_id', 'c.device_id')
      .leftJoin('cases as k', (join) =>
        join.onRef('k.case_id', '=', 'd.case_id').onRef('k.provider_id', '=', 'c.provider_id'),
      )
      .select(['c.concern_id', 'c.device_id', 'c.state', 'd.serial_no', 'k.case_id'])
      .select(sql<string | null>`k.state -> 'application' -> 'shop' ->> 'shopName'`.as('shop'))
      .orderBy('c.concern_id', 'desc')
      .limit(limit)
    if (after !== undefined) query = query.where('c.concern_id', '<', after)
    if (status !== undefined) query = query.where('c.status', '=', status)
    if (deviceId !== undefined) query = query.where('c.device_id', '=', deviceId)
    const rows = await errand.run(query)
    return {
      items: rows.map((row) => {
        const concern = row.state as Concern
        return {
          concernId: row.concern_id,
          deviceId: row.device_id,
          serialNo: row.serial_no,
          caseId: row.case_id,
          shopName: row.shop ?? '',
          takenUpAt: concern.takenUpAt,
          ...shown(concern, errand.stamp.at),
        }
      }),
      next: rows.length === limit ? (rows.at(-1)?.concern_id ?? null) : null,
    }
  },

  async 'terminals.take-up'(errand, { concernId }) {
    const after = await moveConcern(errand, concernId, { type: 'take-up' })
    return isRefusal(after) ? after : { ok: true }
  },

  async 'terminals.close-report'(errand, { concernId, outcome }) {
    const after = await moveConcern(errand, concernId, { type: 'close', outcome })
    if (isRefusal(after)) return after
    // "Blocked" is done, not only said.
    if (outcome === 'blocked') {
      const { device } = await loadDevice(errand, after.deviceId)
      if (device.status === 'live') {
        const blocked = await moveDevice(errand, after.deviceId, { type: 'suspend', cause: 'risk' })
        if (isRefusal(blocked)) return blocked
      }
    }
    return { ok: true }
  },
}
