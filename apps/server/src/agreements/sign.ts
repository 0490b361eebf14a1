import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import type { Agreement } from '#provision/case.ts'
import { gradeOf, gradeWords, type SigningMethod } from '#provision/signing-grade.ts'
import { maskPhone } from '#vault/mask.ts'
import { type Errand, NotFound, type Room } from '../house/errand.ts'
import { phoneOf } from '../house/names.ts'
import { challengeFor, type MerchantEvidence } from './evidence.ts'
import { keepMerchantEvidence, openFile } from './kept-file.ts'
import { connectedAuthority } from './licensed-authority.ts'
import { authoritySigns } from './merchant-proof.ts'
import type { AgreementPorts } from './ports.ts'

type Given = {
  readonly code?: string | undefined
  readonly passkey?: object | undefined
  readonly receipt?: string | undefined
}

const by = ({ actor, stamp }: Errand) => ({ personId: actor.personId, at: stamp.at })

const byCode = async (
  { takeCode, usedCode }: AgreementPorts,
  errand: Errand,
  digest: string,
  code: string,
): Promise<MerchantEvidence | Refusal> => {
  const phone = await phoneOf(errand, errand.actor.personId)
  const wrong = await takeCode(errand, phone, 'sign-agreement', digest, code)
  if (wrong) return wrong
  const used = await usedCode(errand, phone, 'sign-agreement', digest)
  return { ...by(errand), method: 'sms-code', proof: { ...used, phone: maskPhone(phone) } }
}

const byAuthority = async (
  errand: Errand,
  { agreementId, digest }: Agreement,
  document: Buffer,
  receipt: string,
): Promise<MerchantEvidence | Refusal> => {
  const authority = await connectedAuthority(errand)
  const cms = await authority?.confirm(receipt, { agreementId, sha256: digest, bytes: document })
  if (!authority || !cms || !(await authoritySigns(Buffer.from(cms), document))) return refuse('AGR-29')
  const proof = { authority: authority.name, cms: Buffer.from(cms).toString('base64url') }
  return { ...by(errand), method: 'licensed-ca', proof }
}

const evidenceOf = async (
  ports: AgreementPorts,
  errand: Errand,
  agreement: Agreement,
  document: Buffer,
  { code, passkey, receipt }: Given,
): Promise<MerchantEvidence | Refusal> => {
  if ([code, passkey, receipt].filter((each) => each !== undefined).length !== 1) return refuse('AGR-22')
  if (code !== undefined) return byCode(ports, errand, agreement.digest, code)
  if (receipt !== undefined) return byAuthority(errand, agreement, document, receipt)
  const proof = await ports.takeAssertion(errand, challengeFor(agreement.digest), passkey ?? {})
  return proof === null ? refuse('AGR-21') : { ...by(errand), method: 'passkey', proof }
}

const methods: readonly SigningMethod[] = ['licensed-ca', 'passkey', 'sms-code']
const both = ([zh, en]: readonly [string, string]) => ({ zh, en })

export const signing = (
  ports: AgreementPorts,
): Room<'agreements.signing-options' | 'agreements.request-signing-code' | 'agreements.sign'> => ({
  async 'agreements.signing-options'(errand, { caseId }) {
    const { state } = await ports.loadCase(errand, caseId)
    const { agreement } = state
    if (!agreement) throw new NotFound()
    const passkey = await ports.assertionOptions(errand, challengeFor(agreement.digest))
    const authority = await connectedAuthority(errand)
    const closed: Readonly<Record<SigningMethod, string | null>> = {
      'licensed-ca': authority === null ? 'AGR-29' : null,
      passkey: passkey === null ? 'AGR-21' : null,
      'sms-code': null,
    }
    return {
      digest: agreement.digest,
      grades: methods.map((method) => {
        const grade = gradeOf[method]
        const { name, says } = gradeWords[grade]
        return { grade, method, name: both(name), says: both(says), closed: closed[method] }
      }),
      passkey,
    }
  },

  async 'agreements.request-signing-code'(errand, { caseId }) {
    const { state } = await ports.loadCase(errand, caseId)
    const { agreement } = state
    if (!agreement) throw new NotFound()
    const phone = await phoneOf(errand, errand.actor.personId)
    const sent = await ports.sendCode(
      errand,
      phone,
      'sign-agreement',
      agreement.digest,
      (code) =>
        `【放心装】签署协议验证码 ${code}，文件指纹 ${agreement.digest.slice(0, 16)}，5 分钟内有效。请确认您已读完全文，勿告诉任何人。 Code ${code} signs the agreement ${agreement.digest.slice(0, 16)}.`,
    )
    return isRefusal(sent) ? sent : { expiresAt: sent.expiresAt }
  },

  async 'agreements.sign'(errand, { caseId, digest, ...given }) {
    // A machine's key acts for somebody, and nobody signs for the merchant.
    if (errand.actor.sessionId === null) return refuse('AGR-23')
    const { state } = await ports.loadCase(errand, caseId, true)
    const { agreement } = state
    if (!agreement) return refuse('AGR-1')
    if (digest !== agreement.digest) return refuse('AGR-5', {}, 'digest')
    // The account goes into what is signed: without leave to use it there is nothing to sign.
    const withheld = await ports.consents.to(errand, 'settlement-account')
    if (withheld) return withheld
    const file = await openFile(errand, { caseId, agreementId: agreement.agreementId })
    if (!file) return refuse('AGR-28')
    const merchant = await evidenceOf(ports, errand, agreement, file.pdf, given)
    if (isRefusal(merchant)) return merchant
    const { method } = merchant
    const after = await ports.moveCase(errand, caseId, { type: 'sign-agreement', digest, method })
    if (isRefusal(after)) return after
    await keepMerchantEvidence(errand, { caseId, agreementId: agreement.agreementId }, merchant)
    return { ok: true }
  },
})
