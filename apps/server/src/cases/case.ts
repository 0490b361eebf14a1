import type { Case } from '#provision/case.ts'
import { decide, type Fact, type Move } from '#provision/decide.ts'
import { evolve } from '#provision/evolve.ts'
import type { CaseIds } from '#provision/open.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'
import { type Errand, NotFound } from '../house/errand.ts'
import { knowOwner } from '../house/owner.ts'
import { db } from '../house/tables.ts'

export type StoredCase = {
  readonly state: Case
  readonly version: number
  readonly openedAt: string
  readonly updatedAt: string
}

/** The case as the asker may load it: row-level security decides, and what it hides is not found. */
export const loadCase = async (errand: Errand, caseId: string, lock = false): Promise<StoredCase> => {
  const query = db
    .selectFrom('cases')
    .select(['state', 'version', 'opened_at', 'updated_at'])
    .where('case_id', '=', caseId)
  // Movers take turns; a look that only refers to the case (its row in reveals) need not wait, or the two would deadlock.
  const [row] = await errand.run(lock ? query.forNoKeyUpdate() : query)
  if (!row) throw new NotFound()
  const state = row.state as Case
  knowOwner(errand.house, caseId, { tenant: state.acquirerId, subject: state.merchantId })
  return {
    state,
    version: row.version,
    openedAt: row.opened_at,
    updatedAt: row.updated_at,
  }
}

/** Columns beside the state that say who may see the case. */
const standing = (state: Case) => ({
  provider_id: state.providerId,
  asked_ids: state.requests.map((request) => request.providerId),
  technician_ids: [...new Set(state.visits.map((visit) => visit.technicianId))],
  step: state.step,
})

const save = async (errand: Errand, before: StoredCase, facts: readonly Fact[]): Promise<Case> => {
  const { stamp } = errand
  const state = facts.reduce<Case>((each, fact) => evolve(each, { ...fact, stamp }), before.state)
  // The mover may leave the case by this very move (a provider not chosen); the write itself was already allowed.
  await errand.asHouse(
    db
      .updateTable('cases')
      .set({
        ...standing(state),
        state: JSON.stringify(state),
        version: before.version + facts.length,
        updated_at: stamp.at,
      })
      .where('case_id', '=', state.caseId),
  )
  await errand.record(`case/${state.caseId}`, before.version, facts)
  return state
}

/** Loads under lock, decides, evolves, saves, records: the one way a case changes. */
export const moveCase = async (
  errand: Errand,
  caseId: string,
  move: Move | ((state: Case) => Move),
): Promise<Case | Refusal> => {
  const before = await loadCase(errand, caseId, true)
  const decided = decide(before.state, typeof move === 'function' ? move(before.state) : move, errand.stamp)
  return isRefusal(decided) ? decided : save(errand, before, decided)
}

/** `moveCase` for a command that answers only that it is done. */
export const moved = async (errand: Errand, caseId: string, move: Move): Promise<{ ok: true } | Refusal> => {
  const after = await moveCase(errand, caseId, move)
  return isRefusal(after) ? after : { ok: true }
}

export const openNewCase = async (errand: Errand, ids: CaseIds): Promise<void> => {
  const fact: Fact = { type: 'case-opened', ...ids }
  const state = evolve(null, { ...fact, stamp: errand.stamp })
  await errand.run(
    db.insertInto('cases').values({
      case_id: ids.caseId,
      merchant_id: ids.merchantId,
      acquirer_id: ids.acquirerId,
      ...standing(state),
      version: 1,
      state: JSON.stringify(state),
      opened_at: errand.stamp.at,
      updated_at: errand.stamp.at,
    }),
  )
  await errand.record(`case/${ids.caseId}`, 0, [fact])
}
