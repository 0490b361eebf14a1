import { sql } from 'kysely'
import type { DocumentKind } from '#provision/case.ts'
import { type Refusal, refuse } from '#ground/refusal.ts'
import { maskPhone } from '#vault/mask.ts'
import { type Reader, watermarkLines } from '#vault/watermark-text.ts'
import type { TerminalPhotoKind } from '../devices/terminal-photos.ts'
import type { Paper } from '../documents/upload.ts'
import { watermarked } from '../documents/watermark.ts'
import type { Errand } from '../house/errand.ts'
import { namesOf, organisationNames, phoneOf } from '../house/names.ts'
import { caseOwner } from '../house/owner.ts'
import { pageKey } from '../house/sealed-files.ts'
import { db, statement } from '../house/tables.ts'
import { openEvidence, openPage, sealEvidence, sealPage } from './paper-seal.ts'

/** What one case and one merchant may fill (trust.md §4). */
export const paperCaps = { filesPerCase: 200, bytesPerMerchant: 1_000_000_000 }

/**
 * Is there room for `bytes` more? One merchant asks at a time, held until commit, so that two uploads do not both take the
 * last place. Replaced papers count: they stay as evidence of what was handed in.
 */
export const roomFor = async (
  errand: Errand,
  caseId: string,
  bytes: number,
  caps: typeof paperCaps,
): Promise<Refusal | null> => {
  const { organisationId } = errand.actor
  await errand.run(
    statement(sql`select pg_advisory_xact_lock(hashtextextended(${`papers/${organisationId}`}, 0))`),
  )
  const [held] = await errand.run(
    statement(
      sql<{ files: number; bytes: number }>`
        select count(*) filter (where d.case_id = ${caseId})::int as files, coalesce(sum(d.bytes), 0)::bigint as bytes
          from documents d join cases c using (case_id) where c.merchant_id = ${organisationId}`,
    ),
  )
  if ((held?.files ?? 0) >= caps.filesPerCase) return refuse('DOC-5', { files: caps.filesPerCase })
  return (held?.bytes ?? 0) + bytes > caps.bytesPerMerchant
    ? refuse('DOC-6', { megabytes: caps.bytesPerMerchant / 1_000_000 })
    : null
}

/** Writes the row, then the sealed pages: they are safe before the transaction may commit. */
export const keepPaper = async (
  errand: Errand,
  caseId: string,
  kind: DocumentKind | TerminalPhotoKind,
  documentId: string,
  paper: Paper,
): Promise<void> => {
  const { house } = errand
  const owner = await caseOwner(errand, caseId)
  await errand.run(
    db.insertInto('documents').values({
      document_id: documentId,
      case_id: caseId,
      kind,
      media_type: paper.mediaType,
      bytes: paper.bytes,
      sha256: paper.sha256,
      file_key: documentId,
      pages: paper.pages.length,
      uploaded_type: paper.uploadedType,
      scan: paper.scan,
      evidence_sealed: paper.camera && (await sealEvidence(house, owner, documentId, paper.camera)),
      created_at: errand.stamp.at,
    }),
  )
  for (const [index, bytes] of paper.pages.entries())
    await house.files.put(
      pageKey(documentId, index + 1),
      await sealPage(house, owner, documentId, index + 1, bytes),
    )
}

/** Who is looking. Merchants sign in by telephone and often leave no name: then the masked number stands for them. */
const readerOf = async (errand: Errand): Promise<Reader> => {
  const { personId, organisationId } = errand.actor
  const name = (await namesOf(errand, [personId])).get(personId) ?? ''
  const organisation = (await organisationNames(errand, [organisationId])).get(organisationId) ?? ''
  return { name: name.trim() || maskPhone(await phoneOf(errand, personId)), organisation }
}

/** One page as this reader may see it: with their name, organisation and the time burnt in. Null: no such page. */
export const showPaper = async (errand: Errand, documentId: string, page: number) => {
  const { house, stamp } = errand
  const [row] = await errand.run(
    db
      .selectFrom('documents')
      .select(['case_id', 'file_key', 'pages', 'scan', 'evidence_sealed'])
      .where('document_id', '=', documentId),
  )
  if (!row || page > row.pages) return null
  const owner = await caseOwner(errand, row.case_id)
  const sealed = await house.files.get(pageKey(row.file_key, page))
  const picture = await openPage(house, owner, documentId, page, sealed)
  const shown = await watermarked(picture, watermarkLines(await readerOf(errand), stamp.at))
  return {
    mediaType: 'image/jpeg',
    content: shown.toString('base64'),
    page,
    pages: row.pages,
    scan: row.scan as Paper['scan'],
    camera: row.evidence_sealed && (await openEvidence(house, owner, documentId, row.evidence_sealed)),
  }
}

/** The pages without a watermark, for the house's own reading; they leave it by no answer. Empty: none the asker may see. */
export const plainPages = async (errand: Errand, documentId: string): Promise<Buffer[]> => {
  const { house } = errand
  const [row] = await errand.run(
    db.selectFrom('documents').select(['case_id', 'file_key', 'pages']).where('document_id', '=', documentId),
  )
  if (!row) return []
  const owner = await caseOwner(errand, row.case_id)
  const pages: Buffer[] = []
  for (let page = 1; page <= row.pages; page++)
    pages.push(
      await openPage(house, owner, documentId, page, await house.files.get(pageKey(row.file_key, page))),
    )
  return pages
}

/** Takes a paper out. Its files go once the row is really gone: a row without its file would be a lie. */
export const removePaper = async (errand: Errand, documentId: string): Promise<void> => {
  const gone = await errand.run(
    db.deleteFrom('documents').where('document_id', '=', documentId).returning(['file_key', 'pages']),
  )
  for (const { file_key, pages } of gone)
    await errand.enqueue('remove-paper-files', { fileKey: file_key, pages: String(pages) })
}

export const removePaperFiles = async (
  errand: Errand,
  { fileKey, pages }: Readonly<Record<string, string>>,
): Promise<void> => {
  for (let page = 1; page <= Number(pages); page++)
    await errand.house.files.remove(pageKey(fileKey ?? '', page))
}

const dayMs = 24 * 3_600_000
const batch = 500

/**
 * Removes page files no row names: their transaction was rolled back after they were put. A day's grace, since a file is
 * put before its row commits.
 */
export const sweepPapers = async (errand: Errand): Promise<void> => {
  const { files } = errand.house
  const oldest = Date.parse(errand.stamp.at) - dayMs
  let waiting: string[] = []
  const sweep = async () => {
    const owners = [...new Set(waiting.map((key) => key.slice(0, key.indexOf('.'))))]
    const rows = owners.length
      ? await errand.run(db.selectFrom('documents').select('file_key').where('file_key', 'in', owners))
      : []
    const known = new Set(rows.map(({ file_key }) => file_key))
    for (const key of waiting)
      if (!known.has(key.slice(0, key.indexOf('.'))) || key.endsWith('.draft')) await files.remove(key)
    waiting = []
  }
  for await (const { key, storedAt } of files.list('doc_')) {
    if (storedAt.getTime() > oldest) continue
    waiting.push(key)
    if (waiting.length === batch) await sweep()
  }
  await sweep()
}
