import { type Datum, data, declared } from '#vault/datum.ts'
import { evolve, type Grant, type GrantFact } from '#vault/grant.ts'
import type { Principal, Stamp } from '#ground/stamp.ts'

/**
 * What somebody could have seen and did see in a period, from what is recorded alone. Half-open: from ≤ instant < to.
 * Instants are UTC ISO 8601 with milliseconds, as the house stamps them, so they compare as text.
 */
export type Period = { readonly from: string; readonly to: string }
/** `to` null: still going on. */
export type Span = { readonly from: string; readonly to: string | null }

export const meets = (span: Span, period: Period): boolean =>
  span.from < period.to && (span.to === null || (span.to > period.from && span.from < span.to))

/** One stored datum of a case: a vault field by its name, a paper as `document:<kind>`; several may stand in turn. */
export type Held = {
  readonly caseId: string
  readonly field: string
  readonly datum: Datum
  readonly since: string
}

export type Shown = {
  readonly revealId: string
  readonly caseId: string
  readonly readerId: string
  readonly fields: readonly string[]
  readonly at: string
}

/** A seat somebody had: the role, and the cases that role sees. */
export type Seat = {
  readonly principal: Principal
  readonly span: Span
  readonly caseIds: readonly string[]
}

export type Exposure = {
  readonly caseId: string
  readonly field: string
  readonly datum: Datum
  /** Grants by id, `role`, or `key`: by what it could have been seen. */
  readonly by: readonly string[]
  /** The looks that were recorded, by id. Empty: could have been seen, was not. */
  readonly seen: readonly string[]
}

type StampedFact = GrantFact & { readonly stamp: Stamp }

/** From when to when a grant opened something; null when it never did (a break-glass nobody confirmed). */
export const liveSpan = (facts: readonly StampedFact[]): Span | null => {
  let grant: Grant | null = null
  let from: string | null = null
  for (const fact of facts) {
    grant = evolve(grant, fact)
    if (fact.type === 'grant-given' || fact.type === 'break-glass-confirmed') from = fact.stamp.at
  }
  if (grant === null || from === null) return null
  const ended = grant.ended?.at ?? null
  const to = ended !== null && ended < grant.expiresAt ? ended : grant.expiresAt
  return from < to ? { from, to } : null
}

/** Shown only under a grant; everything else a role may read, its pages show without one. */
export const needsGrant = (field: string): boolean =>
  field.startsWith('document:') || field.startsWith('handler:') || grantFields.has(`vault_values.${field}`)

const grantFields: ReadonlySet<string> = new Set(
  (Object.keys(data) as Datum[]).filter(
    (datum) =>
      data[datum].keep === 'cdd' && data[datum].class !== 'other' && datum.startsWith('vault_values.'),
  ),
)

/** The page of a case shows these to supervision as well, though its declared readers are fewer: what was shown counts. */
const supervisedToo: readonly Datum[] = [
  'vault_values.survey-place',
  'vault_values.survey-note',
  'vault_values.change-request',
]

const roleSees = (principal: Principal, { field, datum }: Held): boolean =>
  principal === 'merchant'
    ? declared(datum).readers.includes('merchant')
    : !needsGrant(field) &&
      (declared(datum).readers.includes(principal) ||
        ((principal === 'regulator' || principal === 'operator') && supervisedToo.includes(datum)))

export type Known = {
  readonly grants: readonly { readonly grantId: string; readonly facts: readonly StampedFact[] }[]
  readonly seats: readonly Seat[]
  readonly reveals: readonly Shown[]
  readonly held: readonly Held[]
}

const nameOf = (caseId: string, field: string): string => `${caseId} ${field}`

const inOrder = (one: Exposure, other: Exposure): number =>
  nameOf(one.caseId, one.field) < nameOf(other.caseId, other.field) ? -1 : 1

/**
 * Exactly what one person could have seen and what they did see: the fields of grants of theirs that lived in the period,
 * as far as such a datum stood by then; what their roles show; and every recorded look, also one no grant explains.
 */
