import type { Named } from '#provision/signable.ts'
import { readPlainPdf } from './plain-pdf.ts'

/** A supplement's keywords: a program reads from the signed file itself which agreement it changes. */
export const keywordsOf = (changes: Named | null): readonly string[] =>
  changes === null ? [] : ['fangxin-supplement-v1', changes.agreementId, changes.sha256]

const named = /\/Keywords \(fangxin-supplement-v1, (agr_[0-9a-z]{1,64}), ([0-9a-f]{64})\)/u

/** The agreement that a signed file says it changes; null: it says so of none. Throws `OddPdf`. */
export const changedBy = (document: Buffer): Named | null => {
  const pdf = readPlainPdf(document)
  const [, agreementId, sha256] = named.exec(pdf.object(pdf.info).toString('latin1')) ?? []
  return agreementId === undefined || sha256 === undefined ? null : { agreementId, sha256 }
}
