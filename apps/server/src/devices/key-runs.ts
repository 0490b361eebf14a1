import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Device } from '#device/device.ts'
import { leaveEnds } from '#device/identity.ts'
import {
  decideKeyRun,
  evolveKeyRun,
  type KeyRun,
  type KeyRunFact,
  type KeyRunMove,
  type Listed,
  type Unlisted,
} from '#device/key-run.ts'
import { plain } from '#device/reading.ts'
import type { Variant } from '#device/secret-text.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { namesOf } from '../house/names.ts'
import { newId } from '../house/new-id.ts'
import { db } from '../house/tables.ts'
import { peopleOf, tell } from './tell.ts'

const streamOf = (keyRunId: string) => `key-run/${keyRunId}`
export const hashOf = (code: string): Buffer => createHash('sha256').update(code).digest()

/** A new code for a device: one that went astray must not enrol another key once a new one was given out. */
export const giveCode = async (errand: Errand, deviceId: string, variant: Variant): Promise<string> => {
  const code = randomBytes(15).toString('base64url')
  await errand.asHouse(
    db
      .updateTable('enrolment_leaves')
      .set({ used_at: errand.stamp.at })
      .where('device_id', '=', deviceId)
      .where('used_at', 'is', null),
  )
  await errand.asHouse(
    db.insertInto('enrolment_leaves').values({
      code_hash: hashOf(code),
      device_id: deviceId,
      variant,
      given_by: errand.actor.personId,
      given_at: errand.stamp.at,
      expires_at: leaveEnds(errand.stamp.at),
    }),
  )
  return code
}

const decided = (errand: Errand, before: KeyRun | null, move: KeyRunMove) => {
  const facts = decideKeyRun(before, move, errand.stamp)
  if (isRefusal(facts)) return facts
  const after = facts.reduce<KeyRun | null>(
    (each, fact) => evolveKeyRun(each, fact, errand.stamp),
    before,
  ) as KeyRun
  return { facts, after }
}

/** Writes what was decided; as the house where a device that enrols, or the clock, moves it. */
const moveRun = async (
  errand: Errand,
  keyRunId: string,
  move: KeyRunMove,
  { asHouse }: { readonly asHouse: boolean },
): Promise<{ readonly facts: readonly KeyRunFact[]; readonly after: KeyRun } | Refusal> => {
  const run = asHouse ? errand.asHouse.bind(errand) : errand.run.bind(errand)
  const [row] = await run(
    db.selectFrom('key_runs').select(['state', 'version']).where('key_run_id', '=', keyRunId).forUpdate(),
  )
  if (!row) throw new NotFound()
  const done = decided(errand, row.state as KeyRun, move)
  if (isRefusal(done) || done.facts.length === 0) return done
  const { facts, after } = done
  await run(
    db
      .updateTable('key_runs')
      .set({ version: row.version + facts.length, closed_at: after.closedAt, state: JSON.stringify(after) })
      .where('key_run_id', '=', keyRunId),
  )
  if (after.closedAt !== null)
    await run(db.updateTable('key_run_devices').set({ is_open: false }).where('key_run_id', '=', keyRunId))
  await errand.record(streamOf(keyRunId), row.version, facts)
  return done
}

const openRunOf = async (errand: Errand, deviceId: string): Promise<string | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('key_run_devices')
      .select('key_run_id')
      .where('device_id', '=', deviceId)
      .where('is_open', '=', true),
  )
  return row?.key_run_id ?? null
}

/** A device of an open run has enrolled, by whichever code it was given meanwhile. */
export const loadedInRun = async (errand: Errand, deviceId: string, identityId: string): Promise<void> => {
  const keyRunId = await openRunOf(errand, deviceId)
  if (keyRunId === null) return
  const done = await moveRun(errand, keyRunId, { type: 'enrolled', deviceId, identityId }, { asHouse: true })
  // Closed in this very moment: the run is reconciled, and the identity stands in the device's own record.
  if (isRefusal(done) && done.rule !== 'IDENT-27') throw new Error(done.rule)
}

