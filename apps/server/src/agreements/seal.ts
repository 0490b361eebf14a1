import { isRefusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import type { Errand, Room } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import type { AgreementPorts } from './ports.ts'

/** Both copies at once (电子签名法 art. 6): each side is told where it stands and by which digest to know it. */
const deliverCopies = async (errand: Errand, state: Case): Promise<void> => {
  const merchants = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', state.merchantId)
      .where('ended_at', 'is', null),
  )
  const digest = state.agreement?.digest ?? ''
  for (const { person_id } of merchants)
    await writeMessage(
      errand,
      await phoneOf(errand, person_id),
      'agreement-concluded',
      `【放心装】收单协议已由双方签署，可随时在“我的办理”查看全文。文本指纹 ${digest.slice(0, 16)}。 Both parties have signed; the full text stays in your case, digest ${digest.slice(0, 16)}.`,
    )
}

export const sealing = ({ moveCase }: AgreementPorts): Room<'agreements.countersign'> => ({
  async 'agreements.countersign'(errand, { caseId, digest }) {
    const after = await moveCase(errand, caseId, {
      type: 'countersign-agreement',
      digest,
      method: 'reviewer-session',
    })
    if (isRefusal(after)) return after
    await deliverCopies(errand, after)
    return { ok: true }
  },
})
