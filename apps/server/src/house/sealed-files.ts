import type { Datum } from '#vault/datum.ts'
import type { Place } from '#vault/envelope.ts'

/** One row as a walk over files reads it: its key, whose it is, and how its files are found. */
export type FilesRow = {
  readonly key: string
  readonly tenant: string
  readonly subject: string
  readonly fileKey: string
  readonly pages: number
}

/** `doc_….3`: the file of one page. Only papers begin with `doc_` in the store. */
export const pageKey = (fileKey: string, page: number): string => `${fileKey}.${page}`

/** Every page has a seal of its own place. */
export const pagePlace = (owner: Pick<Place, 'tenant' | 'subject'>, documentId: string, page: number) => ({
  datum: 'documents.content' as const,
  row: `${documentId}/${page}`,
  tenant: owner.tenant,
  subject: owner.subject,
})

/** Where sealed files stand, as data, like the columns of `sealed-columns.ts`: the table whose rows name them. */
export type SealedFiles = {
  readonly datum: Datum
  readonly table: string
  readonly key: string
  /** `select` of `FilesRow` from the table `t`, without condition or order. */
  readonly rows: string
  readonly files: (row: FilesRow) => readonly { readonly fileKey: string; readonly place: Place }[]
}

export const sealedFiles: readonly SealedFiles[] = [
  {
    datum: 'documents.content',
    table: 'documents',
    key: 'document_id',
    rows: `select t.document_id as key, c.acquirer_id as tenant, c.merchant_id as subject,
                  t.file_key as "fileKey", t.pages from documents t join cases c on c.case_id = t.case_id`,
    files: (row) =>
      Array.from({ length: row.pages }, (_, at) => ({
        fileKey: pageKey(row.fileKey, at + 1),
        place: pagePlace(row, row.key, at + 1),
      })),
  },
]
