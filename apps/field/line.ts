import type { CallName } from '#api/calls.ts'
import { readOffer } from '#device/hand-over.ts'
import type { Problem } from '../web/problem.ts'
import type { Device, Situation } from './stations.ts'

/** A step done on this phone whose outcome the house has not told yet, or has told and nobody has read. */
export type Step = {
  slot: string
  call: string
  input: unknown
  /** When it was done: its place in the line. */
  at: string
  page: string
  refused?: Problem
  answered?: unknown
  /** Somebody whose turn comes first, on their own phone. */
  awaits?: 'merchant'
}

/** What is done with one terminal, in the order in which the house takes it. Everything else stands for itself. */
const withTerminal: readonly CallName[] = [
  'hand-overs.deliver',
  'devices.accept-device',
  'devices.inspect-on-site',
  'devices.bind',
  'devices.record-fix',
  'inspections.record',
  'devices.attest',
]

const field = (input: unknown, name: string): string | null => {
  const value = (input as Record<string, unknown> | null)?.[name]
  return typeof value === 'string' ? value : null
}

const offerOf = ({ call, input }: Step) =>
  call === 'hand-overs.deliver' ? (readOffer(field(input, 'offer') ?? '')?.value ?? null) : null

/** Whose line it stands in. */
export const terminalOf = (step: Step): string | null =>
  withTerminal.includes(step.call as CallName)
    ? (offerOf(step)?.deviceId ?? field(step.input, 'deviceId'))
    : null

/** Found doubtful by the house: an answer, and the end of everything that was to follow. */
export const isQuarantined = ({ answered }: Pick<Step, 'answered'>): boolean =>
  field(answered, 'status') === 'suspect' || field(answered, 'outcome') === 'quarantined'

export const isWaiting = ({ refused, answered }: Step): boolean =>
  refused === undefined && answered === undefined

/** What was done after it with the same terminal does not go out before somebody has settled it. */
export const isStopped = (step: Step): boolean => step.refused !== undefined || isQuarantined(step)

export const inOrder = <S extends Step>(steps: readonly S[]): S[] =>
  steps.toSorted((a, b) => a.at.localeCompare(b.at))

/** A phone's clock may be set back; what is done later never comes before what it builds on. */
export const turnAfter = (steps: readonly Step[], now: string): string => {
  const last = inOrder(steps).at(-1)?.at ?? ''
  return now > last ? now : new Date(Date.parse(last) + 1).toISOString()
}

const before = (step: Step, line: readonly Step[]): Step[] => {
  const terminal = terminalOf(step)
  if (terminal === null) return []
  return inOrder(line).filter(
    (each) => each.slot !== step.slot && each.at < step.at && terminalOf(each) === terminal,
  )
}

/** Steps with the same terminal that were done first and are not through. */
export const unsettledBefore = (step: Step, line: readonly Step[]): Step[] =>
  before(step, line).filter((each) => isWaiting(each) || isStopped(each))

/** The step that was not accepted and keeps this one back. */
export const stopOf = (step: Step, line: readonly Step[]): Step | null =>
  before(step, line).find(isStopped) ?? null

export const behind = (step: Step, line: readonly Step[]): Step[] =>
  inOrder(line).filter((each) => isWaiting(each) && before(each, line).includes(step))

/** First, second … of everything that waits on this phone. */
export const placeOf = (step: Step, line: readonly Step[]): { place: number; of: number } => {
  const waiting = inOrder(line).filter(isWaiting)
  return { place: waiting.findIndex(({ slot }) => slot === step.slot) + 1, of: waiting.length }
}

const inHand = (device: Device): Device => ({
  ...device,
  status: 'in-transit',
  custodian: { ...device.custodian, kind: 'technician' },
})

const deviceAfter = (device: Device, step: Step, personId: string): Device => {
  if (step.call === 'hand-overs.deliver') return offerOf(step)?.takerId === personId ? inHand(device) : device
  if (step.call === 'devices.accept-device' && device.status === 'in-transit') return inHand(device)
  const unseen = device.status === 'in-transit' || device.status === 'posted'
  if (step.call === 'devices.inspect-on-site' && unseen) return { ...device, status: 'on-site' }
  if (step.call === 'devices.bind' && device.status === 'on-site') return { ...device, status: 'bound' }
  return device
}

const after = (now: Situation, step: Step, personId: string): Situation => {
  const { visit, view, device } = now
  if (step.call === 'surveys.record' && field(step.input, 'visitId') === visit.visitId)
    return { ...now, visit: { ...visit, status: 'done' } }
  if (device === null || terminalOf(step) !== device.deviceId) return now
  const then = deviceAfter(device, step, personId)
  const bound = step.call === 'devices.bind' && then.status === 'bound'
  return {
    ...now,
    device: then,
    view:
      bound && view.install
        ? { ...view, install: { ...view.install, boundAt: view.install.boundAt ?? step.at } }
        : view,
  }
}

/**
 * How a visit will stand once what waits has gone out and was accepted. For the screen of one step: without that step and
 * those that come after it.
 */
export const aheadOf = (
  now: Situation,
  line: readonly Step[],
  personId: string,
  screen: CallName | 'visit',
): Situation => {
  const until = withTerminal.indexOf(screen as CallName)
  const comesFirst = ({ call }: Step) =>
    screen === 'visit' || (until >= 0 && withTerminal.slice(0, until).includes(call as CallName))
  return inOrder(line)
    .filter((step) => isWaiting(step) && stopOf(step, line) === null && comesFirst(step))
    .reduce((then, step) => after(then, step, personId), now)
}
