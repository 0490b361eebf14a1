import { isRefusal, refuse } from '#ground/refusal.ts'
import { checkField } from '#provision/check-field.ts'
import type { Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import type { GrantsPort } from '../vault/ports.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { openFields, sealField, sealText } from './sealed.ts'

/** A merchant asks that what is wrong be put right (PIPL art. 46); the acquirer answers with reasons (art. 50). */
export const corrections = (
  grants: GrantsPort,
): Room<'vault.request-correction' | 'reviews.reveal-correction' | 'reviews.decide-correction'> => ({
  async 'vault.request-correction'(errand, { caseId, field, value, reason }) {
    const { state } = await loadCase(errand, caseId, true)
    const typed = value.trim()
    const correctionId = newId('cor')
    const after = await moveCase(errand, caseId, {
      type: 'request-correction',
      correctionId,
      field,
      problem: checkField(field, typed, state.application.shop),
      value: await sealField(errand, caseId, field, typed),
      reason: await sealText(errand, caseId, 'correction-reason', reason),
    })
    return isRefusal(after) ? after : { correctionId }
  },

  // By asking, the merchant lets the acquirer compare the two values of this field; the leave ends with the answer.
  async 'reviews.reveal-correction'(errand, { caseId, purpose }) {
    const { state } = await loadCase(errand, caseId, true)
    const asked = state.corrections?.find(({ decision }) => decision === null)
    if (!asked) return refuse('CORR-5')
    const { field } = asked
    const fields = [field]
    if (!(await grants.holds(errand, caseId, fields)))
      await grants.give(errand, {
        caseId,
        kind: 'correction',
        readerId: errand.actor.personId,
        organisationId: errand.actor.organisationId,
        fields,
        givenBy: state.merchantId,
      })
    const wordsRef = await sealText(errand, caseId, 'reveal-purpose', purpose)
    const taken = await grants.take(errand, { caseId, fields, wordsRef })
    if (isRefusal(taken)) return taken
    const value = async (ref: string | undefined) =>
      ref === undefined ? '' : ((await openFields(errand, { [field]: ref }))[field] ?? '')
    return { field, now: await value(state.application.sealed[field]), wanted: await value(asked.value) }
  },

  async 'reviews.decide-correction'(errand, { caseId, accepted, note }) {
    const after = await moved(errand, caseId, {
      type: 'decide-correction',
      accepted,
      note: await sealText(errand, caseId, 'correction-answer', note),
    })
    if (!isRefusal(after)) await grants.end(errand, caseId, ['correction'], 'review-decided')
    return after
  },
})
