import type { Case, RejectionCode, Review } from '#provision/case.ts'
import type { Changes, Decisions } from '#provision/rule.ts'
import { incomplete } from '#provision/application.ts'
import { isDocumentKind, isSealedField, isShopField } from '#provision/field.ts'
import { plusDays } from '#provision/instant.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Stamp } from '#ground/stamp.ts'

type RiskLevel = NonNullable<Review['recommendation']>['riskLevel']

export type ReviewMove =
  | { readonly type: 'claim-review' }
  | { readonly type: 'reveal-dossier'; readonly purpose: string }
  | { readonly type: 'recommend-approval'; readonly mccCode: string; readonly riskLevel: RiskLevel }
  | { readonly type: 'approve-application' }
  | {
      readonly type: 'reject-application'
      readonly code: RejectionCode
      readonly field: string
      readonly remedy: string
      readonly deadlineDays: number
    }
  | { readonly type: 'appeal-rejection'; readonly statement: string }
  | { readonly type: 'decide-appeal'; readonly upheld: boolean; readonly note: string }

type Rejected = {
  readonly code: RejectionCode
  readonly field: string
  readonly remedy: string
  readonly deadline: string
}

export type ReviewFact =
  | { readonly type: 'review-claimed' }
  | { readonly type: 'dossier-revealed'; readonly purpose: string }
  | { readonly type: 'approval-recommended'; readonly mccCode: string; readonly riskLevel: RiskLevel }
  | { readonly type: 'application-approved' }
  | ({ readonly type: 'application-returned' } & Rejected)
  | ({ readonly type: 'application-rejected' } & Rejected)
  | { readonly type: 'rejection-appealed'; readonly statement: string }
  | { readonly type: 'appeal-decided'; readonly upheld: boolean; readonly note: string }

/** Does the merchant mend it on the form, or is the answer no? Either way an appeal is open. */
const mendable: Readonly<Record<RejectionCode, boolean>> = {
  'document-unreadable': true,
  'document-mismatch': true,
  'identity-mismatch': true,
  'account-mismatch': true,
  'premises-unconfirmed': true,
  'business-not-allowed': false,
  'risk-record': false,
}

const names = (field: string): boolean => isShopField(field) || isSealedField(field) || isDocumentKind(field)

const offDesk = ({ application: { status } }: Case): Refusal | null =>
  status === 'submitted' ? null : refuse('REV-2', { status })

/** The first pair of eyes is the claimer's; once they recommend, the second pair may look and answer too. */
const notMine = ({ review }: Case, personId: string): Refusal | null =>
  review.claimedBy === personId || review.recommendation !== null ? null : refuse('REV-3')

/** Whether this reviewer's turn lets them see the dossier and its papers: the claimer, a second pair of eyes, an appeal's judge. */
export const mayExamine = (state: Case, personId: string): Refusal | null => {
  const { appeal, rejection } = state.review
  const decidesAppeal = appeal?.decision === null && rejection?.by !== personId
  return decidesAppeal ? null : (offDesk(state) ?? notMine(state, personId))
}

export const reviewDecisions: Decisions<ReviewMove, ReviewFact> = {
  'claim-review': (state, _move, { personId }) => {
    const { claimedBy } = state.review
    const taken = claimedBy === null || claimedBy === personId ? null : refuse('REV-3')
    return offDesk(state) ?? taken ?? [{ type: 'review-claimed' }]
  },

  'reveal-dossier': (state, { purpose }, { personId }) => {
    if (purpose.trim() === '') return refuse('REV-9', {}, 'purpose')
    return mayExamine(state, personId) ?? [{ type: 'dossier-revealed', purpose }]
  },

  'recommend-approval': (state, { mccCode, riskLevel }, { personId }) => {
    const unclaimed = state.review.claimedBy === personId ? null : refuse('REV-3')
    return offDesk(state) ?? unclaimed ?? [{ type: 'approval-recommended', mccCode, riskLevel }]
  },

  'approve-application': (state, _move, { personId }) => {
    const refusal = offDesk(state)
    if (refusal) return refusal
    const { recommendation } = state.review
    if (recommendation === null) return refuse('REV-4')
    return recommendation.by === personId ? refuse('REV-5') : [{ type: 'application-approved' }]
  },

  'reject-application': (state, { code, field, remedy, deadlineDays }, { personId, at }) => {
    const refusal = offDesk(state) ?? notMine(state, personId)
    if (refusal) return refusal
    if (!names(field)) return refuse('REV-6', { missing: 'field' }, 'field')
    if (remedy.trim() === '') return refuse('REV-6', { missing: 'remedy' }, 'remedy')
    if (!Number.isInteger(deadlineDays) || deadlineDays < 1 || deadlineDays > 90)
      return refuse('REV-6', { missing: 'deadlineDays' }, 'deadlineDays')
    const rejected = { code, field, remedy, deadline: plusDays(at, deadlineDays) }
    return [
      mendable[code]
        ? { type: 'application-returned', ...rejected }
        : { type: 'application-rejected', ...rejected },
    ]
  },

  'appeal-rejection': (state, { statement }) => {
    if (state.review.rejection === null || state.review.appeal !== null) return refuse('REV-7')
    if (statement.trim() === '') return refuse('REV-9', {}, 'statement')
    // An upheld appeal goes straight back to the desk, so the form has to be fit for it.
    return incomplete(state) ?? [{ type: 'rejection-appealed', statement }]
  },

  'decide-appeal': ({ review }, { upheld, note }, { personId }) => {
    if (review.appeal?.decision !== null) return refuse('REV-7')
    if (review.rejection?.by === personId) return refuse('REV-8')
    return note.trim() === '' ? refuse('REV-9', {}, 'note') : [{ type: 'appeal-decided', upheld, note }]
  },
}

const rejected =
  (status: 'returned' | 'rejected') =>
  (state: Case, { code, field, remedy, deadline }: Rejected, { personId: by, at }: Stamp): Case => ({
    ...state,
    application: { ...state.application, status },
    review: {
      ...state.review,
      claimedBy: null,
      recommendation: null,
      rejection: { by, code, field, remedy, deadline, at },
      appeal: null,
    },
  })

const unchanged = (state: Case): Case => state

export const reviewChanges: Changes<ReviewFact> = {
  'review-claimed': (state, _fact, { personId }) => ({
    ...state,
    review: { ...state.review, claimedBy: personId },
  }),
  'dossier-revealed': unchanged,
  'approval-recommended': (state, { mccCode, riskLevel }, { personId: by, at }) => ({
    ...state,
    review: { ...state.review, recommendation: { by, mccCode, riskLevel, at } },
  }),
  'application-approved': (state, _fact, { personId }) => ({
    ...state,
    application: { ...state.application, status: 'approved' },
    review: { ...state.review, approvedBy: personId },
  }),
  'application-returned': rejected('returned'),
  'application-rejected': rejected('rejected'),
  'rejection-appealed': (state, { statement }, { at }) => ({
    ...state,
    review: { ...state.review, appeal: { statement, at, decision: null } },
  }),
  /** An upheld appeal puts the application back on the desk, unclaimed. */
  'appeal-decided': (state, { upheld, note }, { personId: by, at }) => ({
    ...state,
    application: upheld ? { ...state.application, status: 'submitted' } : state.application,
    review: {
      ...state.review,
      appeal: state.review.appeal && { ...state.review.appeal, decision: { by, upheld, note, at } },
    },
  }),
}
