import { sql } from 'kysely'
import { type Datum, data, declared } from '#vault/datum.ts'
import type { Erasure } from '#vault/erasure.ts'
import type { Keep } from '#vault/retention.ts'
import type { Errand } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'

const nothing = Buffer.alloc(0)

type Owned = Pick<Erasure, 'merchantId' | 'tenantId'>

/** Beside the vault: which rows of a sealed column are this merchant's at this acquirer. An emptied one has no bytes. */
const columns: Readonly<Partial<Record<Datum, (errand: Errand, owned: Owned) => Promise<unknown>>>> = {
  // A paper's row goes with its pages, and what was read off the photo with the row; the files follow the commit.
  async 'documents.content'(errand, owned) {
    const gone = await errand.asHouse(
      db.deleteFrom('documents').where('case_id', 'in', casesOf(owned)).returning(['file_key', 'pages']),
    )
    for (const { file_key, pages } of gone)
      await errand.enqueue('remove-paper-files', { fileKey: file_key, pages: String(pages) })
  },
  'documents.evidence': (errand, owned) =>
    errand.asHouse(db.deleteFrom('documents').where('case_id', 'in', casesOf(owned))),
  'agreement_files.pdf': (errand, owned) =>
    errand.asHouse(
      db.updateTable('agreement_files').set({ pdf_sealed: nothing }).where('case_id', 'in', casesOf(owned)),
    ),
  'agreement_files.evidence': (errand, owned) =>
    errand.asHouse(
      db
        .updateTable('agreement_files')
        .set({ evidence_sealed: nothing })
        .where('case_id', 'in', casesOf(owned)),
    ),
  'captures.fields': (errand, owned) =>
    errand.asHouse(
      db.updateTable('captures').set({ fields_sealed: nothing }).where('case_id', 'in', casesOf(owned)),
    ),
  'visits.secret': (errand, owned) =>
    errand.asHouse(
      db.updateTable('visits').set({ secret_sealed: nothing }).where('case_id', 'in', casesOf(owned)),
    ),
  'quizzes.trainee': (errand, owned) =>
    errand.asHouse(
      db.updateTable('quizzes').set({ trainee_sealed: nothing }).where('case_id', 'in', casesOf(owned)),
    ),
  'function_tests.card': (errand, owned) =>
    errand.asHouse(
      db
        .updateTable('function_tests')
        .set({ card_sealed: nothing })
        .where('case_id', 'in', casesOf(owned))
        .where('card_sealed', 'is not', null),
    ),
  'tickets.subject': (errand, owned) =>
    errand.asHouse(
      db.updateTable('tickets').set({ subject_sealed: nothing }).where('case_id', 'in', casesOf(owned)),
    ),
  'ticket_messages.text': (errand, { merchantId, tenantId }) =>
    errand.asHouse(
      statement(
        sql`update ticket_messages set text_sealed = ''::bytea where ticket_id in
              (select t.ticket_id from tickets t where t.merchant_id = ${merchantId} and t.acquirer_id = ${tenantId})`,
      ),
    ),
}

const casesOf = ({ merchantId, tenantId }: Owned) =>
  db
    .selectFrom('cases')
    .select('case_id')
    .where('merchant_id', '=', merchantId)
    .where('acquirer_id', '=', tenantId)

/**
 * Takes away what stood under a destroyed key. The bytes open for nobody any more; masks never needed a key, so they have
 * to go by hand. Throws for a declared datum of this term that nobody empties: a new one must not be forgotten here.
 */
export const emptyTerm = async (errand: Errand, owned: Owned, keep: Keep): Promise<void> => {
  const fields: string[] = []
  for (const datum of Object.keys(data) as Datum[]) {
    if (declared(datum).keep !== keep) continue
    if (datum.startsWith('vault_values.')) {
      fields.push(datum.slice('vault_values.'.length))
      continue
    }
    const empty = columns[datum]
    if (!empty) throw new Error(`nobody empties ${datum} when its term has ended`)
    await empty(errand, owned)
  }
  if (fields.length > 0)
    await errand.asHouse(
      db
        .updateTable('vault_values')
        .set({ value_sealed: nothing, masked: '' })
        .where('case_id', 'in', casesOf(owned))
        .where('field', 'in', fields),
    )
}
