import { createHash, verify, X509Certificate } from 'node:crypto'
import type { SigningMethod } from '#provision/signing-grade.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import type { Named } from '#provision/signable.ts'
import { changedBy } from './changed-agreement.ts'
import { type Cms, readCms, signedBytes, writeCms } from './cms.ts'
import { type Evidence, sha256Hex, writeEvidence } from './evidence.ts'
import { merchantHolds } from './merchant-proof.ts'
import { covered, partsOf, sealedFile, type SealedParts } from './sealed-form.ts'
import { checkToken, type Stamped } from './time-stamp.ts'

/** What a sealed agreement says of itself, and everything about it that does not hold. */
export type Verified = {
  /** AGR-30 … AGR-39, AGR-65; empty: every byte is covered and every signature holds. */
  readonly flaws: readonly Refusal[]
  readonly document: { readonly bytes: number; readonly sha256: string; readonly textSha256: string } | null
  readonly agreementId: string | null
  /** The agreement a supplement changes, as the file both signed names it; null: it is an agreement itself. */
  readonly changes: Named | null
  readonly merchant: { readonly method: SigningMethod; readonly at: string; readonly personId: string } | null
  readonly seal: {
    readonly signer: string
    readonly at: string
    readonly certificate: { readonly subject: string; readonly issuer: string; readonly sha256: string }
    readonly validFrom: string
    readonly validTo: string
    /** Null: nobody was named to compare the certificate with. */
    readonly trusted: boolean | null
    readonly timeStamp: { readonly at: string; readonly authority: string } | null
  } | null
}

const nothing: Verified = {
  flaws: [refuse('AGR-30')],
  document: null,
  agreementId: null,
  changes: null,
  merchant: null,
  seal: null,
}

const attempt = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch {
    return null
  }
}

/** The signature in `/Contents`: lower-case hex of exactly the DER we write, and zeros. Null when anything is free. */
const cmsIn = ({ contents }: SealedParts): Cms | null => {
  const bytes = Buffer.from(contents, 'hex')
  const length = attempt(() => derLength(bytes)) ?? 0
  const cms = attempt(() => readCms(bytes.subarray(0, length)))
  const again = cms && attempt(() => writeCms(cms))
  return again?.equals(bytes.subarray(0, length)) && bytes.subarray(length).every((byte) => byte === 0)
    ? cms
    : null
}

const derLength = (bytes: Buffer): number => {
  if (bytes[0] !== 0x30) throw new Error('no DER sequence')
  const first = bytes[1] ?? 0
  return first < 0x80 ? 2 + first : 2 + (first & 0x7f) + bytes.readUIntBE(2, first & 0x7f)
}

const isEvidence = (found: unknown): found is Evidence => {
  const { v, agreementId, document, changes, merchant } = (found ?? {}) as Partial<Evidence>
  return (
    v === 1 &&
    typeof agreementId === 'string' &&
    typeof document?.bytes === 'number' &&
    typeof document.sha256 === 'string' &&
    typeof document.textSha256 === 'string' &&
    (changes === undefined ||
      (typeof changes?.agreementId === 'string' && typeof changes.sha256 === 'string')) &&
    typeof merchant?.at === 'string' &&
    typeof merchant.personId === 'string' &&
    typeof merchant.proof === 'object'
  )
}

const writeNamed = (named: Named | null): string => JSON.stringify([named?.agreementId, named?.sha256])

const evidenceIn = ({ evidence }: SealedParts): Evidence | null => {
  const found: unknown = attempt(() => JSON.parse(evidence))
  return isEvidence(found) && writeEvidence(found) === evidence ? found : null
}

