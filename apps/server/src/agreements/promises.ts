import { isRefusal } from '#ground/refusal.ts'
import type { Room } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import type { AgreementPorts } from './ports.ts'
import { tell } from './tell.ts'

/** What a salesperson promised, noted by the merchant; asked for in writing, or denied. */
export const promising = ({
  moveCase,
  sealText,
}: AgreementPorts): Room<
  'promises.record' | 'promises.request-term' | 'promises.deny' | 'promises.drop'
> => ({
  async 'promises.record'(errand, { caseId, text, speaker, saidOn }) {
    const promiseId = newId('prm')
    const after = await moveCase(errand, caseId, {
      type: 'record-promise',
      ...{ promiseId, saidOn },
      words: await sealText(errand, caseId, 'spoken-promise', text),
      speaker: await sealText(errand, caseId, 'promise-speaker', speaker),
    })
    return isRefusal(after) ? after : { promiseId }
  },

  async 'promises.request-term'(errand, { caseId, promiseId }) {
    const after = await moveCase(errand, caseId, { type: 'request-term', promiseId })
    if (isRefusal(after)) return after
    await tell(errand, after, ['provider', 'acquirer'], 'promise-requested', [
      '商户要求把一条口头承诺写进协议，请提出措辞或说明不承认。',
      'The merchant wants a spoken promise in writing: word it, or deny it.',
    ])
    return { ok: true }
  },

  async 'promises.deny'(errand, { caseId, promiseId, reason }) {
    const after = await moveCase(errand, caseId, {
      type: 'deny-promise',
      promiseId,
      reason: await sealText(errand, caseId, 'clause-answer', reason),
    })
    if (isRefusal(after)) return after
    await tell(errand, after, ['merchant'], 'clause-answered', [
      '对方不承认您记录的一条口头承诺，签署前请看理由。',
      'A promise you noted is denied; read why before you sign.',
    ])
    return { ok: true }
  },

  async 'promises.drop'(errand, { caseId, promiseId }) {
    const after = await moveCase(errand, caseId, { type: 'drop-promise', promiseId })
    return isRefusal(after) ? after : { ok: true }
  },
})
