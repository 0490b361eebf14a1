import canonicalize from 'canonicalize'
import type { Transaction } from './database.ts'
import type { Actor } from './errand.ts'
import type { Keys } from './keys.ts'
import { BadRequest } from './problem.ts'

/** One use of an Idempotency-Key (draft-ietf-httpapi-idempotency-key), inside the transaction of its effect. */
export type Once = {
  /** Reserves the key; when it was used before, what was answered then. A second request in flight waits here. */
  earlier(input: unknown): Promise<{ reply: unknown } | null>
  keep(reply: unknown): Promise<unknown>
  /** A refused command leaves its key free. */
  forget(): Promise<unknown>
}

/**
 * Keys belong to who sends them. Answers are kept sealed and keys under a MAC: an answer may hold an opened dossier or a
 * new API key, and people put telephone numbers into keys.
 */
export const onceFor = (
  tx: Transaction,
  keys: Keys,
  { personId, organisationId }: Actor,
  call: string,
  given: string,
): Once => {
  const scope = `${personId}/${organisationId}`
  const key = keys.mac('idempotency', given).toString('hex')
  const place = { table: 'idempotency', column: 'reply', row: `${scope}/${key}` }
  return {
    async earlier(input) {
      const fingerprint = keys.mac('idempotency', canonicalize(input) ?? '')
      const reserved = await tx.query({
        name: 'idempotency-reserve',
        text: `insert into idempotency (scope, key, call, fingerprint) values ($1, $2, $3, $4) on conflict do nothing`,
        values: [scope, key, call, fingerprint],
      })
      if (reserved.rowCount === 1) return null
      const found = await tx.query<{ call: string; fingerprint: Buffer; reply_sealed: Buffer | null }>({
        name: 'idempotency-read',
        text: `select call, fingerprint, reply_sealed from idempotency where scope = $1 and key = $2`,
        values: [scope, key],
      })
      const row = found.rows[0]
      if (!row?.reply_sealed || row.call !== call || !row.fingerprint.equals(fingerprint))
        throw new BadRequest(422, 'HTTP-422')
      return { reply: JSON.parse(keys.open(place, row.reply_sealed).toString()) }
    },
    keep: (reply) =>
      tx.query({
        name: 'idempotency-keep',
        text: `update idempotency set reply_sealed = $3 where scope = $1 and key = $2`,
        values: [scope, key, keys.seal(place, JSON.stringify(reply))],
      }),
    forget: () =>
      tx.query({ text: 'delete from idempotency where scope = $1 and key = $2', values: [scope, key] }),
  }
}
