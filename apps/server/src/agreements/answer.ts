import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Move } from '#provision/decide.ts'
import type { Errand, Room } from '../house/errand.ts'
import type { AgreementPorts } from './ports.ts'

/** The merchant's answers to a text short of signing it. */
export const answering = ({
  moveCase,
  sealText,
}: AgreementPorts): Room<'agreements.accept-finding' | 'agreements.refuse'> => {
  const moved = async (errand: Errand, caseId: string, move: Move): Promise<{ ok: true } | Refusal> => {
    const after = await moveCase(errand, caseId, move)
    return isRefusal(after) ? after : { ok: true }
  }
  return {
    'agreements.accept-finding': (errand, { caseId, findingId, digest }) =>
      moved(errand, caseId, { type: 'accept-finding', findingId, digest }),

    'agreements.refuse': async (errand, { caseId, reason }) =>
      moved(errand, caseId, {
        type: 'refuse-agreement',
        reason: await sealText(errand, caseId, 'agreement-refusal', reason),
      }),
  }
}
