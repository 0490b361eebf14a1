import { createPrivateKey } from 'node:crypto'
import type { FeeRow } from '#fees/schedule.ts'
import { isRefusal } from '#ground/refusal.ts'
import { type AgreementPage, agreementPage, pageText } from '#provision/agreement-page.ts'
import { agreementText } from '#provision/agreement-text.ts'
import type { Proposal } from '#provision/case.ts'
import type { Named } from '#provision/signable.ts'
import { supplementPage } from '#provision/supplement-text.ts'
import { makeTestCertificate } from '../../apps/server/src/agreements/demo-certificate.ts'
import { challengeFor, type Evidence, sha256Hex } from '../../apps/server/src/agreements/evidence.ts'
import type { SealingKey } from '../../apps/server/src/agreements/p12.ts'
import { sealPdf } from '../../apps/server/src/agreements/seal-pdf.ts'
import { setAgreement } from '../../apps/server/src/agreements/set-agreement.ts'
import { softPasskey } from '../../apps/server/test/soft-passkey.ts'

type Random = () => number
const whole = (random: Random, least: number, most: number) =>
  least + Math.floor(random() * (most - least + 1))
const one = <T>(random: Random, of: readonly T[]): T => of[whole(random, 0, of.length - 1)] as T

const rows = (random: Random): FeeRow[] =>
  (['debit', 'credit', 'qr-wallet', 'foreign'] as const)
    .filter((_, index) => index === 0 || random() < 0.6)
    .flatMap((product): FeeRow[] => {
      const row = { product, ratePpm: whole(random, 0, 30_000), fromMonth: 0 }
      const capped = random() < 0.3 ? { ...row, capFen: whole(random, 1, 10_000) } : row
      if (random() < 0.7) return [capped]
      const turn = whole(random, 1, 12)
      return [
        { ...capped, untilMonth: turn },
        { ...row, ratePpm: whole(random, 0, 30_000), fromMonth: turn },
      ]
    })

const proposalFrom = (random: Random): Proposal => ({
  version: whole(random, 1, 9),
  modelCode: `DEMO-${whole(random, 1, 999)}`,
  terminalKind: one(random, ['qr-box', 'smart-pos', 'desktop-pos', 'mobile-pos'] as const),
  quantity: whole(random, 1, 20),
  position: one(random, ['收银台左侧', '前台 2 号', '㛃䶮阁一层', '𠮷字柜台', 'Counter #3 (east)']),
  dataLine: one(random, ['lan', 'wifi', 'cellular'] as const),
  terms: {
    rows: rows(random),
    settlement: one(random, ['T1', 'D0'] as const),
    d0FixedFen: whole(random, 0, 500),
    d0Ppm: whole(random, 0, 1_000),
    insurancePpm: whole(random, 0, 300),
    sim: { feeFen: whole(random, 0, 12_000), intervalMonths: 12, freeMonths: whole(random, 0, 12) },
    membershipFenPerYear: whole(random, 0, 50_000),
    minimumVolume: { monthlyFen: whole(random, 0, 1_000_000), penaltyFen: whole(random, 0, 9_000) },
    deposit: { amountFen: whole(random, 0, 50_000), refundVolumeFen: 0, refundWithinMonths: 12 },
    devicePriceFen: whole(random, 0, 90_000),
    termMonths: whole(random, 1, 36),
    exitFeeFen: whole(random, 0, 90_000),
  },
  serviceLevel: { answerMinutes: 10, onSiteHours: 24, spareUnit: random() < 0.5, maintenancePerYear: 2 },
  changeRequest: null,
})

export const origin = 'http://localhost:8080'
const acquirer = '示例支付股份有限公司'

export const testKey = async (at: string): Promise<SealingKey> => {
  const { certificate, privateKey } = await makeTestCertificate(acquirer, at)
  const key = createPrivateKey({ key: privateKey, format: 'der', type: 'pkcs8' })
  return { chain: [certificate], key, isTest: true }
}

