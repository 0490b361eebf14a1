import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'
import { type Due, shredSchedule } from '#vault/retention.ts'

/**
 * A merchant's deletion at one acquirer (PIPL art. 47): all their cases there, for one key per term stands for all of
 * them. Sealed off at once; each key is destroyed on its day, and then nothing brings the data back.
 */
export type Erasure = {
  readonly erasureId: string
  readonly merchantId: string
  /** The acquirer that answers for the data. */
  readonly tenantId: string
  readonly requestedAt: string
  /** Was there a business relation? Then the law's terms run; else thirty days. */
  readonly concluded: boolean
  readonly schedule: readonly (Due & { readonly erasedAt: string | null })[]
  readonly cancelledAt: string | null
  readonly doneAt: string | null
}

/** A case, as far as its deletion is concerned. */
export type Relation = { readonly concluded: boolean; readonly inForce: boolean }

type Subject = Pick<Erasure, 'erasureId' | 'merchantId' | 'tenantId'>

export type ErasureMove =
  | ({ readonly type: 'request'; readonly relations: readonly Relation[] } & Subject)
  /** Found sealed off in the key store and not in the database: a backup from before the request was restored. */
  | ({
      readonly type: 'resume'
      readonly relations: readonly Relation[]
      readonly requestedAt: string
    } & Subject)
  | { readonly type: 'erase' }
  | { readonly type: 'cancel' }

type Asked = Subject & Pick<Erasure, 'concluded' | 'requestedAt'> & { readonly schedule: readonly Due[] }

export type ErasureFact =
  | ({ readonly type: 'deletion-requested' } & Asked)
  | ({ readonly type: 'deletion-resumed' } & Asked)
  | { readonly type: 'data-erased'; readonly keep: Due['keep'] }
  | { readonly type: 'deletion-cancelled' }

/** The schedule a request made at `at` would get, or the rule that forbids it. */
export const foreseen = (
  relations: readonly Relation[],
  at: string,
): { readonly concluded: boolean; readonly schedule: readonly Due[] } | Refusal => {
  if (relations.length === 0) return refuse('VAULT-17')
  if (relations.some(({ inForce }) => inForce)) return refuse('VAULT-11')
  const concluded = relations.some((each) => each.concluded)
  return { concluded, schedule: shredSchedule({ concluded, endedAt: at }) }
}

/** Terms that have ended and whose key still stands. */
export const dueAt = ({ schedule, cancelledAt }: Erasure, at: string): readonly Due['keep'][] =>
  cancelledAt === null
    ? schedule.filter(({ on, erasedAt }) => erasedAt === null && on <= at).map(({ keep }) => keep)
    : []

/** While nothing has been destroyed the merchant may think again. */
export const isCancellable = ({ schedule, cancelledAt }: Erasure): boolean =>
  cancelledAt === null && schedule.every(({ erasedAt }) => erasedAt === null)

export const decide = (
  erasure: Erasure | null,
  move: ErasureMove,
  { at }: Stamp,
): readonly ErasureFact[] | Refusal => {
  if (move.type === 'request' || move.type === 'resume') {
    if (erasure !== null && erasure.cancelledAt === null) return refuse('VAULT-12')
    const { erasureId, merchantId, tenantId, relations } = move
    const asked = { erasureId, merchantId, tenantId }
    if (move.type === 'resume') {
      // It was allowed when it was asked for; what the older backup says of the agreement forbids nothing now.
      const concluded = relations.some((each) => each.concluded)
      const { requestedAt } = move
      const schedule = shredSchedule({ concluded, endedAt: requestedAt })
      return [{ type: 'deletion-resumed', ...asked, concluded, requestedAt, schedule }]
    }
    const told = foreseen(relations, at)
    return 'refused' in told ? told : [{ type: 'deletion-requested', ...asked, requestedAt: at, ...told }]
  }
  if (erasure === null) return refuse('VAULT-13')
  if (move.type === 'cancel')
    return isCancellable(erasure) ? [{ type: 'deletion-cancelled' }] : refuse('VAULT-13')
  return dueAt(erasure, at).map((keep) => ({ type: 'data-erased', keep }))
}

/** The erasure after a fact; replaying all of them from null gives the stored one. */
export const evolve = (
  erasure: Erasure | null,
  fact: ErasureFact & { readonly stamp: Pick<Stamp, 'at'> },
): Erasure => {
  const { at } = fact.stamp
  if (fact.type === 'deletion-requested' || fact.type === 'deletion-resumed') {
    const { erasureId, merchantId, tenantId, requestedAt, concluded } = fact
    const schedule = fact.schedule.map((each) => ({ ...each, erasedAt: null }))
    const asked = { erasureId, merchantId, tenantId, requestedAt, concluded }
    return { ...asked, schedule, cancelledAt: null, doneAt: null }
  }
  if (erasure === null) throw new Error(`${fact.type} of no deletion`)
  if (fact.type === 'deletion-cancelled') return { ...erasure, cancelledAt: at }
  const schedule = erasure.schedule.map((each) =>
    each.keep === fact.keep ? { ...each, erasedAt: at } : each,
  )
  return { ...erasure, schedule, doneAt: schedule.every(({ erasedAt }) => erasedAt !== null) ? at : null }
}