export const exposureOf = (known: Known, readerId: string, period: Period): readonly Exposure[] => {
  const found = new Map<
    string,
    { caseId: string; field: string; datum: Datum; by: Set<string>; seen: Set<string> }
  >()
  const note = (caseId: string, field: string, datum: Datum) => {
    const at = nameOf(caseId, field)
    const entry = found.get(at) ?? { caseId, field, datum, by: new Set(), seen: new Set() }
    found.set(at, entry)
    return entry
  }
  const held = Map.groupBy(known.held, ({ caseId }) => caseId)
  const by = (caseId: string, span: Span, sees: (each: Held) => boolean, how: string): void => {
    for (const each of held.get(caseId) ?? [])
      if (sees(each) && meets({ from: each.since > span.from ? each.since : span.from, to: span.to }, period))
        note(caseId, each.field, each.datum).by.add(how)
  }
  for (const { grantId, facts } of known.grants) {
    const grant = facts.reduce<Grant | null>((each, fact) => evolve(each, fact), null)
    const span = liveSpan(facts)
    if (grant === null || span === null || grant.readerId !== readerId) continue
    by(grant.caseId, span, ({ field }) => grant.fields.includes(field), grantId)
  }
  for (const { principal, span, caseIds } of known.seats)
    for (const caseId of caseIds) by(caseId, span, (each) => roleSees(principal, each), 'role')
  for (const { revealId, caseId, readerId: who, fields, at } of known.reveals)
    if (who === readerId && at >= period.from && at < period.to)
      for (const field of fields) note(caseId, field, datumOf(field)).seen.add(revealId)
  return told(found.values())
}

/** Whoever has a key sees whatever is sealed under it. */
export const exposureOfKeys = (
  held: readonly (Held & { readonly opened: boolean })[],
  { to }: Period,
): readonly Exposure[] => {
  const found = new Map<
    string,
    { caseId: string; field: string; datum: Datum; by: Set<string>; seen: Set<string> }
  >()
  for (const { caseId, field, datum, since, opened } of held)
    if (opened && since < to)
      found.set(nameOf(caseId, field), { caseId, field, datum, by: new Set(['key']), seen: new Set() })
  return told(found.values())
}

const told = (
  entries: Iterable<{ caseId: string; field: string; datum: Datum; by: Set<string>; seen: Set<string> }>,
): readonly Exposure[] =>
  [...entries]
    .map(({ by, seen, ...rest }) => ({ ...rest, by: [...by].sort(), seen: [...seen].sort() }))
    .sort(inOrder)

export const datumOf = (field: string): Datum =>
  field.startsWith('document:')
    ? 'documents.content'
    : field.startsWith('handler:')
      ? 'captures.fields'
      : (`vault_values.${field}` as Datum)

/**
 * The counts at which leaking becomes a crime (法释〔2017〕10号 5): 50 items of tracks, credit or property, 5,000 of other
 * personal data; half of that when they were obtained while serving people (6). A hint for counsel, no judgement.
 */
export const thresholds = { property: 50, other: 5_000 } as const

export const againstThresholds = (exposures: readonly Exposure[]) => {
  const property = exposures.filter(
    ({ datum }) => declared(datum).class === 'account' || declared(datum).purpose === 'terminal-place',
  ).length
  const other = exposures.length - property
  return {
    property: { count: property, halved: thresholds.property / 2, full: thresholds.property },
    other: { count: other, halved: thresholds.other / 2, full: thresholds.other },
    reached: property >= thresholds.property / 2 || other >= thresholds.other / 2,
  }
}

/** PBoC's branch hears of it within 72 hours (银行业数据安全管理 34); the other authority and the people at once (PIPL 57). */
export const reportHours = 72

export const reportBy = (foundAt: string): string =>
  new Date(Date.parse(foundAt) + reportHours * 3_600_000).toISOString()