export type Signed = { readonly text: string; readonly document: Buffer; readonly file: Buffer }
type Paper = { readonly page: AgreementPage; readonly changes: Named | null }

const hex = (random: Random, digits: number) =>
  Array.from({ length: digits }, () => whole(random, 0, 15).toString(16)).join('')

const agreement = (random: Random): Paper => ({
  page: agreementPage(
    agreementText(proposalFrom(random), {
      acquirerName: acquirer,
      acquirerLicenceNo: 'Z2000000000001',
      acquirerHotline: '400-000-0000',
      merchantRegisteredName: `示例区第${whole(random, 1, 999)}号小吃店`,
      shopName: '演示小吃',
      providerName: '示例终端服务有限公司',
    }).zh,
  ),
  changes: null,
})

const wordings = [
  '服务商每季度巡检一次。',
  '商户迁址的，收单机构在3个工作日内到𠮷字柜台核实。',
  `终端发生故障的，${'服务商先行提供备用终端，'.repeat(20)}不收费。`,
  'The provider answers in English where the merchant asks for it.',
]

/** A change of everything the dice touch: terms, service and up to three clauses. */
const supplement = (random: Random): Paper => {
  const [before, other] = [proposalFrom(random), proposalFrom(random)]
  const changes = { agreementId: `agr_${hex(random, 32)}`, sha256: hex(random, 64) }
  const earlier = random() < 0.3 ? [{ agreementId: `agr_${hex(random, 32)}`, sha256: hex(random, 64) }] : []
  const page = supplementPage({
    ...{ acquirerName: acquirer, merchantName: `示例区第${whole(random, 1, 999)}号小吃店` },
    ...{ changes, earlier, before },
    after: { ...before, terms: other.terms, serviceLevel: other.serviceLevel },
    clauses: Array.from({ length: whole(random, 0, 3) }, (_, index) => ({
      clause: `第${'七八九'.charAt(index)}条 ${whole(random, 1, 4)}`,
      before: random() < 0.2 ? '' : one(random, wordings),
      wording: one(random, wordings),
    })),
    effectiveOn: `2027-0${whole(random, 1, 9)}-15`,
  })
  return { page, changes }
}

/** One agreement from a random proposal, or a supplement, signed by passkey (two of three) or code, sealed with `key`. */
export const signOne = async (
  random: Random,
  at: string,
  key: SealingKey,
  askTime: ((bytes: Buffer) => Promise<Buffer | null>) | null,
  kind: 'agreement' | 'supplement' = 'agreement',
): Promise<Signed> => {
  const agreementId = `agr_${hex(random, 32)}`
  const { page, changes } = kind === 'agreement' ? agreement(random) : supplement(random)
  const text = pageText(page)
  const document = await setAgreement({ agreementId, version: 1, page, changes, at })
  if (isRefusal(document)) throw new Error(`not set: ${document.rule}`)
  const sha256 = sha256Hex(document)
  const byPasskey = (): Evidence['merchant'] => {
    const device = softPasskey(origin)
    const { id, response } = device.answer(challengeFor(sha256))
    const publicKey = device.publicKey.toString('base64url')
    const proof = { rpId: device.rpId, origin, credentialId: id, publicKey, ...response }
    return { at, personId: 'per_demo', method: 'passkey', proof }
  }
  const merchant: Evidence['merchant'] =
    random() < 0.67
      ? byPasskey()
      : {
          at,
          personId: 'per_demo',
          method: 'sms-code',
          proof: { codeId: 'cod_demo', phone: '199****0001', requestedAt: at, usedAt: at },
        }
  const file = await sealPdf({
    document,
    evidence: {
      v: 1,
      agreementId,
      document: { bytes: document.length, sha256, textSha256: sha256Hex(text) },
      ...(changes === null ? {} : { changes }),
      merchant,
    },
    key,
    signer: acquirer,
    at,
    ...(askTime === null ? {} : { askTime }),
  })
  if (isRefusal(file)) throw new Error(`not sealed: ${file.rule}`)
  return { text, document, file }
}
