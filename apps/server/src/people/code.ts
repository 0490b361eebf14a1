import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { sql } from 'kysely'
import { keep, type Refusal, refuse } from '#ground/refusal.ts'
import type { Errand } from '../house/errand.ts'
import { writeMessage } from '../house/messages.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'

/** ASVS 6.5–6.6, trust.md §3: pace per number and per network, five tries, five minutes, one use. */
export const codeLimits = {
  lifeSeconds: 300,
  tries: 5,
  resendSeconds: 60,
  perPhoneHour: 5,
  perPhoneDay: 10,
  perAddressHour: 20,
}

type Purpose = 'sign-in' | 'sign-agreement'

/**
 * Argon2id (OWASP: 19 MiB, two passes), peppered with a key outside the database: six digits are few, so neither a
 * stolen table nor a stolen key alone may make guessing cheap.
 */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const pepper = (errand: Errand, codeId: string) => errand.house.keys.mac('code', codeId)

/**
 * Sends a six-digit code. The answer is the same whether the number is known or not.
 * `subject` ties a signing code to one document, so it signs nothing else.
 */
export const sendCode = async (
  errand: Errand,
  phone: string,
  purpose: Purpose,
  subject: string,
  words: (code: string) => string,
): Promise<{ expiresAt: string } | Refusal> => {
  const { keys, config } = errand.house
  const phoneIndex = keys.index('phone', phone)
  const addressIndex = keys.index('address', errand.from.address)
  const at = Date.parse(errand.stamp.at)
  const since = (seconds: number) => new Date(at - seconds * 1000).toISOString()
  // Requests from one network, then for one number, take turns: together they could all find the pace free.
  for (const [index, kind] of [
    [addressIndex, 2],
    [phoneIndex, 1],
  ] as const)
    await errand.asHouse(
      statement(sql`select pg_advisory_xact_lock(hashtextextended(${index.toString('hex')}, ${kind}))`),
    )
  const [sent] = await errand.asHouse(
    db
      .selectFrom('codes')
      .select(({ fn }) => [
        fn
          .max<string | null>('requested_at')
          .filterWhere('phone_index', '=', phoneIndex)
          .filterWhere('purpose', '=', purpose)
          .as('latest'),
        fn
          .countAll<number>()
          .filterWhere('phone_index', '=', phoneIndex)
          .filterWhere('requested_at', '>', since(3600))
          .as('hour'),
        fn.countAll<number>().filterWhere('phone_index', '=', phoneIndex).as('day'),
        fn
          .countAll<number>()
          .filterWhere('address_index', '=', addressIndex)
          .filterWhere('requested_at', '>', since(3600))
          .as('network'),
      ])
      .where('requested_at', '>', since(86_400))
      .where(({ or, eb }) =>
        or([eb('phone_index', '=', phoneIndex), eb('address_index', '=', addressIndex)]),
      ),
  )
  const wait = sent?.latest ? codeLimits.resendSeconds - Math.floor((at - Date.parse(sent.latest)) / 1000) : 0
  if (wait > 0) return refuse('PEOPLE-2', { seconds: wait })
  if (sent && (sent.hour >= codeLimits.perPhoneHour || sent.day >= codeLimits.perPhoneDay))
    return refuse('PEOPLE-3', { minutes: 60 })
  // On the demo's loopback everybody shares one address.
  if (sent && !config.demo && sent.network >= codeLimits.perAddressHour)
    return refuse('PEOPLE-4', { minutes: 60 })

  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const code_id = newId('cod')
  const expiresAt = new Date(at + codeLimits.lifeSeconds * 1000).toISOString()
  await errand.asHouse(
    db.insertInto('codes').values({
      code_id,
      purpose,
      phone_index: phoneIndex,
      address_index: addressIndex,
      code_hash: await hash(code, { ...costs, secret: pepper(errand, code_id) }),
      subject,
      requested_at: errand.stamp.at,
      expires_at: expiresAt,
    }),
  )
  await writeMessage(errand, phone, purpose, words(code))
  return { expiresAt }
}

/** A hash of nothing, under the same costs. */
const nobodys =
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** Takes a code once. Every wrong guess is counted under the row's lock, so parallel guesses gain nothing. */
export const takeCode = async (
  errand: Errand,
  phone: string,
  purpose: Purpose,
  subject: string,
  code: string,
): Promise<Refusal | null> => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('codes')
      .selectAll()
      .where('phone_index', '=', errand.house.keys.index('phone', phone))
      .where('purpose', '=', purpose)
      .where('subject', '=', subject)
      .orderBy('requested_at', 'desc')
      .limit(1)
      .forUpdate(),
  )
  // Nobody's code costs the same time as somebody's: the clock tells no guesser which numbers are known.
  const right = await verify(row?.code_hash ?? nobodys, code, { secret: pepper(errand, row?.code_id ?? '') })
  if (!row) return refuse('PEOPLE-5')
  if (row.used_at !== null || row.tries >= codeLimits.tries || row.expires_at <= errand.stamp.at)
    return refuse('PEOPLE-5')
  if (!right) {
    await errand.asHouse(
      db
        .updateTable('codes')
        .set({ tries: row.tries + 1 })
        .where('code_id', '=', row.code_id),
    )
    return keep(refuse('PEOPLE-5'))
  }
  await errand.asHouse(
    db.updateTable('codes').set({ used_at: errand.stamp.at }).where('code_id', '=', row.code_id),
  )
  return null
}

/** The record of the code this errand has just used up, as evidence; never the code. */
export const usedCode = async (errand: Errand, phone: string, purpose: Purpose, subject: string) => {
  const [row] = await errand.asHouse(
    db
      .selectFrom('codes')
      .select(['code_id', 'requested_at', 'used_at'])
      .where('phone_index', '=', errand.house.keys.index('phone', phone))
      .where('purpose', '=', purpose)
      .where('subject', '=', subject)
      .where('used_at', '=', errand.stamp.at)
      .limit(1),
  )
  if (!row) throw new Error('no code was used here')
  return { codeId: row.code_id, requestedAt: row.requested_at, usedAt: errand.stamp.at }
}
