import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import type { Principal, Stamp } from '#ground/stamp.ts'
import {
  againstThresholds,
  type Exposure,
  exposureOf,
  exposureOfKeys,
  type Held,
  type Known,
  type Period,
  reportBy,
  type Seat,
} from '#vault/breach.ts'
import type { GrantFact } from '#vault/grant.ts'
import { performAsHouse } from '../house/corridor.ts'
import type { Errand } from '../house/errand.ts'
import type { House } from '../house/house.ts'
import { newId } from '../house/new-id.ts'
import { statement } from '../house/tables.ts'

/** Who or what leaked. */
export type Leak =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'api-key'; readonly apiKeyId: string }
  /** A key-encryption key by its id, or a subject by theirs. */
  | { readonly kind: 'key'; readonly key: string }

export type Touched = {
  readonly caseId: string
  readonly merchantId: string
  readonly acquirer: string
  readonly hotline: string
  readonly nameMasked: string
  readonly phoneMasked: string
  readonly exposures: readonly Exposure[]
}

export type BreachReport = {
  readonly breachId: string
  readonly leak: Leak
  readonly period: Period
  readonly foundAt: string
  readonly reportBy: string
  readonly exposures: readonly Exposure[]
  readonly could: number
  readonly did: number
  readonly touched: readonly Touched[]
  readonly thresholds: ReturnType<typeof againstThresholds>
  /** A key leak: people whose name and number, and messages whose text, were sealed under it as well. */
  readonly people: number
  readonly messages: number
  /** The key wraps nothing today; what it wrapped before is not recorded, so everything is counted. */
  readonly assumed: boolean
}

/** Nothing and nobody of that name. */
export class UnknownLeak extends Error {
  override readonly name = 'UnknownLeak'
}

const ask = <Row>(errand: Errand, query: ReturnType<typeof sql<Row>>): Promise<Row[]> =>
  errand.run(statement(query))

/** Every stored datum of these cases, by when it was first stored. */
const heldOf = (errand: Errand, caseIds: readonly string[]): Promise<Held[]> =>
  ask(
    errand,
    sql<Held>`
      with mine as (select unnest(${[...caseIds]}::text[]) as case_id)
      select case_id as "caseId", field, 'vault_values.' || field as datum, min(created_at) as since
        from vault_values join mine using (case_id) group by case_id, field
      union all
      select case_id, 'document:' || kind, 'documents.content', min(created_at)
        from documents join mine using (case_id) group by case_id, kind
      union all
      select case_id, 'trainee', 'quizzes.trainee', min(started_at) from quizzes join mine using (case_id) group by case_id
      union all
      select case_id, 'ticket-subject', 'tickets.subject', min(opened_at) from tickets join mine using (case_id) group by case_id
      union all
      select k.case_id, 'ticket-text', 'ticket_messages.text', min(t.at)
        from ticket_messages t join tickets k using (ticket_id) join mine on mine.case_id = k.case_id group by k.case_id`,
  )

type FactRow = {
  stream: string
  type: string
  body: Record<string, unknown>
  at: string
  principal: Principal
  person_id: string
  organisation_id: string
}

const grantsOf = async (errand: Errand, personId: string): Promise<Known['grants']> => {
  const rows = await ask(
    errand,
    sql<FactRow>`
      select stream, type, body, at, principal, person_id, organisation_id from facts
       where stream in (select 'grant/' || grant_id from grants where reader_id = ${personId})
       order by stream, version`,
  )
  const stampOf = ({ at, principal, person_id, organisation_id }: FactRow): Stamp => ({
    at,
    principal,
    personId: person_id,
    organisationId: organisation_id,
  })
  return [...Map.groupBy(rows, ({ stream }) => stream)].map(([stream, facts]) => ({
    grantId: stream.slice('grant/'.length),
    facts: facts.map(
      (fact) => ({ ...fact.body, type: fact.type, stamp: stampOf(fact) }) as GrantFact & { stamp: Stamp },
    ),
  }))
}

