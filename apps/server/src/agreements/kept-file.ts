import { caseOwner } from '../house/owner.ts'
import type { Errand } from '../house/errand.ts'
import { db } from '../house/tables.ts'
import { type MerchantEvidence, sha256Hex } from './evidence.ts'

/** The one file that seals and opens what belongs to an agreement's file. */
const placeOf = async (
  errand: Errand,
  column: 'pdf' | 'evidence',
  { caseId, agreementId }: { readonly caseId: string; readonly agreementId: string },
) => ({
  datum: `agreement_files.${column}` as const,
  row: agreementId,
  ...(await caseOwner(errand, caseId)),
})

type Which = { readonly caseId: string; readonly agreementId: string }

/** Keeps the file to be signed. The house writes: the text may come from a provider, who has no business with the copy. */
export const keepDocument = async (errand: Errand, which: Which, pdf: Buffer): Promise<void> => {
  await errand.asHouse(
    db.insertInto('agreement_files').values({
      agreement_id: which.agreementId,
      case_id: which.caseId,
      sha256: sha256Hex(pdf),
      pdf_sealed: await errand.house.keys.seal(await placeOf(errand, 'pdf', which), pdf),
      created_at: errand.stamp.at,
    }),
  )
}

export const keepMerchantEvidence = async (
  errand: Errand,
  which: Which,
  merchant: MerchantEvidence,
): Promise<void> => {
  const sealed = await errand.house.keys.seal(
    await placeOf(errand, 'evidence', which),
    JSON.stringify(merchant),
  )
  await errand.asHouse(
    db
      .updateTable('agreement_files')
      .set({ evidence_sealed: sealed })
      .where('agreement_id', '=', which.agreementId),
  )
}

/** The sealed file takes the place of the one it begins with. */
export const keepSealed = async (errand: Errand, which: Which, file: Buffer): Promise<void> => {
  const sealed = await errand.house.keys.seal(await placeOf(errand, 'pdf', which), file)
  await errand.asHouse(
    db
      .updateTable('agreement_files')
      .set({ pdf_sealed: sealed, sealed_sha256: sha256Hex(file) })
      .where('agreement_id', '=', which.agreementId),
  )
}

export type KeptFile = {
  readonly pdf: Buffer
  readonly isSealed: boolean
  readonly merchant: MerchantEvidence | null
}

/** As the asker: the walls show the file to its parties. Null: there is none, or it was destroyed. */
export const openFile = async (errand: Errand, which: Which): Promise<KeptFile | null> => {
  const [row] = await errand.run(
    db
      .selectFrom('agreement_files')
      .select(['pdf_sealed', 'evidence_sealed', 'sealed_sha256'])
      .where('agreement_id', '=', which.agreementId)
      .where('case_id', '=', which.caseId),
  )
  if (!row || row.pdf_sealed.length === 0) return null
  const { keys } = errand.house
  const told = row.evidence_sealed?.length
    ? (await keys.open(await placeOf(errand, 'evidence', which), row.evidence_sealed)).toString()
    : null
  return {
    pdf: await keys.open(await placeOf(errand, 'pdf', which), row.pdf_sealed),
    isSealed: row.sealed_sha256 !== null,
    merchant: told === null ? null : (JSON.parse(told) as MerchantEvidence),
  }
}
