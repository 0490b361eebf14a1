import type { Case, Visit, VisitKind } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { isBefore } from '#provision/instant.ts'
import { addMinutes } from '#ground/calendar.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type Booking = Omit<Visit, 'status' | 'arrivedAt' | 'doneAt'>
type OfVisit = { readonly visitId: string }

export type VisitMove =
  /** `ticketIsOurs`: the server found the ticket among this case's. */
  | ({ readonly type: 'propose-visit'; readonly ticketIsOurs?: boolean } & Booking)
  | ({ readonly type: 'confirm-visit' } & OfVisit)
  | ({ readonly type: 'decline-visit' } & OfVisit)
  /** `doorCheckPassed`: the server compared both codes of the two-way door check. */
  | ({ readonly type: 'arrive-visit'; readonly doorCheckPassed: boolean } & OfVisit)
  | ({ readonly type: 'finish-visit' } & OfVisit)

export type VisitFact =
  | ({ readonly type: 'visit-proposed' } & Booking)
  | ({ readonly type: 'visit-confirmed' } & OfVisit)
  | ({ readonly type: 'visit-declined' } & OfVisit)
  | ({ readonly type: 'visit-arrived' } & OfVisit)
  | ({ readonly type: 'visit-finished' } & OfVisit)

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

/** What a visit after the installation may be about: each kind and what leaves the shop with it. */
const afterInstall: Readonly<
  Record<Exclude<VisitKind, 'survey' | 'install'>, { readonly takesOut: boolean }>
> = {
  inspection: { takesOut: false },
  repair: { takesOut: true },
  replacement: { takesOut: true },
  return: { takesOut: true },
}

const looksAfter = (kind: VisitKind): kind is keyof typeof afterInstall => Object.hasOwn(afterInstall, kind)

const isSigned = ({ agreement }: Case): boolean => agreement !== null && agreement.acquirerSignature !== null

/** When a visit of each kind may be booked. */
const isTime: Readonly<Record<VisitKind, (state: Case) => boolean>> = {
  // Surveyed before the proposal; and anew where a terminal is to be bound again, perhaps at another place (BIND-10).
  survey: (state) =>
    (state.chosenOfferId !== null && state.acceptedProposal === null) || awaitsTerminal(state),
  install: (state) => isSigned(state) && state.liveAt === null,
  inspection: ({ install }) => install !== null && install.boundAt !== null,
  repair: ({ install }) => install !== null && install.boundAt !== null,
  replacement: ({ install }) => install !== null && install.boundAt !== null,
  // Also one the shop refused, which the case does not hold any more.
  return: isSigned,
}

/**
 * How long before a visit the door opens to its codes and how long after it they end (DOOR-2): outside of that nobody was
 * let in. Phones' clocks may differ by the last.
 */
export const VISIT_MINUTES = { before: 60, after: 120, clock: 10 } as const

const insideFrom = ({ arrivedAt, startsAt }: Visit): string =>
  addMinutes(arrivedAt ?? addMinutes(startsAt, -VISIT_MINUTES.before), -VISIT_MINUTES.clock)

const insideUntil = ({ doneAt, endsAt }: Visit): string => {
  const closes = addMinutes(endsAt, VISIT_MINUTES.after)
  return addMinutes(doneAt !== undefined && isBefore(doneAt, closes) ? doneAt : closes, VISIT_MINUTES.clock)
}

const wasLetIn = (visit: Visit, technicianId: string, at: string): boolean =>
  visit.technicianId === technicianId &&
  (visit.status === 'arrived' || visit.status === 'done') &&
  !isBefore(at, insideFrom(visit)) &&
  !isBefore(insideUntil(visit), at)

/** VISIT-10: what leaves a shop leaves it in a visit made for that, however late it is told. */
export const mayTakeOut = ({ visits }: Case, technicianId: string, at: string): Refusal | null =>
  visits.some(
    (visit) =>
      looksAfter(visit.kind) && afterInstall[visit.kind].takesOut && wasLetIn(visit, technicianId, at),
  )
    ? null
    : refuse('VISIT-10')

/** VISIT-11: whoever says where a terminal stands was let in there then, whatever for. */
export const mayMeasure = ({ visits }: Case, technicianId: string, at: string): Refusal | null =>
  visits.some((visit) => wasLetIn(visit, technicianId, at)) ? null : refuse('VISIT-11')

/** INSP-1: the surface is inspected in a visit for it, or beside a repair; by whoever was let in, while they were. */
export const mayInspect = (
  state: Case,
  visitId: string,
  technicianId: string,
  at: string,
): Refusal | null => {
  const visit = visitOf(state, visitId)
  return (visit?.kind === 'inspection' || visit?.kind === 'repair') && wasLetIn(visit, technicianId, at)
    ? null
    : refuse('INSP-1', {}, 'visitId')
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
  'propose-visit': (state, { ticketIsOurs = false, ...move }, { at }) => {
    const { kind, startsAt, endsAt } = move
    if (move.ticketId !== undefined && !ticketIsOurs) return refuse('VISIT-13', {}, 'ticketId')
    if (!isTime[kind](state)) return refuse(looksAfter(kind) ? 'VISIT-9' : 'VISIT-2', { kind }, 'kind')
    if (!isBefore(startsAt, endsAt) || !isBefore(at, endsAt)) return refuse('VISIT-3', {}, 'endsAt')
    return state.visits.some((visit) => visit.kind === kind && standing(visit, at))
      ? refuse('VISIT-4', { kind })
      : [{ ...move, type: 'visit-proposed' }]
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

  'finish-visit': (state, { visitId }, { personId }) => {
    const visit = visitOf(state, visitId)
    if (visit === undefined) return refuse('VISIT-5', {}, 'visitId')
    if (visit.technicianId !== personId) return refuse('VISIT-7')
    return looksAfter(visit.kind) && visit.status === 'arrived'
      ? [{ type: 'visit-finished', visitId }]
      : refuse('VISIT-12')
  },
}

/** The case with one visit moved on. */
export const withVisit = (state: Case, visitId: string, status: Visit['status']): Case =>
  withChange(state, visitId, () => ({ status }))

const withChange = (state: Case, visitId: string, change: (visit: Visit) => Partial<Visit>): Case => ({
  ...state,
  visits: state.visits.map((visit) => (visit.visitId === visitId ? { ...visit, ...change(visit) } : visit)),
})

export const visitChanges: Changes<VisitFact> = {
  'visit-proposed': (state, { visitId, kind, technicianId, startsAt, endsAt, ticketId }) => ({
    ...state,
    visits: [
      ...state.visits,
      {
        ...{ visitId, kind, technicianId, startsAt, endsAt, status: 'proposed' },
        ...(ticketId === undefined ? {} : { ticketId }),
      },
    ],
  }),
  'visit-confirmed': (state, { visitId }) => withVisit(state, visitId, 'confirmed'),
  'visit-declined': (state, { visitId }) => withVisit(state, visitId, 'declined'),
  'visit-arrived': (state, { visitId }, { at }) =>
    withChange(state, visitId, ({ kind }) => ({
      status: 'arrived',
      ...(looksAfter(kind) ? { arrivedAt: at } : {}),
    })),
  'visit-finished': (state, { visitId }, { at }) =>
    withChange(state, visitId, () => ({ status: 'done', doneAt: at })),
}
