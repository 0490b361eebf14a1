import canonicalize from 'canonicalize'
import type { Transaction } from './database.ts'
import type { Actor } from './errand.ts'
import type { Keys } from './keys.ts'
import { dayOwner } from './owner.ts'
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
  at: string,
): Once => {
  const scope = `${personId}/${organisationId}`
  const key = keys.mac('idempotency', given).toString('hex')
  const place = (createdAt: string) => ({
    datum: 'idempotency.reply' as const,
    row: `${scope}/${key}`,
    ...dayOwner(createdAt),
  })
  return {
    async earlier(input) {
      const fingerprint = keys.mac('idempotency', canonicalize(input) ?? '')
      const reserved = await tx.query({
        name: 'idempotency-reserve',
        text: `insert into idempotency (scope, key, call, fingerprint, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        values: [scope, key, call, fingerprint, at],
      })
      if (reserved.rowCount === 1) return null
      const found = await tx.query<{
        call: string
        fingerprint: Buffer
        reply_sealed: Buffer | null
        created_at: string
      }>({
        name: 'idempotency-read',
        text: `select call, fingerprint, reply_sealed, created_at from idempotency where scope = $1 and key = $2`,
        values: [scope, key],
      })
      const row = found.rows[0]
      if (!row?.reply_sealed || row.call !== call || !row.fingerprint.equals(fingerprint))
        throw new BadRequest(422, 'HTTP-422')
      return { reply: JSON.parse((await keys.open(place(row.created_at), row.reply_sealed)).toString()) }
    },
    keep: async (reply) =>
      tx.query({
        name: 'idempotency-keep',
        text: `update idempotency set reply_sealed = $3 where scope = $1 and key = $2`,
        values: [scope, key, await keys.seal(place(at), JSON.stringify(reply))],
      }),
    forget: () =>
      tx.query({ text: 'delete from idempotency where scope = $1 and key = $2', values: [scope, key] }),
  }
}