const seatsOf = async (errand: Errand, personId: string): Promise<Seat[]> => {
  const rows = await ask(
    errand,
    sql<{ principal: Principal; from: string; to: string | null; cases: string[] }>`
      select m.principal, m.created_at as from, m.ended_at as to,
             coalesce((select array_agg(c.case_id order by c.case_id) from cases c where
               case m.principal
                 when 'merchant' then c.merchant_id = m.organisation_id
                 when 'reviewer' then c.acquirer_id = m.organisation_id
                 when 'provider' then c.provider_id = m.organisation_id
                 when 'technician' then m.person_id = any (c.technician_ids)
                 else m.principal in ('regulator', 'operator') end), '{}') as cases
        from memberships m where m.person_id = ${personId} order by m.principal, m.organisation_id`,
  )
  return rows.map(({ principal, from, to, cases }) => ({ principal, span: { from, to }, caseIds: cases }))
}

const revealsOf = (errand: Errand, personId: string): Promise<Known['reveals'][number][]> =>
  ask(
    errand,
    sql<Known['reveals'][number]>`
      select reveal_id as "revealId", case_id as "caseId", person_id as "readerId", fields, at from reveals
       where person_id = ${personId} order by reveal_id`,
  )

const ofPerson = async (
  errand: Errand,
  personId: string,
  period: Period,
  kinds = { clear: true, role: true },
) => {
  const [found] = await ask(
    errand,
    sql<{ one: number }>`select 1 as one from persons where person_id = ${personId}`,
  )
  if (!found) throw new UnknownLeak(`nobody is called ${personId}`)
  const grants = kinds.clear ? await grantsOf(errand, personId) : []
  const seats = kinds.role ? await seatsOf(errand, personId) : []
  const reveals = kinds.clear ? await revealsOf(errand, personId) : []
  const caseIds = new Set([
    ...grants.flatMap(({ facts }) => facts.flatMap((fact) => ('caseId' in fact ? [fact.caseId] : []))),
    ...seats.flatMap((seat) => seat.caseIds),
  ])
  return exposureOf({ grants, seats, reveals, held: await heldOf(errand, [...caseIds]) }, personId, period)
}

const clearCalls = [
  'vault.reveal',
  'reviews.reveal-dossier',
  'reviews.reveal-correction',
  'reviews.reveal-handler',
  'applications.document',
  'visits.address',
  'registry.file',
  'inspections.photo',
]
const pageCalls = ['cases.case', 'tickets.ticket', 'tickets.list', 'agreements.agreement', 'agreements.file']

/** A machine acts as who issued its key, for the calls the key names; records do not tell the two apart. */
const ofApiKey = async (errand: Errand, apiKeyId: string, period: Period) => {
  const [key] = await ask(
    errand,
    sql<{ issued_by: string; calls: string[]; created_at: string; revoked_at: string | null }>`
      select issued_by, calls, created_at, revoked_at from api_keys where api_key_id = ${apiKeyId}`,
  )
  if (!key) throw new UnknownLeak(`no API key is called ${apiKeyId}`)
  const from = key.created_at > period.from ? key.created_at : period.from
  const to = key.revoked_at !== null && key.revoked_at < period.to ? key.revoked_at : period.to
  if (from >= to) return []
  return ofPerson(
    errand,
    key.issued_by,
    { from, to },
    {
      clear: key.calls.some((call) => clearCalls.includes(call)),
      role: key.calls.some((call) => pageCalls.includes(call)),
    },
  )
}

