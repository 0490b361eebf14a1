import { isRefusal } from '#ground/refusal.ts'
import { checkField } from '#provision/check-field.ts'
import type { Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { loadCase, moveCase, moved } from './case.ts'
import { sealField, sealText } from './sealed.ts'

/** A merchant asks that what is wrong be put right (PIPL art. 46); the acquirer answers with reasons (art. 50). */
export const corrections: Room<'vault.request-correction' | 'reviews.decide-correction'> = {
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

  'reviews.decide-correction': async (errand, { caseId, accepted, note }) =>
    moved(errand, caseId, {
      type: 'decide-correction',
      accepted,
      note: await sealText(errand, caseId, 'correction-answer', note),
    }),
}
