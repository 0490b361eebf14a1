import { addHours, addMinutes, chinaDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** What a passer-by can say of a terminal, by taps alone: nobody types a word, so nobody types a card number. */
export const concernReasons = {
  fault: ['no-power', 'no-network', 'no-print', 'card-not-read', 'other-fault'],
  moved: ['other-shop', 'stall-or-street', 'posted-to-me', 'sold-or-lent'],
  suspicion: ['extra-part', 'seal-broken', 'pin-asked-twice', 'other-name-on-slip', 'unknown-repairer'],
} as const

export type ConcernKind = keyof typeof concernReasons
export type ConcernReason = (typeof concernReasons)[ConcernKind][number]

/** What the acquirer found; said to whoever reported, by the same number. */
export type ConcernOutcome = 'repaired' | 'moved-back' | 'nothing-wrong' | 'blocked' | 'not-found'

type Clocks = { readonly answerMinutes: number; readonly settleHours: number }

/** Dated data: first human answer and settlement, after the care room's own figures for P1, P2 and P3 (domain §6.5). */
const dated: readonly ({ readonly since: string; readonly source: string } & Readonly<
  Record<ConcernKind, Clocks>
>)[] = [
  {
    since: '2026-11-01',
    source: 'domain §6.5; 人行令〔2020〕5号 43',
    suspicion: { answerMinutes: 30, settleHours: 48 },
    moved: { answerMinutes: 120, settleHours: 48 },
    fault: { answerMinutes: 120, settleHours: 48 },
  },
]

const clocksOf = (kind: ConcernKind, at: string): Clocks => {
  const day = chinaDay(at)
  const found = dated.findLast(({ since }) => since <= day) ?? dated[0]
  if (!found) throw new Error('no clocks')
  return found[kind]
}

/** How much one network and one terminal may report: enough for an honest crowd, too little to bury a desk. */
export const concernPace = { perNetworkHour: 5, perDeviceDay: 20 }

export type Concern = {
  readonly concernId: string
  readonly deviceId: string
  readonly acquirerId: string
  readonly kind: ConcernKind
  readonly reason: ConcernReason
  readonly status: 'open' | 'taken-up' | 'closed'
  readonly reportedAt: string
  readonly answerDue: string
  readonly takenUpAt: string | null
  readonly settleDue: string
  readonly closedAt: string | null
  readonly outcome: ConcernOutcome | null
}

export type ConcernMove =
  | ({ readonly type: 'report' } & Pick<Concern, 'concernId' | 'deviceId' | 'acquirerId' | 'kind' | 'reason'>)
  | { readonly type: 'take-up' }
  | { readonly type: 'close'; readonly outcome: ConcernOutcome }

export type ConcernFact =
  | ({ readonly type: 'concern-reported' } & Pick<
      Concern,
      'concernId' | 'deviceId' | 'acquirerId' | 'kind' | 'reason' | 'answerDue' | 'settleDue'
    >)
  | { readonly type: 'concern-taken-up' }
  | { readonly type: 'concern-closed'; readonly outcome: ConcernOutcome }

export const decideConcern = (
  concern: Concern | null,
  move: ConcernMove,
  { at }: Stamp,
): readonly ConcernFact[] | Refusal => {
  if (move.type === 'report') {
    const { concernId, deviceId, acquirerId, kind, reason } = move
    if (!(concernReasons[kind] as readonly string[]).includes(reason)) return refuse('IDENT-13', {}, 'reason')
    const { answerMinutes, settleHours } = clocksOf(kind, at)
    return [
      {
        type: 'concern-reported',
        ...{ concernId, deviceId, acquirerId, kind, reason },
        answerDue: addMinutes(at, answerMinutes),
        settleDue: addHours(at, settleHours),
      },
    ]
  }
  if (concern === null) throw new Error(`${move.type} before a report`)
  if (concern.status === 'closed') return refuse('IDENT-12')
  if (move.type === 'take-up') return concern.status === 'open' ? [{ type: 'concern-taken-up' }] : []
  const taken = concern.status === 'open' ? [{ type: 'concern-taken-up' } as const] : []
  return [...taken, { type: 'concern-closed', outcome: move.outcome }]
}

export const evolveConcern = (
  concern: Concern | null,
  fact: ConcernFact,
  { at }: Pick<Stamp, 'at'>,
): Concern => {
  if (fact.type === 'concern-reported') {
    const { type: _, ...reported } = fact
    return { ...reported, status: 'open', reportedAt: at, takenUpAt: null, closedAt: null, outcome: null }
  }
  if (concern === null) throw new Error(`${fact.type} before concern-reported`)
  if (fact.type === 'concern-taken-up') return { ...concern, status: 'taken-up', takenUpAt: at }
  return { ...concern, status: 'closed', closedAt: at, outcome: fact.outcome }
}

/** Was a clock missed, or is it being missed now? */
export const concernLate = ({ answerDue, takenUpAt, settleDue, closedAt }: Concern, at: string): boolean =>
  isAfter(takenUpAt ?? at, answerDue) || isAfter(closedAt ?? at, settleDue)
