import { type Datum, data } from '#vault/datum.ts'
import type { Place } from '#vault/envelope.ts'
import { houseOwner, monthOwner, personOwner } from './owner.ts'
import { sealedFiles } from './sealed-files.ts'

/** One row as a walk reads it: its key, its seal, and what tells whose it is. */
export type SealedRow = {
  readonly key: string
  readonly sealed: Buffer
  readonly tenant: string | null
  readonly subject: string | null
  readonly field: string | null
  readonly at: string | null
}

/**
 * Where sealed values stand, as data: a walk over all of them (a rotation, a check) needs nothing else. Each names its
 * table `t`, its key, its seal, the expressions that tell the owner, and the joins they need.
 */
export type SealedColumn = {
  readonly table: string
  readonly key: string
  readonly sealed: string
  readonly tenant?: string
  readonly subject?: string
  readonly field?: string
  readonly at?: string
  readonly join?: string
  readonly place: (row: SealedRow) => Place
  /** Rows of one batch. */
  readonly batch: number
}

const ofCase = {
  tenant: 'c.acquirer_id',
  subject: 'c.merchant_id',
  join: 'join cases c on c.case_id = t.case_id',
} as const

const owned = (datum: Datum, { key, tenant, subject }: SealedRow): Place => ({
  datum,
  row: key,
  tenant: tenant ?? '',
  subject: subject ?? '',
})

export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'vault_values',
    key: 'value_id',
    sealed: 'value_sealed',
    field: 't.field',
    ...ofCase,
    place: (row) => owned(`vault_values.${row.field}` as Datum, row),
    batch: 50,
  },
  // The pages of a paper stand in the file store: sealed-files.ts.
  {
    table: 'documents',
    key: 'document_id',
    sealed: 'evidence_sealed',
    ...ofCase,
    place: (row) => owned('documents.evidence', row),
    batch: 50,
  },
  ...(['pdf', 'evidence'] as const).map(
    (column): SealedColumn => ({
      table: 'agreement_files',
      key: 'agreement_id',
      sealed: `${column}_sealed`,
      ...ofCase,
      place: (row) => owned(`agreement_files.${column}`, row),
      batch: 20,
    }),
  ),
  {
    table: 'signing_certificates',
    key: 'acquirer_id',
    sealed: 'key_sealed',
    place: ({ key }) => ({ datum: 'signing_certificates.key', row: key, ...houseOwner }),
    batch: 50,
  },
  {
    table: 'certificate_pages',
    key: 'page_id',
    sealed: 'content_sealed',
    place: ({ key }) => ({ datum: 'certificate_pages.content', row: key, ...houseOwner }),
    batch: 10,
  },
  {
    table: 'bag_photos',
    key: 'photo_id',
    sealed: 'content_sealed',
    place: ({ key }) => ({ datum: 'bag_photos.content', row: key, ...houseOwner }),
    batch: 10,
  },
  {
    table: 'captures',
    key: 'capture_id',
    sealed: 'fields_sealed',
    ...ofCase,
    place: (row) => owned('captures.fields', row),
    batch: 50,
  },
  {
    table: 'capture_keys',
    key: 'key_id',
    sealed: 'private_sealed',
    place: ({ key }) => ({ datum: 'capture_keys.private', row: key, ...houseOwner }),
    batch: 50,
  },
  {
    table: 'visits',
    key: 'visit_id',
    sealed: 'secret_sealed',
    ...ofCase,
    place: (row) => owned('visits.secret', row),
    batch: 50,
  },
  {
    table: 'quizzes',
    key: 'quiz_id',
    sealed: 'trainee_sealed',
    ...ofCase,
    place: (row) => owned('quizzes.trainee', row),
    batch: 50,
  },
  {
    table: 'tickets',
    key: 'ticket_id',
    sealed: 'subject_sealed',
    tenant: 't.acquirer_id',
    subject: 't.merchant_id',
    place: (row) => owned('tickets.subject', row),
    batch: 50,
  },
  {
    table: 'ticket_messages',
    key: 'message_id',
    sealed: 'text_sealed',
    tenant: 'k.acquirer_id',
    subject: 'k.merchant_id',
    join: 'join tickets k on k.ticket_id = t.ticket_id',
    place: (row) => owned('ticket_messages.text', row),
    batch: 50,
  },
  ...(['name', 'phone'] as const).map(
    (column): SealedColumn => ({
      table: 'persons',
      key: 'person_id',
      sealed: `${column}_sealed`,
      place: ({ key }) => ({ datum: `persons.${column}`, row: key, ...personOwner(key) }),
      batch: 50,
    }),
  ),
  ...(['phone', 'text'] as const).map(
    (column): SealedColumn => ({
      table: 'messages',
      key: 'message_id',
      sealed: `${column}_sealed`,
      at: 't.created_at',
      place: ({ key, at }) => ({ datum: `messages.${column}`, row: key, ...monthOwner(at ?? '') }),
      batch: 50,
    }),
  ),
  {
    table: 'device_identities',
    key: 'identity_id',
    sealed: 'key_sealed',
    place: ({ key }) => ({ datum: 'device_identities.key', row: key, ...houseOwner }),
    batch: 50,
  },
  {
    table: 'device_authorities',
    key: 'acquirer_id',
    sealed: 'key_sealed',
    place: ({ key }) => ({ datum: 'device_authorities.key', row: key, ...houseOwner }),
    batch: 50,
  },
  {
    table: 'function_tests',
    key: 'run_id',
    sealed: 'card_sealed',
    ...ofCase,
    place: (row) => owned('function_tests.card', row),
    batch: 50,
  },
  {
    table: 'function_tests',
    key: 'run_id',
    sealed: 'master_key_sealed',
    place: ({ key }) => ({ datum: 'function_tests.master_key', row: key, ...houseOwner }),
    batch: 50,
  },
]

/** Kept answers end within a week, together with their day's key: nobody seals them anew. */
export const expiring: readonly Datum[] = ['idempotency.reply']

/** Which data a walk over the columns and files passes: every field of the vault, each table's own column, each file. */
export const walked: ReadonlySet<Datum> = new Set(
  (Object.keys(data) as Datum[]).filter(
    (datum) =>
      sealedFiles.some((files) => files.datum === datum) ||
      sealedColumns.some(({ table, sealed }) =>
        table === 'vault_values'
          ? datum.startsWith('vault_values.')
          : datum === `${table}.${sealed.replace(/_sealed$/, '')}`,
      ),
  ),
)

const missed = new Set(
  (Object.keys(data) as Datum[]).filter((datum) => !walked.has(datum)).map((datum) => data[datum].keep),
)

/** Terms all of whose data such a walk passes. A datum it does not know of may still need an older key. */
export const walkedTerms: readonly string[] = [
  ...new Set(Object.values(data).map(({ keep }) => keep)),
].filter((keep) => !missed.has(keep))
