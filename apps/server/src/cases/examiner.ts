import type { Case } from '#provision/case.ts'
import { documentKinds, sealedFields } from '#provision/field.ts'
import type { Errand } from '../house/errand.ts'
import type { GrantsPort } from '../vault/ports.ts'

/** What an examiner may see: every sealed field and every paper of the form. */
export const examined = [...sealedFields, ...documentKinds.map((kind) => `document:${kind}`)]

/**
 * The claimer has the merchant's leave. A second pair of eyes, or who decides an appeal, gets theirs from the step: the
 * rules of the review (REV-3, REV-8) have let them look by the time this is asked.
 */
export const letSecondEyesLook = async (errand: Errand, grants: GrantsPort, state: Case): Promise<void> => {
  const { personId: readerId, organisationId } = errand.actor
  if (state.review.claimedBy === readerId) return
  if (await grants.holds(errand, state.caseId, examined)) return
  await grants.give(errand, {
    caseId: state.caseId,
    kind: 'second-review',
    readerId,
    organisationId,
    fields: examined,
    givenBy: state.review.recommendation?.by ?? state.merchantId,
  })
}
