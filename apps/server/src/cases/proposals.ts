import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { loadCase, moveCase, moved } from './case.ts'
import type { ModelOffered } from './offers.ts'
import { sealText } from './sealed.ts'

export const proposals = (
  modelOffered: ModelOffered,
): Room<'proposals.draft' | 'proposals.ask-change' | 'proposals.accept'> => ({
  async 'proposals.draft'(errand, { caseId, ...proposal }) {
    const { state } = await loadCase(errand, caseId, true)
    const blocked = await modelOffered(errand, state.acquirerId, proposal)
    if (blocked) return blocked
    const after = await moveCase(errand, caseId, { type: 'draft-proposal', ...proposal })
    return isRefusal(after) ? after : { version: after.proposals.length }
  },
  'proposals.ask-change': async (errand, { caseId, version, changeRequest }) =>
    moved(errand, caseId, {
      type: 'ask-change',
      version,
      changeRequest: await sealText(errand, caseId, 'change-request', changeRequest),
    }),
  'proposals.accept': (errand, { caseId, version }) =>
    moved(errand, caseId, { type: 'accept-proposal', version }),
})
