import { X509Certificate } from 'node:crypto'
import { chinaDay } from '#ground/calendar.ts'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { decide } from '#provision/decide.ts'
import type { Signable } from '#provision/signable.ts'
import { inLane } from '../documents/lane.ts'
import type { Errand, Room } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { organisationNames, phoneOf } from '../house/names.ts'
import { db } from '../house/tables.ts'
import { type Evidence, sha256Hex } from './evidence.ts'
import { keepSealed, openFile } from './kept-file.ts'
import { loadSignable } from './load-signable.ts'
import type { AgreementPorts } from './ports.ts'
import { sealPdf } from './seal-pdf.ts'
import { describeCertificate, refuseKey, sealingKeyOf } from './sealing-key.ts'
import { askTime } from './time-stamp.ts'
import { verifySealed } from './verify-sealed.ts'

/** Both copies at once (电子签名法 art. 6): each side is told where its own stands and by which digest to know it. */
const deliverCopies = async (
  errand: Errand,
  state: Case,
  { change }: Signable,
  sealed: string,
): Promise<void> => {
  const short = sealed.slice(0, 16)
  const words = change
    ? `【放心装】补充协议已由双方签署并密封，${chinaDay(change.effectiveAt)} 起生效；在那之前商户仍可改变答复。正本可随时下载，文件指纹 ${short}。 Both parties have signed the supplement; it holds from ${chinaDay(change.effectiveAt)}, and until then the merchant may still answer otherwise. Fingerprint ${short}.`
    : `【放心装】收单协议已由双方签署并密封，可随时在办理页面下载正本。文件指纹 ${short}。 Both parties have signed; the sealed copy is in the case for download, fingerprint ${short}.`
  const merchants = await errand.asHouse(
    db
      .selectFrom('memberships')
      .select('person_id')
      .where('organisation_id', '=', state.merchantId)
      .where('ended_at', 'is', null),
  )
  for (const personId of new Set([...merchants.map(({ person_id }) => person_id), errand.actor.personId]))
    await writeMessage(
      errand,
      await phoneOf(errand, personId),
      change ? 'supplement-concluded' : 'agreement-concluded',
      words,
    )
}

const sealed = async (errand: Errand, state: Case, document: Signable): Promise<Buffer | Refusal> => {
  const { agreementId, digest, textDigest, changes } = document
  const file = await openFile(errand, { caseId: state.caseId, agreementId })
  if (!file?.merchant || file.isSealed || sha256Hex(file.pdf) !== digest) return refuse('AGR-28')
  const key = await sealingKeyOf(errand, state.acquirerId)
  if (isRefusal(key)) return key
  const closed = await refuseKey(errand, state.acquirerId, key)
  if (closed) return closed
  const evidence: Evidence = {
    v: 1,
    agreementId,
    document: { bytes: file.pdf.length, sha256: digest, textSha256: textDigest },
    ...(changes === null ? {} : { changes }),
    merchant: file.merchant,
  }
  const { timeStampUrl } = errand.house.config.signing
  const made = await inLane(errand.actor.personId, async () =>
    sealPdf({
      document: file.pdf,
      evidence,
      key,
      signer: (await organisationNames(errand, [state.acquirerId])).get(state.acquirerId) ?? '',
      at: errand.stamp.at.replace(/\.\d+Z$/u, 'Z'),
      ...(timeStampUrl === null ? {} : { askTime: (bytes: Buffer) => askTime(timeStampUrl, bytes) }),
    }),
  )
  if (isRefusal(made)) return made
  // What leaves here must pass the check anybody can make.
  const { flaws } = await verifySealed(made, [new X509Certificate(key.chain[0] as Buffer)])
  if (flaws.length > 0)
    throw new Error(`a seal of ours does not hold: ${flaws.map(({ rule }) => rule).join()}`)
  return made
}

export const sealing = ({
  loadCase,
  moveCase,
}: AgreementPorts): Room<'agreements.countersign' | 'agreements.seal-certificate'> => ({
  async 'agreements.countersign'(errand, { caseId, changeId, digest }) {
    const found = await loadSignable({ loadCase }, errand, { caseId, changeId }, true)
    if (isRefusal(found)) return found
    const { document, state } = found
    const move = { ...document.countersign, digest, method: 'pades' }
    // Asked before the work: a seal made for a text that may not be sealed would exist.
    const decided = decide(state, move, errand.stamp)
    if (isRefusal(decided)) return decided
    const file = await sealed(errand, state, document)
    if (isRefusal(file)) return file
    const sealedDigest = sha256Hex(file)
    const after = await moveCase(errand, caseId, { ...move, sealedDigest })
    if (isRefusal(after)) return after
    await keepSealed(errand, { caseId, agreementId: document.agreementId }, file)
    await deliverCopies(errand, after, document, sealedDigest)
    return { ok: true }
  },

  async 'agreements.seal-certificate'(errand, { caseId }) {
    const { state } = await loadCase(errand, caseId)
    const key = await sealingKeyOf(errand, state.acquirerId)
    const timeStamped = errand.house.config.signing.timeStampUrl !== null
    if (isRefusal(key)) return { closed: key.rule, certificate: null, timeStamped }
    const closed = await refuseKey(errand, state.acquirerId, key)
    return { closed: closed?.rule ?? null, certificate: describeCertificate(key), timeStamped }
  },
})
