import type { Model } from '#device/certificate.ts'
import type { Paper } from '../documents/upload.ts'
import type { Errand } from '../house/errand.ts'
import { houseOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

const pageId = (sha256: string, page: number): string => `${sha256}/${page}`
const placeOf = (row: string) => ({ datum: 'certificate_pages.content' as const, row, ...houseOwner })

/** Which of these models' certificates can be read here, by the digest of their file. */
export const papersOf = async (errand: Errand, models: readonly Model[]): Promise<string[]> => {
  const digests = models.flatMap(({ certificates }) =>
    certificates.flatMap(({ documentSha256 }) => documentSha256 ?? []),
  )
  if (digests.length === 0) return []
  const rows = await errand.run(
    db
      .selectFrom('certificate_pages')
      .select('sha256')
      .where('sha256', 'in', [...new Set(digests)])
      .where('page', '=', 1)
      .orderBy('sha256'),
  )
  return rows.map(({ sha256 }) => sha256)
}

/** Keeps a certificate's pages under the digest of its file: once, whoever hands the same file in. */
export const keepPages = async (errand: Errand, sha256: string, { pages, scan }: Paper): Promise<void> => {
  for (const [index, bytes] of pages.entries()) {
    const row = pageId(sha256, index + 1)
    await errand.run(
      db
        .insertInto('certificate_pages')
        .values({
          page_id: row,
          ...{ sha256, page: index + 1, pages: pages.length, scan },
          content_sealed: await errand.house.keys.seal(placeOf(row), bytes),
          acquirer_id: errand.actor.organisationId,
          kept_at: errand.stamp.at,
        })
        .onConflict((conflict) => conflict.doNothing()),
    )
  }
}

/** One page; null when it is not kept here. */
export const openPage = async (errand: Errand, sha256: string, page: number) => {
  const [row] = await errand.run(
    db
      .selectFrom('certificate_pages')
      .select(['page_id', 'pages', 'content_sealed', 'scan'])
      .where('sha256', '=', sha256)
      .where('page', '=', page),
  )
  if (!row) return null
  const content = await errand.house.keys.open(placeOf(row.page_id), row.content_sealed)
  return { content, pages: row.pages, scan: row.scan as Paper['scan'] }
}