/** A try that was refused, counted where its device is in an open run: the desk sees why a terminal does not come by its keys. */
export const refusedInRun = async (errand: Errand, deviceId: string, rule: string): Promise<void> => {
  await errand.asHouse(
    db
      .updateTable('key_run_devices')
      .set({
        refusals: sql`jsonb_set(refusals, array[${rule}::text], to_jsonb(least(999999, coalesce((refusals->>${rule}::text)::int, 0) + 1)))`,
      })
      .where('device_id', '=', deviceId)
      .where('is_open', '=', true),
  )
}

/** The serials as somebody listed them, in that order. */
const listedAs = async (errand: Errand, serials: readonly string[]): Promise<(Listed | Unlisted)[]> => {
  const wanted = serials.map(plain)
  const rows = await errand.run(
    db
      .selectFrom('devices as d')
      .leftJoin('key_run_devices as k', (join) =>
        join.onRef('k.device_id', '=', 'd.device_id').on('k.is_open', '=', true),
      )
      .select(['d.device_id', 'd.serial_no', 'd.status', 'k.key_run_id'])
      .where('d.acquirer_id', '=', errand.actor.organisationId)
      .where('d.serial_no', 'in', ['', ...wanted])
      .forUpdate('d'),
  )
  return wanted.map((serial) => {
    const row = rows.find((each) => each.serial_no === serial)
    return row
      ? {
          ...{ deviceId: row.device_id, serialNo: row.serial_no },
          ...{ status: row.status as Device['status'], openRun: row.key_run_id },
        }
      : { unlisted: serial }
  })
}

const serialsOf = async (errand: Errand, orderNo: string): Promise<readonly string[]> => {
  const [delivery] = await errand.run(
    db
      .selectFrom('deliveries')
      .select('delivery_id')
      .where('acquirer_id', '=', errand.actor.organisationId)
      .where('order_no', '=', plain(orderNo)),
  )
  if (!delivery) throw new NotFound()
  const rows = await errand.run(
    db
      .selectFrom('devices')
      .select('serial_no')
      .where('acquirer_id', '=', errand.actor.organisationId)
      .where('order_no', '=', plain(orderNo))
      // What never came, is in quarantine or out of use gets no keys: the delivery's own books tell of it.
      .where('status', 'not in', ['purchased', 'suspect', 'retired'])
      .orderBy('serial_no'),
  )
  return rows.map((row) => row.serial_no)
}

/** The clock of a run's day: told once, to the desk that opened it. */
export const keyRunClock = async (
  errand: Errand,
  { keyRunId = '' }: Readonly<Record<string, string>>,
): Promise<void> => {
  const done = await moveRun(errand, keyRunId, { type: 'tick' }, { asHouse: true })
  if (isRefusal(done)) throw new Error(done.rule)
  const { facts, after } = done
  if (facts.length === 0) return
  const open = after.loads.filter(({ end }) => end === null).length
  await tell(errand, await peopleOf(errand, after.acquirerId, 'reviewer'), 'key-run-overdue', 'IDENT-29', {
    open,
    devices: after.loads.length,
  })
}

/** Codes for many devices at once, and what became of each. */
export const keyRuns: Room<
  'key-runs.open' | 'key-runs.name-not-loaded' | 'key-runs.close' | 'key-runs.list'
