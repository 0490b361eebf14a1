import type { InputOf, OutputOf, ReadName } from '#api/calls.ts'
import { limitsAt } from '#vault/limits.ts'
import { type DayRow, endOfShopDay, shopDay } from './day-groups.ts'
import type { CaseView, Visit } from './stations.ts'

type VisitRead =
  | 'cases.case'
  | 'devices.list'
  | 'visits.address'
  | 'visits.door-check'
  | 'trainings.lessons'
  | 'function-tests.run'
  | 'capture.key'
/** What the house answers that may lie on the phone of somebody on the way to a shop. Anything else is not kept. */
export type KeptRead = 'visits.day' | VisitRead

export type KeptAnswer = {
  personId: string
  /** Of one visit, or of the day. */
  visitId: string | null
  name: KeptRead
  input: InputOf<KeptRead>
  output: OutputOf<KeptRead>
  /** When the house said so. */
  at: string
  /** From when on it is neither shown nor kept. */
  until: string
}

/** Until when a visit's leave to see the address runs at most; it ends sooner with the visit. */
export const leaveUntil = (endsAt: string): string =>
  new Date(Date.parse(endsAt) + limitsAt(endsAt).visitGraceHours * 3_600_000).toISOString()

/** A visit's answers are kept on its day alone, while it is booked or under way. */
export const isKept = ({ status, startsAt }: Visit, now: string): boolean =>
  (status === 'confirmed' || status === 'arrived') && shopDay(startsAt) === shopDay(now)

/** The leave to see ends what it opened; the day ends everything. */
export const keptUntil = (name: KeptRead, visit: Visit | null, now: string): string => {
  const night = endOfShopDay(now)
  const bounded = name === 'visits.address' || name === 'visits.door-check'
  const leave = visit && bounded ? leaveUntil(visit.endsAt) : night
  return leave < night ? leave : night
}

const caseOnTheWay = (view: CaseView): CaseView => ({
  ...view,
  application: null,
  review: null,
  needs: null,
  recommendation: null,
  requests: [],
  offers: [],
  chosenOfferId: null,
  survey: null,
  proposals: [],
  agreement: null,
  corrections: [],
  talk: null,
  gate: [],
  training: view.training && { ...view.training, trainee: '' },
})

const ofToday = (rows: readonly DayRow[], now: string) => rows.filter(({ visit }) => isKept(visit, now))

type Cut = { [N in KeptRead]: (output: OutputOf<N>, now: string) => OutputOf<N> }
const whole = <T>(output: T): T => output
/** Less than the house answered: no paper, no money, no survey, no seal's number, no day but today. */
const cuts: Cut = {
  'visits.day': ({ items }, now) => ({ items: ofToday(items, now) }),
  'cases.case': caseOnTheWay,
  'devices.list': ({ items, ...page }) => ({
    ...page,
    items: items.map((device) => ({ ...device, sealNo: null })),
  }),
  'visits.address': whole,
  'visits.door-check': whole,
  'trainings.lessons': whole,
  'function-tests.run': whole,
  'capture.key': whole,
}

export const cutFor = <N extends KeptRead>(name: N, output: OutputOf<N>, now: string): OutputOf<N> =>
  (cuts[name] as Cut[N])(output, now)

const kept: ReadonlySet<ReadName> = new Set(Object.keys(cuts) as KeptRead[])
export const isKeptRead = (name: unknown): name is KeptRead => kept.has(name as ReadName)

export const isStillGood = (
  { personId, at, until }: Pick<KeptAnswer, 'personId' | 'at' | 'until'>,
  who: string,
  now: string,
): boolean => personId === who && now < until && shopDay(at) === shopDay(now)
