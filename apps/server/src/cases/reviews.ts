import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { moveCase, moved } from './case.ts'
import { openFields, sealText } from './sealed.ts'

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
    const after = await moveCase(errand, caseId, {
      type: 'reveal-dossier',
      purpose: await sealText(errand, caseId, 'reveal-purpose', purpose),
    })
    return isRefusal(after) ? after : { fields: await openFields(errand, after.application.sealed) }
  },

  'reviews.recommend-approval': (errand, { caseId, mccCode, riskLevel }) =>
    moved(errand, caseId, { type: 'recommend-approval', mccCode, riskLevel }),

  'reviews.approve': (errand, { caseId }) => moved(errand, caseId, { type: 'approve-application' }),

  'reviews.reject': async (errand, { caseId, remedy, ...rejection }) =>
    moved(errand, caseId, {
      type: 'reject-application',
      ...rejection,
      remedy: await sealText(errand, caseId, 'rejection-remedy', remedy),
    }),

  'reviews.decide-appeal': async (errand, { caseId, upheld, note }) =>
    moved(errand, caseId, {
      type: 'decide-appeal',
      upheld,
      note: await sealText(errand, caseId, 'appeal-decision', note),
    }),
}
