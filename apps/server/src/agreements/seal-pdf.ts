import { createHash, X509Certificate } from 'node:crypto'
import { SignPdf } from '@signpdf/signpdf'
import { Signer } from '@signpdf/utils'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import { signDigest, writeCms } from './cms.ts'
import { type Evidence, evidencePage, writeEvidence } from './evidence.ts'
import type { SealingKey } from './p12.ts'
import { pageFor, readPlainPdf } from './plain-pdf.ts'
import { setDrawn } from './set-drawn.ts'
import { numbersIn, sealedFile, type SealedParts, unsealed } from './sealed-form.ts'

export type ToSeal = {
  readonly document: Buffer
  readonly evidence: Evidence
  readonly key: SealingKey
  readonly signer: string
  readonly at: string
  /** Answers a time-stamp token over these bytes, or null when it could not be had; absent: none is asked for. */
  readonly askTime?: (bytes: Buffer) => Promise<Buffer | null>
}

/** Room for a time-stamp token with its certificates. */
const tokenRoom = 12_000
/** An ECDSA signature varies by a few bytes. */
const slack = 16

class NoTime extends Error {}

/** signpdf asks for a class; what signs is a function. */
class FunctionSigner extends Signer {
  readonly work: (bytes: Buffer) => Promise<Buffer>
  constructor(work: (bytes: Buffer) => Promise<Buffer>) {
    super()
    this.work = work
  }
  override sign(bytes: Buffer): Promise<Buffer> {
    return this.work(bytes)
  }
}

const nameOf = (text: string): string => text.replaceAll('\n', ', ')

const evidenceSheet = async ({ evidence, key, at, document }: ToSeal): Promise<Buffer[] | Refusal> => {
  const certificate = new X509Certificate(key.chain[0] as Buffer)
  const set = await setDrawn('evidence.typ', { standard: null, tagged: false, at }, (drawable) =>
    evidencePage(evidence, {
      subject: drawable(nameOf(certificate.subject)),
      issuer: drawable(nameOf(certificate.issuer)),
      notAfter: new Date(certificate.validTo).toISOString(),
      at,
    }),
  )
  if (isRefusal(set)) return set
  const pdf = readPlainPdf(document)
  const { page, field } = numbersIn(pdf)
  return pageFor(readPlainPdf(set), page, pdf.pages, field)
}

const signWith =
  ({ key, askTime }: ToSeal) =>
  async (bytes: Buffer): Promise<Buffer> => {
    const messageDigest = createHash('sha256').update(bytes).digest()
    const signature = signDigest(key.chain[0] as Buffer, key.key, messageDigest)
    const timeStamp = askTime ? await askTime(signature) : null
    if (askTime && timeStamp === null) throw new NoTime()
    return writeCms({ certificates: key.chain, messageDigest, signature, timeStamp })
  }

/**
 * The document, its evidence and the acquirer's PAdES certification signature as one file. AGR-26 when a time stamp is
 * asked for and not given: a seal without it would look like one that never was to have one, and sealing can be repeated.
 */
export const sealPdf = async (order: ToSeal): Promise<Buffer | Refusal> => {
  const page = await evidenceSheet(order)
  if (isRefusal(page)) return page
  const digest = Buffer.alloc(32)
  const [own] = order.key.chain
  if (!own) throw new Error('a sealing key has a certificate')
  const { length: size } = writeCms({
    certificates: order.key.chain,
    messageDigest: digest,
    signature: signDigest(own, order.key.key, digest),
    timeStamp: null,
  })
  const room = size + slack + (order.askTime ? tokenRoom : 0)
  const parts: SealedParts = {
    document: order.document,
    evidence: writeEvidence(order.evidence),
    page,
    signer: order.signer,
    at: order.at,
    contents: '0'.repeat(room * 2),
  }
  let contents = ''
  const signed = await new SignPdf()
    .sign(
      unsealed(parts),
      new FunctionSigner(async (bytes) => {
        const cms = await signWith(order)(bytes)
        contents = cms.toString('hex').padEnd(room * 2, '0')
        return cms
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof NoTime) return refuse('AGR-26')
      throw error
    })
  if (isRefusal(signed)) return signed
  if (!signed.equals(sealedFile({ ...parts, contents })))
    throw new Error('the sealed file is not the one its parts make')
  return signed
}
