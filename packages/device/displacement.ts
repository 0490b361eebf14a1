import type { Fence } from '#device/fence.ts'
import { addDays, addHours, chinaDay, endOfDay, isAfter } from '#ground/calendar.ts'
import { refuse, type Refusal } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

/** Why the merchant says the terminal should go on; tapped, with words if they like. */
export const appealGrounds = ['never-left', 'back-again', 'fix-wrong', 'shop-moved'] as const
export type AppealGround = (typeof appealGrounds)[number]

/** A terminal that stopped because it was away from its place, until somebody has decided about it. */
export type Displacement = {
  readonly displacementId: string
  readonly deviceId: string
  readonly caseId: string
  readonly merchantId: string
  readonly acquirerId: string
  readonly fixes: number
  readonly metres: number
  readonly openedAt: string
  readonly appealBy: string
  readonly decideHours: number
  readonly status: 'open' | 'appealed' | 'restored' | 'upheld' | 'lapsed'
  readonly appeal: {
    readonly ground: AppealGround
    /** The merchant's own words as a vault reference, or empty. */
    readonly words: string
    readonly at: string
    readonly decideBy: string
  } | null
  readonly overdue: boolean
  /** The acquirer's words on its decision, as a vault reference, or empty. */
  readonly decision: string
  readonly endedAt: string | null
}

export type DisplacementMove =
  | ({ readonly type: 'open'; readonly fence: Fence } & Pick<
      Displacement,
      'displacementId' | 'deviceId' | 'caseId' | 'merchantId' | 'acquirerId' | 'fixes' | 'metres'
    >)
  | { readonly type: 'appeal'; readonly ground: AppealGround; readonly words: string }
  /** `homeSince`: the newest fix of the terminal or a technician, if it was inside the fence; see watch.ts. */
  | {
      readonly type: 'decide'
      readonly restore: boolean
      readonly words: string
      readonly homeSince: string | null
    }
  /** The clock: nobody appealed, or nobody decided. */
  | { readonly type: 'tick' }

export type DisplacementFact =
  | ({ readonly type: 'displacement-noticed' } & Pick<
      Displacement,
      | 'displacementId'
      | 'deviceId'
      | 'caseId'
      | 'merchantId'
      | 'acquirerId'
      | 'fixes'
      | 'metres'
      | 'appealBy'
      | 'decideHours'
    >)
  | {
      readonly type: 'displacement-appealed'
      readonly ground: AppealGround
      readonly words: string
      readonly decideBy: string
    }
  | { readonly type: 'displacement-restored'; readonly words: string }
  | { readonly type: 'displacement-upheld'; readonly words: string }
  | { readonly type: 'displacement-lapsed' }
  | { readonly type: 'displacement-overdue' }

type Decision = readonly DisplacementFact[] | Refusal

const open = (move: Extract<DisplacementMove, { type: 'open' }>, { at }: Stamp): Decision => {
  const { displacementId, deviceId, caseId, merchantId, acquirerId, fixes, metres, fence } = move
  return [
    {
      type: 'displacement-noticed',
      ...{ displacementId, deviceId, caseId, merchantId, acquirerId, fixes, metres },
      appealBy: endOfDay(addDays(chinaDay(at), fence.appealDays)),
      decideHours: fence.decideHours,
    },
  ]
}

const isOver = ({ status }: Displacement): boolean => status !== 'open' && status !== 'appealed'

const tick = (displacement: Displacement, at: string): Decision => {
  const { status, appeal, appealBy, overdue } = displacement
  if (status === 'open' && isAfter(at, appealBy)) return [{ type: 'displacement-lapsed' }]
  return appeal !== null && status === 'appealed' && !overdue && isAfter(at, appeal.decideBy)
    ? [{ type: 'displacement-overdue' }]
    : []
}

export const decideDisplacement = (
  displacement: Displacement | null,
  move: DisplacementMove,
  stamp: Stamp,
): Decision => {
  if (move.type === 'open') return open(move, stamp)
  if (displacement === null) throw new Error(`${move.type} before a displacement`)
  const { at, organisationId } = stamp
  switch (move.type) {
    case 'appeal': {
      if (displacement.merchantId !== organisationId || displacement.appeal !== null || isOver(displacement))
        return refuse('BIND-13')
      if (isAfter(at, displacement.appealBy)) return refuse('BIND-13')
      const { ground, words } = move
      const decideBy = addHours(at, displacement.decideHours)
      return [{ type: 'displacement-appealed', ground, words, decideBy }]
    }
    case 'decide':
      if (displacement.acquirerId !== organisationId || displacement.status !== 'appealed')
        return refuse('BIND-14')
      // Whoever says the shop has moved says the terminal is elsewhere: only a new binding makes that right.
      if (move.restore && displacement.appeal?.ground === 'shop-moved') return refuse('BIND-15')
      // Words do not put a terminal back at its place: it, or a technician before it, was measured there last.
      if (move.restore && (move.homeSince === null || !isAfter(move.homeSince, displacement.openedAt)))
        return refuse('BIND-25')
      return [{ type: move.restore ? 'displacement-restored' : 'displacement-upheld', words: move.words }]
    case 'tick':
      return tick(displacement, at)
  }
}

export const evolveDisplacement = (
  displacement: Displacement | null,
  fact: DisplacementFact,
  { at }: Pick<Stamp, 'at'>,
): Displacement => {
  if (fact.type === 'displacement-noticed') {
    const { type: _, ...noticed } = fact
    return {
      ...noticed,
      openedAt: at,
      status: 'open',
      appeal: null,
      overdue: false,
      decision: '',
      endedAt: null,
    }
  }
  if (displacement === null) throw new Error(`${fact.type} before displacement-noticed`)
  switch (fact.type) {
    case 'displacement-appealed': {
      const { ground, words, decideBy } = fact
      return { ...displacement, status: 'appealed', appeal: { ground, words, at, decideBy } }
    }
    case 'displacement-overdue':
      return { ...displacement, overdue: true }
    case 'displacement-restored':
      return { ...displacement, status: 'restored', decision: fact.words, endedAt: at }
    case 'displacement-upheld':
      return { ...displacement, status: 'upheld', decision: fact.words, endedAt: at }
    case 'displacement-lapsed':
      return { ...displacement, status: 'lapsed', endedAt: at }
  }
}

/** When the clock looks again: the end of the appeal, or of the decision. Null when it is over. */
export const nextTick = ({ status, appealBy, appeal, overdue }: Displacement): string | null => {
  if (status === 'open') return appealBy
  return status === 'appealed' && appeal !== null && !overdue ? appeal.decideBy : null
}
