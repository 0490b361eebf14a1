import { sql } from 'kysely'
import { isRefusal } from '#ground/refusal.ts'
import { dueAt } from '#vault/erasure.ts'
import { type Keep, termEnd } from '#vault/retention.ts'
import type { Errand } from '../house/errand.ts'
import { db, statement } from '../house/tables.ts'
import { emptyTerm } from './empty.ts'
import { beginErasure, casesOf, erasureOf, moveErasure, oneAtATime, standingErasure } from './erasure.ts'
import type { WithdrawCase } from './ports.ts'

/** One turn takes so many; the next comes within the hour. */
const mostAtOnce = 500

/**
 * The key store is the truth about what is sealed off: a database restored from an older backup forgot the request, the
 * store did not. And the other way round, what the database has sealed off is sealed off, whatever became of the store.
 */
const bringInLine = async (errand: Errand, withdraw: WithdrawCase): Promise<void> => {
  const { keys } = errand.house
  for (const { tenant: tenantId, subject: merchantId, at: requestedAt } of keys.ring.store.suspended()) {
    if (await standingErasure(errand, merchantId, tenantId)) continue
    const cases = await casesOf(errand, merchantId, tenantId)
    if (cases.length > 0) await beginErasure(errand, { merchantId, tenantId, requestedAt }, cases, withdraw)
  }
  const rows = await errand.run(
    db
      .selectFrom('erasures')
      .select(['tenant_id', 'merchant_id', 'requested_at'])
      .where('cancelled_at', 'is', null),
  )
  for (const row of rows) {
    const owner = { tenant: row.tenant_id, subject: row.merchant_id }
    if (!keys.suspended(owner)) keys.suspend(owner, row.requested_at)
  }
}

/** Keys first: they are gone for good even if this transaction is not, and the next turn finds the rest to do. */
const eraseDue = async (errand: Errand): Promise<void> => {
  const { at } = errand.stamp
  const rows = await errand.run(
    db
      .selectFrom('erasures')
      .selectAll()
      .where('cancelled_at', 'is', null)
      .where('done_at', 'is', null)
      .orderBy('erasure_id')
      .forUpdate(),
  )
  const waiting = rows.map(erasureOf).filter(({ erasure }) => dueAt(erasure, at).length > 0)
  for (const stored of waiting.slice(0, mostAtOnce)) {
    const { merchantId, tenantId } = stored.erasure
    const due = dueAt(stored.erasure, at)
    errand.house.keys.destroy(
      due.map((keep) => ({ tenant: tenantId, subject: merchantId, keep })),
      at,
    )
    for (const keep of due) await emptyTerm(errand, { merchantId, tenantId }, keep)
    const after = await moveErasure(errand, stored, { type: 'erase' })
    if (isRefusal(after)) throw new Error(`an erasure was refused: ${after.rule}`)
  }
}

/** Ends the shared keys of a kind whose last day is over: `messages/2026-05`, `answers/2026-11-18`. */
const endShared = (
  errand: Errand,
  kind: 'messages' | 'answers',
  keep: Keep,
  /** The first instant that is no longer in the period a name stands for. */
  endOf: (period: string) => string,
): string => {
  const { keys, now } = errand.house
  const at = now().toISOString()
  const prefix = `${kind}/`
  const level = 'data' as const
  let last = { level, tenant: 'platform', subject: prefix, keep: '' }
  for (;;) {
    const [key] = keys.ring.store.dataKeysAfter(last, 1)
    if (!key || key.tenant !== 'platform' || !key.subject.startsWith(prefix)) break
    if (termEnd(keep, endOf(key.subject.slice(prefix.length))) <= at)
      keys.destroy([{ tenant: 'platform', subject: key.subject, keep }], at)
    last = { level, tenant: key.tenant, subject: key.subject, keep: key.keep }
  }
  return at
}

const endOfMonth = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1)).toISOString()
}
const endOfDay = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString()

/** Nothing written later than this can have ended its term: a bound for the look, not the rule. */
const before = (keep: 'message' | 'answer', at: string): string =>
  new Date(Date.parse(at) - (keep === 'message' ? 150 : 7) * 86_400_000).toISOString()

/** Messages and kept answers go with the month and day whose key has ended. */
const sweepShared = async (errand: Errand): Promise<void> => {
  const at = endShared(errand, 'messages', 'message', endOfMonth)
  endShared(errand, 'answers', 'answer', endOfDay)
  const periods = await errand.run(
    statement(
      sql<{ kind: 'messages' | 'answers'; period: string }>`
        select distinct 'messages' as kind, to_char(created_at at time zone 'utc', 'YYYY-MM') as period from messages
                         where created_at < ${before('message', at)}
        union select distinct 'answers', to_char(created_at at time zone 'utc', 'YYYY-MM-DD') from idempotency
                         where created_at < ${before('answer', at)}`,
    ),
  )
  for (const { kind, period } of periods) {
    const end = kind === 'messages' ? endOfMonth(period) : endOfDay(period)
    const begin = kind === 'messages' ? `${period}-01T00:00:00Z` : `${period}T00:00:00Z`
    if (termEnd(kind === 'messages' ? 'message' : 'answer', end) > at) continue
    const table = kind === 'messages' ? 'messages' : 'idempotency'
    await errand.run(db.deleteFrom(table).where('created_at', '>=', begin).where('created_at', '<', end))
  }
}

/**
 * The job behind every term: at each start and once an hour. Harmless when repeated; a turn that fails is made up for by
 * the next.
 */
export const shredDue =
  (withdraw: WithdrawCase) =>
  async (errand: Errand): Promise<void> => {
    await oneAtATime(errand)
    await bringInLine(errand, withdraw)
    await eraseDue(errand)
    await sweepShared(errand)
  }