> = {
  async 'key-runs.open'(errand, { orderNo, serials = [], variant }) {
    const keyRunId = newId('kyr')
    const chosen = orderNo === undefined ? serials : [...serials, ...(await serialsOf(errand, orderNo))]
    const devices = await listedAs(errand, chosen)
    const acquirerId = errand.actor.organisationId
    const done = decided(errand, null, { type: 'open', keyRunId, acquirerId, variant, devices })
    if (isRefusal(done)) return done
    const { facts, after } = done
    await errand.run(
      db.insertInto('key_runs').values({
        ...{ key_run_id: keyRunId, acquirer_id: acquirerId, opened_at: errand.stamp.at },
        ...{ version: facts.length, state: JSON.stringify(after) },
      }),
    )
    await errand.run(
      db.insertInto('key_run_devices').values(
        after.loads.map(({ deviceId }) => ({
          ...{ key_run_id: keyRunId, device_id: deviceId, acquirer_id: acquirerId },
        })),
      ),
    )
    await errand.record(streamOf(keyRunId), 0, facts)
    // One second later: on the dot is in time.
    await errand.enqueue(
      'key-run-clock',
      { keyRunId },
      new Date(Date.parse(after.dueAt) + 1000).toISOString(),
    )
    const codes: { serialNo: string; code: string }[] = []
    for (const { deviceId, serialNo } of after.loads)
      codes.push({ serialNo, code: await giveCode(errand, deviceId, variant) })
    return { keyRunId, dueAt: after.dueAt, codes }
  },

  async 'key-runs.name-not-loaded'(errand, { keyRunId, deviceId, reason }) {
    const done = await moveRun(
      errand,
      keyRunId,
      { type: 'name-not-loaded', deviceId, reason },
      { asHouse: false },
    )
    if (isRefusal(done)) return done
    // Named "not loaded" it shall not load behind our backs: its code ends.
    await errand.asHouse(
      db
        .updateTable('enrolment_leaves')
        .set({ used_at: errand.stamp.at })
        .where('device_id', '=', deviceId)
        .where('used_at', 'is', null),
    )
    return { ok: true }
  },

  async 'key-runs.close'(errand, { keyRunId }) {
    const done = await moveRun(errand, keyRunId, { type: 'close' }, { asHouse: false })
    if (isRefusal(done)) return done
    const enrolled = done.after.loads.filter(({ end }) => end?.kind === 'enrolled').length
    return { enrolled, notLoaded: done.after.loads.length - enrolled }
  },

  async 'key-runs.list'(errand, { after, limit = 20 }) {
    let query = db.selectFrom('key_runs').select('state').orderBy('key_run_id', 'desc').limit(limit)
    if (after !== undefined) query = query.where('key_run_id', '<', after)
    const runs = (await errand.run(query)).map((row) => row.state as KeyRun)
    const tries = await errand.run(
      db
        .selectFrom('key_run_devices')
        .select(['key_run_id', 'device_id', 'refusals'])
        .where('key_run_id', 'in', ['', ...runs.map(({ keyRunId }) => keyRunId)]),
    )
    const names = await namesOf(
      errand,
      runs.flatMap(({ openedBy, loads }) => [
        openedBy,
        ...loads.flatMap(({ end }) => (end?.kind === 'not-loaded' ? [end.namedBy] : [])),
      ]),
    )
    const refusalsOf = (keyRunId: string, deviceId: string) =>
      Object.entries(
        (tries.find((row) => row.key_run_id === keyRunId && row.device_id === deviceId)?.refusals ??
          {}) as Record<string, number>,
      ).map(([rule, times]) => ({ rule, times }))
    return {
      items: runs.map((run) => ({
        ...{ keyRunId: run.keyRunId, variant: run.variant, openedAt: run.openedAt, dueAt: run.dueAt },
        ...{ closedAt: run.closedAt, overdue: run.overdue },
        openedBy: names.get(run.openedBy) ?? '',
        mine: run.openedBy === errand.actor.personId,
        loads: run.loads.map(({ deviceId, serialNo, end }) => ({
          ...{ deviceId, serialNo },
          enrolledAt: end?.kind === 'enrolled' ? end.at : null,
          notLoaded:
            end?.kind === 'not-loaded'
              ? { reason: end.reason, namedBy: names.get(end.namedBy) ?? '', at: end.at }
              : null,
          refusals: refusalsOf(run.keyRunId, deviceId),
        })),
      })),
      next: runs.length === limit ? (runs.at(-1)?.keyRunId ?? null) : null,
    }
  },
}
