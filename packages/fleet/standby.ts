import { watchRulesOn } from '#fleet/watch-rules.ts'
import { addDays, chinaDay } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

export const standbyReasons = ['stored', 'season'] as const

/** Why it ended: its last day is over, the merchant said so, or the terminal left the shop. */
export type StandbyEnd = 'over' | 'by-hand' | 'left-shop'

/** A terminal its merchant put away for a while: until then its silence alarms nobody. Days in China. */
export type Standby = {
  readonly standbyId: string
  readonly deviceId: string
  readonly acquirerId: string
  readonly merchantId: string
  readonly reason: (typeof standbyReasons)[number]
  readonly beganAt: string
  /** The last day of it. */
  readonly until: string
  readonly ended: { readonly at: string; readonly by: StandbyEnd } | null
}

export type StandbyFact =
  | ({ readonly type: 'standby-begun' } & Omit<Standby, 'ended'>)
  | { readonly type: 'standby-ended'; readonly at: string; readonly by: StandbyEnd }

export type StandbyMove =
  | ({ readonly type: 'begin'; readonly status: string } & Pick<
      Standby,
      'standbyId' | 'deviceId' | 'acquirerId' | 'merchantId' | 'reason' | 'until'
    >)
  | { readonly type: 'end' }
  /** The house's own look: `status` is where custody says the terminal is now. */
  | { readonly type: 'look'; readonly status: string }

const atShop: readonly string[] = ['bound', 'live', 'suspended']

/** May this move happen, and what becomes true? Rules BEAT-n: README.md. */
export const decide = (
  standby: Standby | null,
  move: StandbyMove,
  stamp: Stamp,
): readonly StandbyFact[] | Refusal => {
  const today = chinaDay(stamp.at)
  if (move.type === 'begin') {
    if (standby !== null) return refuse('BEAT-25')
    const { type: _, status, ...about } = move
    if (!['bound', 'live'].includes(status)) return refuse('BEAT-23')
    const { standbyDays } = watchRulesOn(today)
    const last = addDays(today, standbyDays)
    if (move.until <= today || move.until > last)
      return refuse('BEAT-24', { last, days: standbyDays }, 'until')
    return [{ type: 'standby-begun', ...about, beganAt: stamp.at }]
  }
  if (standby === null || standby.ended !== null) return refuse('BEAT-25')
  if (move.type === 'end') return [{ type: 'standby-ended', at: stamp.at, by: 'by-hand' }]
  if (!atShop.includes(move.status)) return [{ type: 'standby-ended', at: stamp.at, by: 'left-shop' }]
  return standby.until < today ? [{ type: 'standby-ended', at: stamp.at, by: 'over' }] : []
}

/** The standby after one fact; `null` before it began. */
export const evolve = (standby: Standby | null, fact: StandbyFact): Standby => {
  if (fact.type === 'standby-begun') {
    if (standby !== null) throw new Error(`standby ${standby.standbyId} begins twice`)
    const { type: _, ...begun } = fact
    return { ...begun, ended: null }
  }
  if (standby === null) throw new Error(`${fact.type} before standby-begun`)
  return { ...standby, ended: { at: fact.at, by: fact.by } }
}
