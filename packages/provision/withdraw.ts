import type { Case } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { agreedNow } from '#provision/agreement-change.ts'
import { isBefore } from '#provision/instant.ts'
import { refuse } from '#ground/refusal.ts'

export type WithdrawMove = { readonly type: 'withdraw-application' }
export type WithdrawFact = { readonly type: 'application-withdrawn' }

/** Signed by both: then there was a business relation, and the law says how long it is kept. */
export const isConcluded = ({ agreement }: Case): boolean =>
  agreement !== null && agreement.merchantSignature !== null && agreement.acquirerSignature !== null

/** When the agreed term is over, counted in calendar months (UTC) from the acquirer's signature; null if nothing is signed. */
export const termEndsAt = (state: Case): string | null => {
  const signedAt = state.agreement?.acquirerSignature?.at
  if (signedAt === undefined) return null
  const terms = agreedNow(state)?.terms
  const end = new Date(signedAt)
  const dayOfMonth = end.getUTCDate()
  end.setUTCDate(1)
  end.setUTCMonth(end.getUTCMonth() + (terms?.termMonths ?? 0))
  const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(dayOfMonth, last))
  return end.toISOString()
}

/** A change of terms was proposed and the merchant leaves instead, free of charge: no agreed term holds them. */
const leaves = ({ changes = [] }: Case): boolean =>
  changes.some(({ answer, withdrawnAt }) => answer?.choice === 'leave' && withdrawnAt === null)

/** Both have signed, and either a terminal is still out or the agreed term runs. */
export const agreementInForce = (state: Case, at: string): boolean => {
  if (!isConcluded(state)) return false
  if (leaves(state)) return state.install !== null
  const end = termEndsAt(state)
  return state.install !== null || (end !== null && isBefore(at, end))
}

export const withdrawDecisions: Decisions<WithdrawMove, WithdrawFact> = {
  'withdraw-application': (state, _move, { at }) =>
    agreementInForce(state, at) ? refuse('CASE-5') : [{ type: 'application-withdrawn' }],
}

/** A withdrawn case keeps what it was; appointments it still had are off. */
export const withdrawChanges: Changes<WithdrawFact> = {
  'application-withdrawn': (state, _fact, { at }) => ({
    ...state,
    withdrawnAt: at,
    visits: state.visits.map((visit) =>
      visit.status === 'proposed' || visit.status === 'confirmed' ? { ...visit, status: 'declined' } : visit,
    ),
  }),
}
