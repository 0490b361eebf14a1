import { sql } from 'kysely'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import type { Case } from '#provision/case.ts'
import { agreementInForce, isConcluded } from '#provision/withdraw.ts'
import {
  decide,
  type Erasure,
  type ErasureFact,
  type ErasureMove,
  evolve,
  type Relation,
} from '#vault/erasure.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import type { Erasures } from '../house/schema.ts'
import { db, statement } from '../house/tables.ts'
import { endGrants } from './grant.ts'
import type { WithdrawCase } from './ports.ts'

export type StoredErasure = { readonly erasure: Erasure; readonly version: number }

type Row = Omit<Erasures, 'version'> & { readonly version: number }

export const erasureOf = (row: Row): StoredErasure => ({
  version: row.version,
  erasure: {
    erasureId: row.erasure_id,
    merchantId: row.merchant_id,
    tenantId: row.tenant_id,
    requestedAt: row.requested_at,
    concluded: row.concluded,
    schedule: row.schedule as Erasure['schedule'],
    cancelledAt: row.cancelled_at,
    doneAt: row.done_at,
  },
})

/**
 * One deletion is decided at a time. The key store is no part of the transaction: whoever compares it with the table must
 * not meet a request that has sealed off and not yet committed.
 */
export const oneAtATime = (errand: Errand) =>
  errand.asHouse(statement(sql`select pg_advisory_xact_lock(834502)`))

export type CaseOf = { readonly caseId: string; readonly state: Case }

/** A merchant's cases at one acquirer, or at all of them, newest first. */
export const casesOf = async (errand: Errand, merchantId: string, tenantId?: string): Promise<CaseOf[]> => {
  let query = db
    .selectFrom('cases')
    .select(['case_id', 'state'])
    .where('merchant_id', '=', merchantId)
    .orderBy('case_id', 'desc')
  if (tenantId !== undefined) query = query.where('acquirer_id', '=', tenantId)
  return (await errand.run(query)).map((row) => ({ caseId: row.case_id, state: row.state as Case }))
}

export const relationsOf = (cases: readonly CaseOf[], at: string): readonly Relation[] =>
  cases.map(({ state }) => ({ concluded: isConcluded(state), inForce: agreementInForce(state, at) }))

export const standingErasure = async (
  errand: Errand,
  merchantId: string,
  tenantId: string,
): Promise<StoredErasure | null> => {
  const [row] = await errand.run(
    db
      .selectFrom('erasures')
      .selectAll()
      .where('merchant_id', '=', merchantId)
      .where('tenant_id', '=', tenantId)
      .where('cancelled_at', 'is', null),
  )
  return row ? erasureOf(row) : null
}

/** Rows of deletions are the house's to write, after the rules have been asked. */
const save = async (
  errand: Errand,
  before: StoredErasure | null,
  facts: readonly ErasureFact[],
): Promise<StoredErasure> => {
  const from = before?.version ?? 0
  const erasure = facts.reduce<Erasure | null>(
    (each, fact) => evolve(each, { ...fact, stamp: errand.stamp }),
    before?.erasure ?? null,
  ) as Erasure
  const version = from + facts.length
  const standing = {
    schedule: JSON.stringify(erasure.schedule),
    cancelled_at: erasure.cancelledAt,
    done_at: erasure.doneAt,
    version,
  }
  if (before === null)
    await errand.asHouse(
      db.insertInto('erasures').values({
        erasure_id: erasure.erasureId,
        merchant_id: erasure.merchantId,
        tenant_id: erasure.tenantId,
        requested_by: errand.actor.personId || null,
        requested_at: erasure.requestedAt,
        concluded: erasure.concluded,
        ...standing,
      }),
    )
  else
    await errand.asHouse(db.updateTable('erasures').set(standing).where('erasure_id', '=', erasure.erasureId))
  await errand.record(`erasure/${erasure.erasureId}`, from, facts)
  return { erasure, version }
}

export const moveErasure = async (
  errand: Errand,
  before: StoredErasure | null,
  move: ErasureMove,
): Promise<StoredErasure | Refusal> => {
  const facts = decide(before?.erasure ?? null, move, errand.stamp)
  if (isRefusal(facts)) return facts
  return facts.length === 0 && before ? before : save(errand, before, facts)
}

const everyKind = ['review', 'second-review', 'visit', 'break-glass'] as const

/** Gives the cases up and ends every leave to see them; appointments free their technicians. */
const closeCases = async (
  errand: Errand,
  cases: readonly CaseOf[],
  withdraw: WithdrawCase,
): Promise<Refusal | null> => {
  for (const { caseId, state } of cases) {
    if (state.withdrawnAt === undefined) {
      const after = await withdraw(errand, caseId, { type: 'withdraw-application' })
      if (isRefusal(after)) return after
      await errand.asHouse(
        db
          .updateTable('visits')
          .set({ status: 'declined' })
          .where('case_id', '=', caseId)
          .where('status', 'in', ['proposed', 'confirmed']),
      )
    }
    await endGrants(errand, caseId, everyKind, 'deletion-requested')
  }
  return null
}

/**
 * Begins a deletion, or takes one up again that only the key store remembers. Sealed off before the row is committed:
 * should the commit fail, `bringInLine` finds the sealing and completes it, and nothing was readable meanwhile.
 */
export const beginErasure = async (
  errand: Errand,
  {
    merchantId,
    tenantId,
    requestedAt,
  }: { readonly merchantId: string; readonly tenantId: string; readonly requestedAt?: string },
  cases: readonly CaseOf[],
  withdraw: WithdrawCase,
): Promise<StoredErasure | Refusal> => {
  const subject = { erasureId: newId('ers'), merchantId, tenantId }
  const before = await standingErasure(errand, merchantId, tenantId)
  const relations = relationsOf(cases, errand.stamp.at)
  const move: ErasureMove =
    requestedAt === undefined
      ? { type: 'request', ...subject, relations }
      : { type: 'resume', ...subject, relations, requestedAt }
  const facts = decide(before?.erasure ?? null, move, errand.stamp)
  if (isRefusal(facts)) return facts
  const refused = await closeCases(errand, cases, withdraw)
  if (refused && requestedAt === undefined) return refused
  const begun = await save(errand, null, facts)
  errand.house.keys.suspend({ tenant: tenantId, subject: merchantId }, begun.erasure.requestedAt)
  return begun
}