const ofKey = async (errand: Errand, key: string, period: Period) => {
  const { store } = errand.house.keys.ring
  const isKek = key.includes(':')
  const tenants = store.tenants()
  const wrapped = tenants.filter((tenant) =>
    store
      .versions({ level: 'tenant', tenant, subject: '', keep: '' })
      .some(({ wrappedBy, wrapped: bytes }) => wrappedBy === key && bytes !== null),
  )
  const assumed = isKek && wrapped.length === 0
  const opened = new Set(assumed ? tenants : wrapped)
  const cases = await ask(
    errand,
    sql<{ case_id: string; acquirer_id: string; merchant_id: string }>`
      select case_id, acquirer_id, merchant_id from cases order by case_id`,
  )
  const mine = cases.filter(({ acquirer_id, merchant_id }) =>
    isKek ? opened.has(acquirer_id) : merchant_id === key,
  )
  const whole = isKek && opened.has('platform')
  const [counted] = await ask(
    errand,
    sql<{ people: number; messages: number }>`
      select (select count(*)::int from persons where created_at < ${period.to} and (${whole} or person_id = ${key})) as people,
             (select count(*)::int from messages where created_at < ${period.to} and ${whole}) as messages`,
  )
  const people = counted?.people ?? 0
  if (!isKek && mine.length === 0 && people === 0) throw new UnknownLeak(`nothing is sealed for ${key}`)
  const held = await heldOf(
    errand,
    mine.map(({ case_id }) => case_id),
  )
  const exposures = exposureOfKeys(
    held.map((each) => ({ ...each, opened: true })),
    period,
  )
  return { exposures, people, messages: counted?.messages ?? 0, assumed }
}

const touchedBy = async (errand: Errand, exposures: readonly Exposure[]): Promise<Touched[]> => {
  const byCase = Map.groupBy(exposures, ({ caseId }) => caseId)
  const rows = await ask(
    errand,
    sql<Omit<Touched, 'exposures'>>`
      select c.case_id as "caseId", c.merchant_id as "merchantId", o.name as acquirer, coalesce(o.hotline, '') as hotline,
             coalesce((select masked from vault_values v where v.case_id = c.case_id and v.field = 'legalPersonName'
                        order by value_id desc limit 1), '') as "nameMasked",
             coalesce((select masked from vault_values v where v.case_id = c.case_id and v.field = 'contactPhone'
                        order by value_id desc limit 1), '') as "phoneMasked"
        from cases c join organisations o on o.organisation_id = c.acquirer_id
       where c.case_id = any (${[...byCase.keys()]}::text[]) order by c.case_id`,
  )
  return rows.map((row) => ({ ...row, exposures: byCase.get(row.caseId) ?? [] }))
}

/**
 * What a leak could have shown and did show, from what is recorded. The examination is itself a fact, so that nobody can
 * look for a breach and let the result disappear: its numbers and a digest of the list, and nothing about the people in it.
 */
export const examineBreach = (
  house: House,
  leak: Leak,
  period: Period,
  foundAt: string,
): Promise<BreachReport> =>
  performAsHouse(house, newId('req'), async (errand) => {
    const none = { people: 0, messages: 0, assumed: false }
    const { exposures, ...more } =
      leak.kind === 'key'
        ? await ofKey(errand, leak.key, period)
        : {
            exposures: await (leak.kind === 'person'
              ? ofPerson(errand, leak.personId, period)
              : ofApiKey(errand, leak.apiKeyId, period)),
            ...none,
          }
    const breachId = newId('bre')
    const did = exposures.filter(({ seen }) => seen.length > 0).length
    const touched = await touchedBy(errand, exposures)
    await errand.record(`breach/${breachId}`, 0, [
      {
        type: 'breach-examined',
        leak,
        period,
        foundAt,
        could: exposures.length,
        did,
        cases: touched.length,
        digest: createHash('sha256')
          .update(canonicalize(exposures) ?? '')
          .digest('hex'),
      } as { readonly type: string },
    ])
    return {
      breachId,
      leak,
      period,
      foundAt,
      reportBy: reportBy(foundAt),
      exposures,
      could: exposures.length,
      did,
      touched,
      thresholds: againstThresholds(exposures),
      ...more,
    }
  })

/** The person behind a sign-in number, by its keyed index; the number itself is nowhere in clear. */
export const personBehind = (house: House, phone: string): Promise<string> =>
  performAsHouse(house, newId('req'), async (errand) => {
    const [row] = await ask(
      errand,
      sql<{ person_id: string }>`
        select person_id from persons where phone_index = ${house.keys.index('phone', phone)}`,
    )
    if (!row) throw new UnknownLeak('nobody signs in with this number')
    return row.person_id
  })
