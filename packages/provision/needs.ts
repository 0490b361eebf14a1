import type { Needs, Recommendation } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { recommend } from '#provision/recommend.ts'
import { refuse } from '#ground/refusal.ts'

export type NeedsMove = { readonly type: 'record-needs'; readonly needs: Needs }

export type NeedsFact = {
  readonly type: 'needs-recorded'
  readonly needs: Needs
  readonly recommendation: Recommendation
}

export const needsDecisions: Decisions<NeedsMove, NeedsFact> = {
  'record-needs': ({ application, chosenOfferId }, { needs }) => {
    if (application.status !== 'approved') return refuse('NEED-1')
    if (chosenOfferId !== null) return refuse('NEED-2')
    if (!needs.cardPayments && !needs.qrPayments) return refuse('NEED-3', {}, 'cardPayments')
    if (!needs.cardPayments && (needs.foreignCards || needs.preAuthorisation))
      return refuse('NEED-4', {}, 'cardPayments')
    return [{ type: 'needs-recorded', needs, recommendation: recommend(needs, application.shop) }]
  },
}

export const needsChanges: Changes<NeedsFact> = {
  /** Offers answer the needs they were made for: new needs ask the same providers again. */
  'needs-recorded': (state, { needs, recommendation }) => ({
    ...state,
    needs,
    recommendation,
    requests: state.requests.map(({ providerId }) => ({ providerId, answer: 'asked' })),
    offers: [],
  }),
}
