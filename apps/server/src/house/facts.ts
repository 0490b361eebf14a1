import { createHmac, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Stamp } from '#ground/stamp.ts'
import type { Transaction } from './database.ts'
import type { Keys } from './keys.ts'
import { newId } from './new-id.ts'

/** What happened, as a pure room says it: a past-tense `type` and a body without personal data. */
export type Fact = { readonly type: string }

/**
 * Writes facts and their log leaves in the caller's transaction. A leaf commits to the fact without telling it:
 * HMAC-SHA-256 under a salt of its own, so erasing fact and salt makes the leaf meaningless (PIPL art. 47), and the
 * subject appears under a keyed pseudonym.
 */
export const writeFacts = async (
  tx: Transaction,
  keys: Keys,
  stamp: Stamp,
  requestId: string,
  stream: string,
  fromVersion: number,
  facts: readonly Fact[],
): Promise<void> => {
  const rows = facts.map((fact, position) => {
    const { type, ...body } = fact
    const salt = randomBytes(16)
    const told = canonicalize({ body, stamp, stream, type }) ?? ''
    const entry = canonicalize({
      at: stamp.at,
      commitment: createHmac('sha256', salt).update(told).digest('hex'),
      subject: keys.mac('log-subject', stream).toString('hex').slice(0, 32),
      type,
      v: 1,
    })
    return {
      id: newId('fac'),
      version: fromVersion + position + 1,
      type,
      body: JSON.stringify(body),
      salt,
      entry: Buffer.from(entry ?? ''),
    }
  })
  await tx.query({
    name: 'write-facts',
    text: `with written as (
        insert into facts (fact_id, stream, version, type, body, at, principal, person_id, organisation_id, request_id, salt)
        select id, $1, version, type, body, $2, $3, $4, $5, $6, salt
          from unnest($7::text[], $8::int[], $9::text[], $10::jsonb[], $11::bytea[]) as f(id, version, type, body, salt)
        returning seq, fact_id)
      insert into log_leaves (fact_seq, entry)
      select w.seq, e.entry from written w join unnest($7::text[], $12::bytea[]) as e(id, entry) on e.id = w.fact_id`,
    values: [
      stream,
      stamp.at,
      stamp.principal,
      stamp.personId,
      stamp.organisationId,
      requestId,
      rows.map((row) => row.id),
      rows.map((row) => row.version),
      rows.map((row) => row.type),
      rows.map((row) => row.body),
      rows.map((row) => row.salt),
      rows.map((row) => row.entry),
    ],
  })
}
