import type { OutputOf } from '#api/calls.ts'

export type CaseView = OutputOf<'cases.case'>
export type Visit = CaseView['visits'][number]
export type Device = OutputOf<'devices.list'>['items'][number]

export type StationName =
  | 'booked'
  | 'custody'
  | 'depart'
  | 'arrive'
  | 'survey'
  | 'inspect'
  | 'accept'
  | 'bind'
  | 'function-test'
  | 'training'
  | 'confirm'
  | 'surface'
  | 'take-out'
  | 'finish'

/** Whose turn a station is. `go` is the screen of this visit on which the technician does or follows it. */
export type Station = {
  name: StationName
  /** `kept`: done on this phone, not yet told to the house. */
  state: 'done' | 'kept' | 'now' | 'later'
  whose: 'technician' | 'merchant' | 'acquirer'
  go?: string
}

export type Situation = {
  visit: Visit
  view: CaseView
  /** Terminal of this case; null while none is reserved. */
  device: Device | null
  departed: boolean
}

type Row = Omit<Station, 'state'> & { done: boolean }

const inside = ({ status }: Visit) => status === 'arrived' || status === 'done'
const placed: readonly Device['status'][] = ['on-site', 'bound', 'live', 'suspended']

const custody = ({ device }: Situation): Row => {
  const mine = { name: 'custody', whose: 'technician', go: 'custody' } as const
  if (!device || device.status === 'reserved') return { name: 'custody', whose: 'acquirer', done: false }
  if (placed.includes(device.status)) return { ...mine, done: true }
  if (device.status === 'posted')
    return { name: 'custody', whose: 'merchant', done: device.custodian.kind === 'merchant' }
  return { ...mine, done: device.status === 'in-transit' && device.custodian.kind === 'technician' }
}

const onTheWay = ({ visit, departed }: Situation): Row[] => [
  { name: 'depart', whose: 'technician', go: 'address', done: departed || inside(visit) },
  { name: 'arrive', whose: 'technician', go: 'door', done: inside(visit) },
]

const atWork = ({ visit, view, device }: Situation): Row[] => [
  {
    name: 'inspect',
    whose: 'technician',
    go: 'inspect',
    done: device !== null && placed.includes(device.status),
  },
  { name: 'accept', whose: 'merchant', done: view.install?.merchantAccepted === true },
  { name: 'bind', whose: 'technician', go: 'bind', done: (view.install?.boundAt ?? null) !== null },
  {
    name: 'function-test',
    whose: 'technician',
    go: 'function-test',
    done: view.functionTest?.passed === true,
  },
  { name: 'training', whose: 'merchant', go: 'training', done: view.training?.passed === true },
  { name: 'confirm', whose: 'merchant', done: visit.status === 'done' || view.merchantConfirmation !== null },
]

/** The work at a terminal that stands there; what else a repair may take stands beside the list. */
const atTheTerminal = ({ visit, device }: Situation): Row[] => {
  const over = visit.status === 'done'
  if (visit.kind === 'inspection')
    return [{ name: 'surface', whose: 'technician', go: 'surface', done: over }]
  const finish: Row = { name: 'finish', whose: 'technician', go: 'finish', done: over }
  if (visit.kind === 'repair') return [finish]
  const gone = device === null || !placed.includes(device.status)
  return [{ name: 'take-out', whose: 'technician', go: '~/hand-over', done: over || gone }, finish]
}

const rows = (situation: Situation): Row[] => {
  const { visit } = situation
  const booked: Row = { name: 'booked', whose: 'merchant', done: visit.status !== 'proposed' }
  if (visit.kind === 'survey')
    return [
      booked,
      ...onTheWay(situation),
      { name: 'survey', whose: 'technician', go: 'survey', done: visit.status === 'done' },
    ]
  if (visit.kind !== 'install') return [booked, ...onTheWay(situation), ...atTheTerminal(situation)]
  return [booked, custody(situation), ...onTheWay(situation), ...atWork(situation)]
}

/**
 * Every station of a visit in order; the first that is not done is the one to do now. `ahead` is how the visit will stand
 * once what waits on this phone has gone out.
 */
export const stationsOf = (situation: Situation, ahead: Situation = situation): Station[] => {
  const known = rows(situation)
  const all = rows(ahead)
  const now = all.findIndex(({ done }) => !done)
  return all.map(({ done, ...station }, at) => ({
    ...station,
    state: known[at]?.done ? 'done' : done ? 'kept' : at === now ? 'now' : 'later',
  }))
}

/** The station whose turn it is; without a network the binding may be done before the merchant's acceptance is known. */
export const nextOf = (stations: readonly Station[], mayGoAhead: boolean): Station | undefined => {
  const now = stations.find(({ state }) => state === 'now')
  const binding = stations.find(({ name, state }) => name === 'bind' && state === 'later')
  return mayGoAhead && now?.name === 'accept' ? (binding ?? now) : now
}

/** What cannot be done without a network, and by whom it is done. */
export const needsNetwork = (
  name: StationName,
): name is 'arrive' | 'accept' | 'function-test' | 'training' | 'confirm' =>
  ['arrive', 'accept', 'function-test', 'training', 'confirm'].includes(name)

/** 出发 → 到店 → 完成: where the job stands in the three words everyone on the road uses. */
export const phaseOf = (
  visit: Visit,
  departed: boolean,
): 'waiting' | 'ready' | 'driving' | 'inside' | 'done' => {
  if (visit.status === 'done') return 'done'
  if (visit.status === 'arrived') return 'inside'
  if (visit.status === 'confirmed') return departed ? 'driving' : 'ready'
  return 'waiting'
}

/** The device the case works with: the reserved one, or the one that is not in doubt. */
export const deviceOf = (view: CaseView, devices: readonly Device[]): Device | null =>
  devices.find(({ deviceId }) => deviceId === view.install?.deviceId) ??
  devices.find(({ status }) => status !== 'suspect') ??
  devices[0] ??
  null
