import { isRefusal } from '#ground/refusal.ts'
import { sealedFields } from '#provision/field.ts'
import type { Room } from '../house/errand.ts'
import type { GrantsPort } from '../vault/ports.ts'
import { moveCase, moved } from './case.ts'
import { examined, letSecondEyesLook } from './examiner.ts'
import { openFields, sealText } from './sealed.ts'

const reviewKinds = ['review', 'second-review'] as const

/** Examination by the acquirer itself (S1 art. 22). The dossier's opening is a fact before it is an answer. */
export const reviews = (
  grants: GrantsPort,
): Room<
  | 'reviews.claim'
  | 'reviews.reveal-dossier'
  | 'reviews.recommend-approval'
  | 'reviews.approve'
  | 'reviews.reject'
  | 'reviews.decide-appeal'
> => ({
  async 'reviews.claim'(errand, { caseId }) {
    const after = await moveCase(errand, caseId, { type: 'claim-review' })
    if (isRefusal(after)) return after
    // By handing the application in, the merchant lets its examiner see it; nobody else, and not for ever.
    await grants.give(errand, {
      caseId,
      kind: 'review',
      readerId: errand.actor.personId,
      organisationId: errand.actor.organisationId,
      fields: examined,
      givenBy: after.merchantId,
    })
    return { ok: true }
  },

  async 'reviews.reveal-dossier'(errand, { caseId, purpose, fields }) {
    const wordsRef = await sealText(errand, caseId, 'reveal-purpose', purpose)
    const after = await moveCase(errand, caseId, { type: 'reveal-dossier', purpose: wordsRef })
    if (isRefusal(after)) return after
    await letSecondEyesLook(errand, grants, after)
    const sealed = after.application.sealed
    const wanted = sealedFields.filter((field) => field in sealed && (fields?.includes(field) ?? true))
    const taken = await grants.take(errand, { caseId, fields: wanted, wordsRef })
    if (isRefusal(taken)) return taken
    return {
      fields: await openFields(errand, Object.fromEntries(wanted.map((field) => [field, sealed[field]]))),
    }
  },

  'reviews.recommend-approval': (errand, { caseId, mccCode, riskLevel }) =>
    moved(errand, caseId, { type: 'recommend-approval', mccCode, riskLevel }),

  async 'reviews.approve'(errand, { caseId }) {
    const after = await moved(errand, caseId, { type: 'approve-application' })
    if (!isRefusal(after)) await grants.end(errand, caseId, reviewKinds, 'review-decided')
    return after
  },

  async 'reviews.reject'(errand, { caseId, remedy, ...rejection }) {
    const after = await moved(errand, caseId, {
      type: 'reject-application',
      ...rejection,
      remedy: await sealText(errand, caseId, 'rejection-remedy', remedy),
    })
    if (!isRefusal(after)) await grants.end(errand, caseId, reviewKinds, 'review-decided')
    return after
  },

  async 'reviews.decide-appeal'(errand, { caseId, upheld, note }) {
    const after = await moved(errand, caseId, {
      type: 'decide-appeal',
      upheld,
      note: await sealText(errand, caseId, 'appeal-decision', note),
    })
    if (!isRefusal(after)) await grants.end(errand, caseId, reviewKinds, 'review-decided')
    return after
  },
})
