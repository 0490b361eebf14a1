import { sql } from 'kysely'
import { isRefusal, type Refusal, refuse } from '#ground/refusal.ts'
import {
  decide,
  type EndReason,
  evolve,
  type Grant,
  type GrantFact,
  type GrantKind,
  type GrantMove,
  grantFor,
  isLive,
} from '#vault/grant.ts'
import { chinaDay, startOfDay } from '#ground/calendar.ts'
import type { Errand } from '../house/errand.ts'
import { newId } from '../house/new-id.ts'
import { db, statement } from '../house/tables.ts'
import type { GrantsPort } from './ports.ts'

export type StoredGrant = { readonly grant: Grant; readonly version: number }

const streamOf = (grantId: string) => `grant/${grantId}`

/** Rows of grants are the house's to write: a reader never touches the leave they were given. */
const save = async (
  errand: Errand,
  before: StoredGrant | null,
  facts: readonly GrantFact[],
): Promise<StoredGrant> => {
  const from = before?.version ?? 0
  const grant = facts.reduce<Grant | null>(
    (each, fact) => evolve(each, { ...fact, stamp: errand.stamp }),
    before?.grant ?? null,
  ) as Grant
  const version = from + facts.length
  const standing = {
    expires_at: grant.expiresAt,
    ended_at: grant.ended?.at ?? null,
    version,
    state: JSON.stringify(grant),
  }
  if (before === null)
    await errand.asHouse(
      db.insertInto('grants').values({
        grant_id: grant.grantId,
        case_id: grant.caseId,
        reader_id: grant.readerId,
        organisation_id: grant.organisationId,
        kind: grant.kind,
        ...standing,
      }),
    )
  else await errand.asHouse(db.updateTable('grants').set(standing).where('grant_id', '=', grant.grantId))
  await errand.record(streamOf(grant.grantId), from, facts)
  return { grant, version }
}

export const moveGrant = async (
  errand: Errand,
  before: StoredGrant | null,
  move: GrantMove,
): Promise<StoredGrant | Refusal> => {
  const facts = decide(before?.grant ?? null, move, errand.stamp)
  if (isRefusal(facts)) return facts
  return facts.length === 0 && before ? before : save(errand, before, facts)
}

/** Grants of a case that have not ended, under lock: a reveal and an end of the same grant take turns. */
export const standingGrants = async (errand: Errand, caseId: string): Promise<StoredGrant[]> => {
  const rows = await errand.asHouse(
    db
      .selectFrom('grants')
      .select(['state', 'version'])
      .where('case_id', '=', caseId)
      .where('ended_at', 'is', null)
      .orderBy('grant_id')
      .forNoKeyUpdate(),
  )
  return rows.map((row) => ({ grant: row.state as Grant, version: row.version }))
}

export type GiveGrant = Omit<Extract<GrantMove, { type: 'give' }>, 'type' | 'grantId'>

/** Gives leave; an earlier one of the same kind to the same person ends with it. */
export const giveGrant = async (errand: Errand, wanted: GiveGrant): Promise<void> => {
  for (const each of await standingGrants(errand, wanted.caseId))
    if (each.grant.kind === wanted.kind && each.grant.readerId === wanted.readerId)
      await moveGrant(errand, each, { type: 'end', because: 'replaced' })
  const given = await moveGrant(errand, null, { type: 'give', grantId: newId('gra'), ...wanted })
  if (isRefusal(given)) throw new Error(`a grant was refused: ${given.rule}`)
}

/** Ends the case's standing grants of these kinds. */
export const endGrants = async (
  errand: Errand,
  caseId: string,
  kinds: readonly GrantKind[],
  because: EndReason,
): Promise<void> => {
  for (const each of await standingGrants(errand, caseId))
    if (kinds.includes(each.grant.kind)) await moveGrant(errand, each, { type: 'end', because })
}

/** Fields this person was shown today. One at a time: two looks at once must not both find room under the limit. */
const shownToday = async (errand: Errand): Promise<number> => {
  const { personId } = errand.actor
  await errand.asHouse(statement(sql`select pg_advisory_xact_lock(hashtextextended(${personId}, 7))`))
  const midnight = startOfDay(chinaDay(errand.stamp.at))
  const [row] = await errand.asHouse(
    statement(
      sql<{ shown: number }>`select coalesce(sum(cardinality(fields)), 0)::int as shown from reveals
        where person_id = ${personId} and at >= ${midnight}`,
    ),
  )
  return row?.shown ?? 0
}

export type Reveal = {
  readonly caseId: string
  readonly fields: readonly string[]
  /** The reader's own words, sealed: a vault reference, or empty. */
  readonly wordsRef?: string
}

/**
 * Leave to show, taken and recorded: the fact and the merchant's row commit before any value leaves, and the answer
 * waits until the fact's leaf stands in the signed log. Answers a rule when there is no live grant for these fields.
 */
export const takeReveal = async (errand: Errand, asked: Reveal): Promise<StoredGrant | Refusal> => {
  const { personId: readerId } = errand.actor
  const { fields } = asked
  const grants = await standingGrants(errand, asked.caseId)
  const found = grantFor(
    grants.map(({ grant }) => grant),
    { readerId, fields, at: errand.stamp.at },
  )
  if (found === null) {
    const had = grants.some(({ grant }) => grant.readerId === readerId && !isLive(grant, errand.stamp.at))
    return refuse(had ? 'VAULT-2' : 'VAULT-1')
  }
  const before = grants.find(({ grant }) => grant.grantId === found.grantId) as StoredGrant
  const after = await moveGrant(errand, before, {
    type: 'show',
    fields,
    shownToday: await shownToday(errand),
  })
  if (isRefusal(after)) return after
  const fact = { stream: streamOf(found.grantId), version: after.version }
  await errand.asHouse(
    db.insertInto('reveals').values({
      reveal_id: newId('rev'),
      grant_id: found.grantId,
      case_id: asked.caseId,
      person_id: readerId,
      organisation_id: errand.actor.organisationId,
      principal: errand.actor.principal,
      fields: [...fields],
      purpose: found.kind,
      words_ref: asked.wordsRef ?? '',
      at: errand.stamp.at,
      fact_stream: fact.stream,
      fact_version: fact.version,
    }),
  )
  errand.waitForLeaf(fact.stream, fact.version)
  return after
}

/**
 * The acquirer's own duty to report (259号): leave for one binding's elements, given to who writes the file, used and ended in
 * one go, so that the merchant reads the look and nobody keeps it open.
 */
export const takeForReport = async (
  errand: Errand,
  caseId: string,
  fields: readonly string[],
): Promise<Refusal | null> => {
  const { personId, organisationId } = errand.actor
  await giveGrant(errand, {
    ...{ caseId, kind: 'registry-report', readerId: personId, organisationId, fields, givenBy: personId },
  })
  const taken = await takeReveal(errand, { caseId, fields })
  if (isRefusal(taken)) return taken
  await endGrants(errand, caseId, ['registry-report'], 'report-written')
  return null
}

/** What the case room is handed (rooms.ts). */
export const grantsPort: GrantsPort = {
  give: giveGrant,
  end: endGrants,
  async take(errand, asked) {
    const taken = await takeReveal(errand, asked)
    return isRefusal(taken) ? taken : { kind: taken.grant.kind }
  },
  async holds(errand, caseId, fields) {
    const grants = (await standingGrants(errand, caseId)).map(({ grant }) => grant)
    return grantFor(grants, { readerId: errand.actor.personId, fields, at: errand.stamp.at }) !== null
  },
}
