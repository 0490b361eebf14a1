import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { moveCase, moved } from './case.ts'
import { openFields } from './sealed.ts'

/** Examination by the acquirer itself (S1 art. 22). The dossier's opening is a fact before it is an answer. */
export const reviews: Room<
  | 'reviews.claim'
  | 'reviews.reveal-dossier'
  | 'reviews.recommend-approval'
  | 'reviews.approve'
  | 'reviews.reject'
  | 'reviews.decide-appeal'
> = {
  'reviews.claim': (errand, { caseId }) => moved(errand, caseId, { type: 'claim-review' }),

  async 'reviews.reveal-dossier'(errand, { caseId, purpose }) {
    const after = await moveCase(errand, caseId, { type: 'reveal-dossier', purpose })
    return isRefusal(after) ? after : { fields: await openFields(errand, after.application.sealed) }
  },

  'reviews.recommend-approval': (errand, { caseId, mccCode, riskLevel }) =>
    moved(errand, caseId, { type: 'recommend-approval', mccCode, riskLevel }),

  'reviews.approve': (errand, { caseId }) => moved(errand, caseId, { type: 'approve-application' }),

  'reviews.reject': (errand, { caseId, code, field, remedy, deadlineDays }) =>
    moved(errand, caseId, { type: 'reject-application', code, field, remedy, deadlineDays }),

  'reviews.decide-appeal': (errand, { caseId, upheld, note }) =>
    moved(errand, caseId, { type: 'decide-appeal', upheld, note }),
}
