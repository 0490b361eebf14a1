import type { Case } from '#provision/case.ts'
import { isBefore, plusDays } from '#provision/instant.ts'

/** What the gate cannot read off the case: told by the device room and the ticket desk. */
export type Evidence = {
  readonly deviceId: string
  /** Every certificate this model needs is in force today. */
  readonly certificatesValid: boolean
  /** A seal or serial that did not match, or another open custody question. */
  readonly suspect: boolean
  /** Its binding stands in a file to the registry that has not been turned down (259号: reported before it takes money). */
  readonly reported: boolean
  /** Open incidents that speak against it: opened, moved, foreign firmware. */
  readonly alarms: number
  /** Whether it can prove itself with a key of its own, and when it last did within this binding. */
  readonly selfProof: { readonly required: boolean; readonly provedAt: string | null }
  readonly openP1Tickets: number
  /** The latest test's result card, read again just now; null when there is none or it is not the house's own. */
  readonly testCard: TestCard | null
}

/** What a result card says it is about. */
export type TestCard = {
  readonly runId: string
  readonly digest: string
  readonly deviceId: string
  readonly visitId: string
  readonly boundAt: string
  /** Whether its serial number is the one the device has today. */
  readonly sameSerial: boolean
}

export type Condition = {
  readonly rule: string
  readonly met: boolean
  readonly params: Readonly<Record<string, string | number>>
}

/** A refresher is due every year (9号 art. 13). */
const TRAINING_DAYS = 365

type Reading = { readonly state: Case; readonly device: Evidence | null; readonly now: string }

const approved = ({ state: { application, review } }: Reading): boolean =>
  application.status === 'approved' &&
  review.recommendation !== null &&
  review.approvedBy !== null &&
  review.approvedBy !== review.recommendation.by

const agreed = ({ state: { agreement, acceptedProposal } }: Reading): boolean =>
  agreement !== null &&
  agreement.proposalVersion === acceptedProposal &&
  agreement.merchantSignature?.digest === agreement.digest &&
  agreement.acquirerSignature?.digest === agreement.digest

const bound = ({ state: { install } }: Reading): boolean => install !== null && install.boundAt !== null

const tested = ({ state: { install, functionTest } }: Reading): boolean =>
  functionTest !== null &&
  functionTest.passed &&
  install !== null &&
  install.boundAt !== null &&
  !isBefore(functionTest.at, install.boundAt)

/** TEST-9: the house's own card about this very run, device, visit and binding. */
const carded = ({ state: { install, functionTest }, device }: Reading): boolean => {
  const card = device?.testCard ?? null
  const as = functionTest?.as
  return (
    card !== null &&
    as !== undefined &&
    card.runId === functionTest?.runId &&
    card.digest === as.cardDigest &&
    card.deviceId === install?.deviceId &&
    card.deviceId === as.deviceId &&
    card.visitId === as.visitId &&
    card.boundAt === install.boundAt &&
    card.sameSerial
  )
}

/** GATE-14: a terminal that can say which one it is has said so since it was bound. */
const provedItself = (reading: Reading): boolean => {
  if (!sameDevice(reading) || reading.device === null) return false
  const { required, provedAt } = reading.device.selfProof
  const boundAt = reading.state.install?.boundAt ?? null
  // Unbound is told by GATE-5 already.
  return !required || boundAt === null || (provedAt !== null && !isBefore(provedAt, boundAt))
}

const trained = ({ state: { training }, now }: Reading): boolean =>
  training !== null && training.passed && isBefore(now, plusDays(training.at, TRAINING_DAYS))

/** Evidence about another device than the one in the shop proves nothing. */
const sameDevice = ({ state: { install }, device }: Reading): boolean =>
  device !== null && install !== null && device.deviceId === install.deviceId

const conditions: readonly {
  readonly rule: string
  readonly met: (reading: Reading) => boolean
  readonly params?: (reading: Reading) => Condition['params']
}[] = [
  { rule: 'GATE-1', met: approved },
  { rule: 'GATE-2', met: agreed },
  { rule: 'GATE-3', met: (reading) => sameDevice(reading) && reading.device?.certificatesValid === true },
  { rule: 'GATE-4', met: (reading) => sameDevice(reading) && reading.device?.suspect === false },
  {
    rule: 'GATE-13',
    met: (reading) => sameDevice(reading) && reading.device?.alarms === 0,
    params: ({ device }) => ({ alarms: device?.alarms ?? 0 }),
  },
  { rule: 'GATE-5', met: bound },
  { rule: 'GATE-12', met: (reading) => sameDevice(reading) && reading.device?.reported === true },
  { rule: 'GATE-6', met: tested },
  // Without a passed test there is no card to look for.
  { rule: 'TEST-9', met: (reading) => !tested(reading) || carded(reading) },
  { rule: 'GATE-14', met: provedItself },
  {
    rule: 'GATE-7',
    met: trained,
    params: ({ state: { training } }) => ({ score: training?.score ?? 0 }),
  },
  { rule: 'GATE-8', met: ({ state }) => state.merchantConfirmation?.satisfied === true },
  { rule: 'GATE-9', met: ({ state }) => state.merchantConfirmation?.extraFeeAsked === false },
  {
    rule: 'GATE-10',
    met: ({ device }) => device?.openP1Tickets === 0,
    params: ({ device }) => ({ openP1Tickets: device?.openP1Tickets ?? 0 }),
  },
]

/** Every condition of going live with how it stands now. All met, or no go-live. */
export const gate = (state: Case, device: Evidence | null, now: string): readonly Condition[] => {
  const reading = { state, device, now }
  return conditions.map(({ rule, met, params }) => ({
    rule,
    met: met(reading),
    params: params?.(reading) ?? {},
  }))
}
