import { refuseStatus } from '#device/challenge.ts'
import type { DeviceStatus } from '#device/device.ts'
import { leaveEnds } from '#device/identity.ts'
import type { Variant } from '#device/secret-text.ts'
import { wordKey } from '#device/word-key.ts'
import { isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/*
 * Duty 7 (PCI PIN 6, 30; P2PE 6): each run of key loading is reconciled, its failures included. Terminals fetch their keys
 * themselves here, so a run is what an acquirer opens for a list of devices: a code for each, and an answer for each.
 */

/** Why a device of a run has no keys of its own in the end; tapped, never typed. */
export const notLoadedReasons = [
  'defective',
  'cannot-enrol',
  'no-network',
  'not-found',
  'not-needed',
] as const
export type NotLoadedReason = (typeof notLoadedReasons)[number]

export type KeyLoad = {
  readonly deviceId: string
  readonly serialNo: string
  readonly end:
    | { readonly kind: 'enrolled'; readonly identityId: string; readonly at: string }
    | {
        readonly kind: 'not-loaded'
        readonly reason: NotLoadedReason
        readonly namedBy: string
        readonly at: string
      }
    | null
}

export type KeyRun = {
  readonly keyRunId: string
  readonly acquirerId: string
  readonly variant: Variant
  readonly openedBy: string
  readonly openedAt: string
  /** Its codes end then; a run that is open longer is overdue. */
  readonly dueAt: string
  readonly loads: readonly KeyLoad[]
  readonly closedAt: string | null
  readonly overdue: boolean
}

/** A device as somebody puts it on the list, with what the house knows of it. */
export type Listed = {
  readonly deviceId: string
  readonly serialNo: string
  readonly status: DeviceStatus
  /** The open run it is in already. */
  readonly openRun: string | null
}

/** A serial on the list that the acquirer has not bought. */
export type Unlisted = { readonly unlisted: string }

export const MOST_IN_A_RUN = 200

export type KeyRunMove =
  | {
      readonly type: 'open'
      readonly keyRunId: string
      readonly acquirerId: string
      readonly variant: Variant
      readonly devices: readonly (Listed | Unlisted)[]
    }
  | { readonly type: 'enrolled'; readonly deviceId: string; readonly identityId: string }
  | { readonly type: 'name-not-loaded'; readonly deviceId: string; readonly reason: NotLoadedReason }
  | { readonly type: 'close' }
  | { readonly type: 'tick' }

export type KeyRunFact =
  | {
      readonly type: 'key-run-opened'
      readonly keyRunId: string
      readonly acquirerId: string
      readonly variant: Variant
      readonly openedBy: string
      readonly dueAt: string
      readonly devices: readonly { readonly deviceId: string; readonly serialNo: string }[]
    }
  | { readonly type: 'keys-loaded'; readonly deviceId: string; readonly identityId: string }
  | {
      readonly type: 'keys-not-loaded'
      readonly deviceId: string
      readonly reason: NotLoadedReason
      readonly namedBy: string
    }
  | { readonly type: 'key-run-closed' }
  | { readonly type: 'key-run-overdue' }

type Decision = readonly KeyRunFact[] | Refusal
type Of<T extends KeyRunMove['type']> = Extract<KeyRunMove, { type: T }>

const open = (move: Of<'open'>, stamp: Stamp): Decision => {
  const { devices, keyRunId, acquirerId, variant } = move
  if (devices.length === 0 || devices.length > MOST_IN_A_RUN)
    return refuse('IDENT-22', { most: MOST_IN_A_RUN }, 'serials')
  const known = devices.filter((device) => 'deviceId' in device)
  const unlisted = devices.flatMap((device) => ('unlisted' in device ? [device.unlisted] : []))
  if (unlisted.length > 0)
    return refuse('IDENT-23', { unknown: unlisted.length, serials: unlisted.join(' ') }, 'serials')
  if (new Set(known.map(({ deviceId }) => deviceId)).size < known.length)
    return refuse('IDENT-22', { most: MOST_IN_A_RUN }, 'serials')
  const unfit = known.find(({ status }) => refuseStatus(status) !== null)
  if (unfit) return refuse('IDENT-24', { serialNo: unfit.serialNo, status: wordKey(unfit.status) }, 'serials')
  const busy = known.find(({ openRun }) => openRun !== null)
  if (busy) return refuse('IDENT-25', { serialNo: busy.serialNo }, 'serials')
  return [
    {
      type: 'key-run-opened',
      ...{ keyRunId, acquirerId, variant, openedBy: stamp.personId, dueAt: leaveEnds(stamp.at) },
      devices: known.map(({ deviceId, serialNo }) => ({ deviceId, serialNo })),
    },
  ]
}

const nameNotLoaded = (run: KeyRun, move: Of<'name-not-loaded'>, stamp: Stamp): Decision => {
  const load = run.loads.find(({ deviceId }) => deviceId === move.deviceId)
  // What has its keys is accounted for, and so is what was named once.
  if (!load || load.end !== null) return refuse('IDENT-27', {}, 'deviceId')
  if (run.openedBy === stamp.personId) return refuse('IDENT-28')
  return [
    {
      type: 'keys-not-loaded',
      ...{ deviceId: move.deviceId, reason: move.reason, namedBy: stamp.personId },
    },
  ]
}

/** One that enrolled after it was named "not loaded" has its keys all the same: what is true is recorded. */
const enrolled = (run: KeyRun, { deviceId, identityId }: Of<'enrolled'>): Decision =>
  run.loads.some((load) => load.deviceId === deviceId)
    ? [{ type: 'keys-loaded', deviceId, identityId }]
    : refuse('IDENT-27', {}, 'deviceId')

const close = (run: KeyRun): Decision => {
  const waiting = run.loads.filter(({ end }) => end === null).length
  return waiting > 0 ? refuse('IDENT-26', { open: waiting }) : [{ type: 'key-run-closed' }]
}

export const decideKeyRun = (run: KeyRun | null, move: KeyRunMove, stamp: Stamp): Decision => {
  if (move.type === 'open') return open(move, stamp)
  if (run === null) throw new Error(`${move.type} before a key run`)
  if (move.type === 'tick')
    return run.closedAt === null && !run.overdue && isAfter(stamp.at, run.dueAt)
      ? [{ type: 'key-run-overdue' }]
      : []
  // A reconciled run is a record: nothing is added to it.
  if (run.closedAt !== null) return refuse('IDENT-27')
  switch (move.type) {
    case 'enrolled':
      return enrolled(run, move)
    case 'name-not-loaded':
      return nameNotLoaded(run, move, stamp)
    case 'close':
      return close(run)
  }
}

const ended = (run: KeyRun, deviceId: string, end: KeyLoad['end']): KeyRun => ({
  ...run,
  loads: run.loads.map((load) => (load.deviceId === deviceId ? { ...load, end } : load)),
})

export const evolveKeyRun = (run: KeyRun | null, fact: KeyRunFact, { at }: Pick<Stamp, 'at'>): KeyRun => {
  if (fact.type === 'key-run-opened') {
    const { type: _, devices, ...opened } = fact
    return {
      ...opened,
      openedAt: at,
      loads: devices.map((device) => ({ ...device, end: null })),
      ...{ closedAt: null, overdue: false },
    }
  }
  if (run === null) throw new Error(`${fact.type} before key-run-opened`)
  switch (fact.type) {
    case 'keys-loaded':
      return ended(run, fact.deviceId, { kind: 'enrolled', identityId: fact.identityId, at })
    case 'keys-not-loaded':
      return ended(run, fact.deviceId, {
        kind: 'not-loaded',
        ...{ reason: fact.reason, namedBy: fact.namedBy, at },
      })
    case 'key-run-closed':
      return { ...run, closedAt: at }
    case 'key-run-overdue':
      return { ...run, overdue: true }
  }
}
