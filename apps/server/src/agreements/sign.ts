import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import type { Signable } from '#provision/signable.ts'
import { gradeOf, gradeWords, type SigningMethod } from '#provision/signing-grade.ts'
import { decide } from '#provision/decide.ts'
import { maskPhone } from '#vault/mask.ts'
import type { Errand, Room } from '../house/errand.ts'
import { phoneOf } from '../house/names.ts'
import { answered } from './changes.ts'
import { challengeFor, type MerchantEvidence, sha256Hex } from './evidence.ts'
import { keepMerchantEvidence, openFile } from './kept-file.ts'
import { connectedAuthority } from './licensed-authority.ts'
import { loadSignable, readSignable } from './load-signable.ts'
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
  { agreementId, digest }: Signable,
  pdf: Buffer,
  receipt: string,
): Promise<MerchantEvidence | Refusal> => {
  const authority = await connectedAuthority(errand)
  const cms = await authority?.confirm(receipt, { agreementId, sha256: digest, bytes: pdf })
  if (!authority || !cms || !(await authoritySigns(Buffer.from(cms), pdf))) return refuse('AGR-29')
  const proof = { authority: authority.name, cms: Buffer.from(cms).toString('base64url') }
  return { ...by(errand), method: 'licensed-ca', proof }
}

const evidenceOf = async (
  ports: AgreementPorts,
  errand: Errand,
  document: Signable,
  pdf: Buffer,
  { code, passkey, receipt }: Given,
): Promise<MerchantEvidence | Refusal> => {
  if ([code, passkey, receipt].filter((each) => each !== undefined).length !== 1) return refuse('AGR-22')
  if (code !== undefined) return byCode(ports, errand, document.digest, code)
  if (receipt !== undefined) return byAuthority(errand, document, pdf, receipt)
  const proof = await ports.takeAssertion(errand, challengeFor(document.digest), passkey ?? {})
  return proof === null ? refuse('AGR-21') : { ...by(errand), method: 'passkey', proof }
}

const methods: readonly SigningMethod[] = ['licensed-ca', 'passkey', 'sms-code']
const both = ([zh, en]: readonly [string, string]) => ({ zh, en })

export const signing = (
  ports: AgreementPorts,
): Room<'agreements.signing-options' | 'agreements.request-signing-code' | 'agreements.sign'> => ({
  async 'agreements.signing-options'(errand, asked) {
    const { digest } = await readSignable(ports, errand, asked)
    const passkey = await ports.assertionOptions(errand, challengeFor(digest))
    const authority = await connectedAuthority(errand)
    const closed: Readonly<Record<SigningMethod, string | null>> = {
      'licensed-ca': authority === null ? 'AGR-29' : null,
      passkey: passkey === null ? 'AGR-21' : null,
      'sms-code': null,
    }
    return {
      digest,
      grades: methods.map((method) => {
        const grade = gradeOf[method]
        const { name, says } = gradeWords[grade]
        return { grade, method, name: both(name), says: both(says), closed: closed[method] }
      }),
      passkey,
    }
  },

  async 'agreements.request-signing-code'(errand, asked) {
    const { digest, change } = await readSignable(ports, errand, asked)
    const [zh, en] = change ? ['补充协议', 'supplement'] : ['协议', 'agreement']
    const short = digest.slice(0, 16)
    const phone = await phoneOf(errand, errand.actor.personId)
    const sent = await ports.sendCode(
      errand,
      phone,
      'sign-agreement',
      digest,
      (code) =>
        `【放心装】签署${zh}验证码 ${code}，文件指纹 ${short}，5 分钟内有效。请确认您已读完全文，勿告诉任何人。 Code ${code} signs the ${en} ${short}.`,
    )
    return isRefusal(sent) ? sent : { expiresAt: sent.expiresAt }
  },

  async 'agreements.sign'(errand, { caseId, changeId, digest, ...given }) {
    // A machine's key acts for somebody, and nobody signs for the merchant.
    if (errand.actor.sessionId === null) return refuse('AGR-23')
    const found = await loadSignable(ports, errand, { caseId, changeId }, true)
    if (isRefusal(found)) return found
    const { document, state } = found
    if (digest !== document.digest) return refuse('AGR-5', {}, 'digest')
    // The account goes into what is signed: without leave to use it there is nothing to sign. A supplement names none.
    const withheld = document.change ? null : await ports.consents.to(errand, 'settlement-account')
    if (withheld) return withheld
    // Asked first: for what may not be signed now no evidence is taken.
    const may = decide(state, { ...document.sign, digest, method: '' }, errand.stamp)
    if (isRefusal(may)) return may
    const which = { caseId, agreementId: document.agreementId }
    const file = await openFile(errand, which)
    if (!file || sha256Hex(file.pdf) !== digest) return refuse('AGR-28')
    const merchant = await evidenceOf(ports, errand, document, file.pdf, given)
    if (isRefusal(merchant)) return merchant
    const after = await ports.moveCase(errand, caseId, {
      ...document.sign,
      ...{ digest, method: merchant.method },
    })
    if (isRefusal(after)) return after
    await keepMerchantEvidence(errand, which, merchant)
    if (document.change) await answered(errand, after, document.change, 'consent')
    return { ok: true }
  },
})
