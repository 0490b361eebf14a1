import { watchRulesOn } from '#fleet/watch-rules.ts'
import { addHours, addMinutes, chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

export type IncidentKind =
  | 'silent'
  | 'dormant'
  | 'stopped'
  | 'tampered'
  | 'moved'
  | 'firmware-foreign'
  | 'unsent'
  | 'clock-off'
  | 'surface-doubted'

/** The rule each kind is the breach of: its words say what happened and what to do. */
export const ruleOf: Readonly<Record<IncidentKind, string>> = {
  'clock-off': 'BEAT-5',
  silent: 'BEAT-6',
  dormant: 'BEAT-7',
  stopped: 'BEAT-8',
  tampered: 'BEAT-9',
  moved: 'BEAT-10',
  'firmware-foreign': 'BEAT-11',
  unsent: 'BEAT-12',
  'surface-doubted': 'INSP-4',
}

/** What ended it: a later heartbeat, or the terminal's leaving the shop. Never somebody's word. */
export type Evidence =
  | { readonly by: 'heartbeat'; readonly beatNo: number }
  | { readonly by: 'custody'; readonly status: string }

export type Incident = {
  readonly incidentId: string
  readonly deviceId: string
  readonly acquirerId: string
  readonly merchantId: string | null
  readonly kind: IncidentKind
  readonly params: Refusal['params']
  readonly openedAt: string
  readonly actBy: string
  readonly closeBy: string
  readonly acknowledgedAt: string | null
  readonly closedAt: string | null
  readonly evidence: Evidence | null
}

export type IncidentFact =
  | ({
      readonly type: 'incident-opened'
    } & Omit<Incident, 'acknowledgedAt' | 'closedAt' | 'evidence'>)
  | { readonly type: 'incident-acknowledged'; readonly at: string }
  | { readonly type: 'incident-closed'; readonly at: string; readonly evidence: Evidence }

export type IncidentMove =
  | ({ readonly type: 'open' } & Pick<
      Incident,
      'incidentId' | 'deviceId' | 'acquirerId' | 'merchantId' | 'kind' | 'params'
    >)
  | { readonly type: 'acknowledge' }
  /** `status` is where custody says the terminal is now. */
  | { readonly type: 'close'; readonly status: string }
  | { readonly type: 'clear'; readonly beatNo: number }

/** Where a terminal works at a shop: there only a heartbeat ends an incident. */
const inUse: readonly string[] = ['bound', 'live', 'suspended']

/** What no heartbeat undoes: an opened case stays opened, and a stopped service is started by people. */
const byCustodyOnly: readonly IncidentKind[] = ['tampered', 'stopped', 'surface-doubted']

const acquirerOnly = (incident: Incident, stamp: Stamp): Refusal | null =>
  stamp.organisationId === incident.acquirerId ? null : refuse('BEAT-15')

/** May this move happen, and what becomes true? Rules BEAT-n: README.md. */
export const decide = (
  incident: Incident | null,
  move: IncidentMove,
  stamp: Stamp,
): readonly IncidentFact[] | Refusal => {
  if (move.type === 'open') {
    if (incident !== null) return refuse('BEAT-13')
    const { type: _, ...about } = move
    const { actMinutes, closeHours } = watchRulesOn(chinaDay(stamp.at)).clocks[move.kind]
    const clocks = { actBy: addMinutes(stamp.at, actMinutes), closeBy: addHours(stamp.at, closeHours) }
    return [{ type: 'incident-opened', ...about, openedAt: stamp.at, ...clocks }]
  }
  if (incident === null || incident.closedAt !== null) return refuse('BEAT-16')
  switch (move.type) {
    case 'acknowledge':
      if (incident.acknowledgedAt !== null) return refuse('BEAT-16')
      return acquirerOnly(incident, stamp) ?? [{ type: 'incident-acknowledged', at: stamp.at }]
    case 'close': {
      const evidence = { by: 'custody', status: move.status } as const
      if (inUse.includes(move.status)) return acquirerOnly(incident, stamp) ?? refuse('BEAT-14')
      return acquirerOnly(incident, stamp) ?? [{ type: 'incident-closed', at: stamp.at, evidence }]
    }
    case 'clear':
      if (byCustodyOnly.includes(incident.kind)) return refuse('BEAT-14')
      return [
        {
          type: 'incident-closed',
          at: stamp.at,
          evidence: { by: 'heartbeat', beatNo: move.beatNo },
        },
      ]
  }
}

/** The incident after one fact; `null` before it was opened. */
export const evolve = (incident: Incident | null, fact: IncidentFact): Incident => {
  if (fact.type === 'incident-opened') {
    if (incident !== null) throw new Error(`incident ${incident.incidentId} is opened twice`)
    const { type: _, ...opened } = fact
    return { ...opened, acknowledgedAt: null, closedAt: null, evidence: null }
  }
  if (incident === null) throw new Error(`${fact.type} before incident-opened`)
  return fact.type === 'incident-acknowledged'
    ? { ...incident, acknowledgedAt: fact.at }
    : { ...incident, closedAt: fact.at, evidence: fact.evidence }
}

/** Late: a clock passed and what it asks for had not happened by then. */
export const isLate = (incident: Incident, at: string): boolean => {
  const { acknowledgedAt, closedAt, actBy, closeBy } = incident
  const acted = acknowledgedAt ?? closedAt ?? at
  return isAfter(acted, actBy) || isAfter(closedAt ?? at, closeBy)
}