/** Issued by one of those trusted, through the certificates that came with it, or one of them itself. */
const isTrusted = (chain: readonly Buffer[], trusted: readonly X509Certificate[], at: Date): boolean => {
  const above = chain.slice(1).map((each) => new X509Certificate(each))
  const within = (each: X509Certificate) => at >= new Date(each.validFrom) && at <= new Date(each.validTo)
  let current = new X509Certificate(chain[0] as Buffer)
  for (let step = 0; step < 6; step++) {
    if (trusted.some((each) => each.fingerprint256 === current.fingerprint256)) return true
    const issues = (each: X509Certificate) =>
      within(each) && current.checkIssued(each) && current.verify(each.publicKey)
    if (trusted.some((each) => each.ca && issues(each))) return true
    const next = above.find((each) => each.ca && issues(each))
    if (!next) return false
    current = next
  }
  return false
}

type SealFound = { readonly flaws: readonly Refusal[]; readonly seal: Verified['seal'] }

const sealIn = async (
  file: Buffer,
  parts: SealedParts,
  trusted: readonly X509Certificate[] | null,
): Promise<SealFound> => {
  const cms = cmsIn(parts)
  const own = cms?.certificates[0]
  const certificate = own && attempt(() => new X509Certificate(own))
  if (!cms || !own || !certificate) return { flaws: [refuse('AGR-32')], seal: null }
  const flaws: Refusal[] = []
  const digest = createHash('sha256').update(covered(file, parts.contents)).digest()
  if (!digest.equals(cms.messageDigest)) flaws.push(refuse('AGR-33'))
  const bytes = signedBytes(own, cms.messageDigest)
  if (!attempt(() => verify('sha256', bytes, certificate.publicKey, cms.signature)))
    flaws.push(refuse('AGR-34'))
  const stamped: Stamped | null = cms.timeStamp && (await checkToken(cms.timeStamp, cms.signature))
  if (cms.timeStamp && !stamped) flaws.push(refuse('AGR-36'))
  const at = new Date(stamped?.at ?? parts.at)
  if (!(at >= new Date(certificate.validFrom) && at <= new Date(certificate.validTo)))
    flaws.push(refuse('AGR-35'))
  const isKnown = trusted && isTrusted(cms.certificates, trusted, at)
  if (isKnown === false) flaws.push(refuse('AGR-39'))
  return {
    flaws,
    seal: {
      signer: parts.signer,
      at: parts.at,
      certificate: {
        subject: certificate.subject.replaceAll('\n', ', '),
        issuer: certificate.issuer.replaceAll('\n', ', '),
        sha256: sha256Hex(own),
      },
      validFrom: new Date(certificate.validFrom).toISOString(),
      validTo: new Date(certificate.validTo).toISOString(),
      trusted: isKnown,
      timeStamp: stamped && { at: stamped.at, authority: stamped.authority },
    },
  }
}

/**
 * Checks a sealed agreement offline. The file is taken apart and written again: a byte that differs, or that no signature
 * covers, is a flaw, whatever a lenient reader would make of it. `trusted`: certificates that may seal, or null.
 */
export const verifySealed = async (
  file: Buffer,
  trusted: readonly X509Certificate[] | null,
): Promise<Verified> => {
  const parts = attempt(() => partsOf(file))
  const again = parts && attempt(() => sealedFile(parts))
  if (!parts || !again) return nothing
  const { flaws: sealFlaws, seal } = await sealIn(file, parts, trusted)
  const evidence = evidenceIn(parts)
  const { document } = parts
  const flaws = [...(again.equals(file) ? [] : [refuse('AGR-31')]), ...sealFlaws]
  if (evidence?.document.sha256 !== sha256Hex(document) || evidence.document.bytes !== document.length)
    flaws.push(refuse('AGR-37'))
  if (!evidence || !(await merchantHolds(evidence.merchant, document))) flaws.push(refuse('AGR-38'))
  const changes = attempt(() => changedBy(document))
  if (writeNamed(changes) !== writeNamed(evidence?.changes ?? null)) flaws.push(refuse('AGR-65'))
  return {
    flaws,
    document: evidence && { ...evidence.document },
    agreementId: evidence?.agreementId ?? null,
    changes,
    merchant: evidence && {
      method: evidence.merchant.method,
      at: evidence.merchant.at,
      personId: evidence.merchant.personId,
    },
    seal,
  }
}
