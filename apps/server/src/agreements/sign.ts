import { isRefusal } from '#ground/refusal.ts'
import { NotFound, type Room } from '../house/errand.ts'
import { phoneOf } from '../house/names.ts'
import type { AgreementPorts } from './ports.ts'

export const signing = ({
  loadCase,
  moveCase,
  consents,
  sendCode,
  takeCode,
}: AgreementPorts): Room<'agreements.request-signing-code' | 'agreements.sign'> => ({
  async 'agreements.request-signing-code'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    const { agreement } = state
    if (!agreement) throw new NotFound()
    const phone = await phoneOf(errand, errand.actor.personId)
    const sent = await sendCode(
      errand,
      phone,
      'sign-agreement',
      agreement.digest,
      (code) =>
        `【放心装】签署协议验证码 ${code}，文本指纹 ${agreement.digest.slice(0, 16)}，5 分钟内有效。请确认您已读完全文，勿告诉任何人。 Code ${code} signs the agreement ${agreement.digest.slice(0, 16)}.`,
    )
    return isRefusal(sent) ? sent : { expiresAt: sent.expiresAt }
  },

  async 'agreements.sign'(errand, { caseId, digest, code }) {
    await loadCase(errand, caseId)
    // The account goes into what is signed: without leave to use it there is nothing to sign.
    const withheld = await consents.to(errand, 'settlement-account')
    if (withheld) return withheld
    const phone = await phoneOf(errand, errand.actor.personId)
    const wrong = await takeCode(errand, phone, 'sign-agreement', digest, code)
    if (wrong) return wrong
    const after = await moveCase(errand, caseId, { type: 'sign-agreement', digest, method: 'sms-code' })
    return isRefusal(after) ? after : { ok: true }
  },
})
