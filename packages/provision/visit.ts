import type { Case, Visit } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { isBefore } from '#provision/instant.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type Booking = Omit<Visit, 'status'>
type OfVisit = { readonly visitId: string }

export type VisitMove =
  | ({ readonly type: 'propose-visit' } & Booking)
  | ({ readonly type: 'confirm-visit' } & OfVisit)
  | ({ readonly type: 'decline-visit' } & OfVisit)
  /** `doorCheckPassed`: the server compared both codes of the two-way door check. */
  | ({ readonly type: 'arrive-visit'; readonly doorCheckPassed: boolean } & OfVisit)

export type VisitFact =
  | ({ readonly type: 'visit-proposed' } & Booking)
  | ({ readonly type: 'visit-confirmed' } & OfVisit)
  | ({ readonly type: 'visit-declined' } & OfVisit)
  | ({ readonly type: 'visit-arrived' } & OfVisit)

export const visitOf = ({ visits }: Case, visitId: string): Visit | undefined =>
  visits.find((visit) => visit.visitId === visitId)

/** This very technician, let in at this very visit. */
export const arrivedAs = (visit: Visit | undefined, kind: Visit['kind'], { personId }: Stamp): boolean =>
  visit?.kind === kind && visit.status === 'arrived' && visit.technicianId === personId

/** A visit nobody came to stops blocking the next one when its time is over. */
const standing = (visit: Visit, at: string): boolean =>
  (visit.status === 'proposed' || visit.status === 'confirmed' || visit.status === 'arrived') &&
  isBefore(at, visit.endsAt)

/** Both have signed, and the shop has no terminal: before the first one, or after one was taken back. */
const awaitsTerminal = ({ agreement, install }: Case): boolean =>
  agreement !== null && agreement.acquirerSignature !== null && install === null

const tooEarly = (state: Case, kind: Visit['kind']): Refusal | null => {
  if (kind === 'survey')
    // Surveyed before the proposal; and anew where a terminal is to be bound again, perhaps at another place (BIND-10).
    return (state.chosenOfferId !== null && state.acceptedProposal === null) || awaitsTerminal(state)
      ? null
      : refuse('VISIT-2', { kind }, 'kind')
  return state.agreement !== null && state.agreement.acquirerSignature !== null
    ? null
    : refuse('VISIT-2', { kind }, 'kind')
}

/** Answers the visit when it exists in one of the wanted states. */
const answer = (
  state: Case,
  visitId: string,
  wanted: readonly Visit['status'][],
  fact: 'visit-confirmed' | 'visit-declined',
): VisitFact[] | Refusal => {
  const visit = visitOf(state, visitId)
  if (visit === undefined) return refuse('VISIT-5', {}, 'visitId')
  return wanted.includes(visit.status)
    ? [{ type: fact, visitId }]
    : refuse('VISIT-6', { status: visit.status })
}

export const visitDecisions: Decisions<VisitMove, VisitFact> = {
  'propose-visit': (state, { visitId, kind, technicianId, startsAt, endsAt }, { at }) => {
    const early = tooEarly(state, kind)
    if (early) return early
    if (!isBefore(startsAt, endsAt) || !isBefore(at, endsAt)) return refuse('VISIT-3', {}, 'endsAt')
    return state.visits.some((visit) => visit.kind === kind && standing(visit, at))
      ? refuse('VISIT-4', { kind })
      : [{ type: 'visit-proposed', visitId, kind, technicianId, startsAt, endsAt }]
  },

  'confirm-visit': (state, { visitId }) => answer(state, visitId, ['proposed'], 'visit-confirmed'),

  'decline-visit': (state, { visitId }) =>
    answer(state, visitId, ['proposed', 'confirmed'], 'visit-declined'),

  'arrive-visit': (state, { visitId, doorCheckPassed }, { personId }) => {
    const visit = visitOf(state, visitId)
    if (visit === undefined) return refuse('VISIT-5', {}, 'visitId')
    if (visit.technicianId !== personId) return refuse('VISIT-7')
    if (visit.status !== 'confirmed') return refuse('VISIT-6', { status: visit.status })
    return doorCheckPassed ? [{ type: 'visit-arrived', visitId }] : refuse('VISIT-8')
  },
}

/** The case with one visit moved on. */
export const withVisit = (state: Case, visitId: string, status: Visit['status']): Case => ({
  ...state,
  visits: state.visits.map((visit) => (visit.visitId === visitId ? { ...visit, status } : visit)),
})

export const visitChanges: Changes<VisitFact> = {
  'visit-proposed': (state, { visitId, kind, technicianId, startsAt, endsAt }) => ({
    ...state,
    visits: [...state.visits, { visitId, kind, technicianId, startsAt, endsAt, status: 'proposed' }],
  }),
  'visit-confirmed': (state, { visitId }) => withVisit(state, visitId, 'confirmed'),
  'visit-declined': (state, { visitId }) => withVisit(state, visitId, 'declined'),
  'visit-arrived': (state, { visitId }) => withVisit(state, visitId, 'arrived'),
}
