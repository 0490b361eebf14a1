import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  againstThresholds,
  exposureOf,
  type Held,
  liveSpan,
  meets,
  reportBy,
  type Shown,
} from '#vault/breach.ts'
import { evolve, type Grant, type GrantFact, isLive } from '#vault/grant.ts'
import type { Stamp } from '#ground/stamp.ts'

const instant = (minute: number): string => new Date(Date.UTC(2026, 10, 1) + minute * 60_000).toISOString()
const stamp = (minute: number): Stamp => ({
  principal: 'reviewer',
  personId: 'per_giver',
  organisationId: 'org_a',
  at: instant(minute),
})
const fields = ['legalPersonIdNo', 'settlementAccountNo', 'premisesAddress', 'document:id-front'] as const
const minute = fc.integer({ min: 0, max: 2_000 })
const some = fc.subarray([...fields], { minLength: 1 })
const reader = fc.constantFrom('per_1', 'per_2')
const caseId = fc.constantFrom('cas_1', 'cas_2')

type Facts = readonly (GrantFact & { readonly stamp: Stamp })[]

const grant = fc
  .record({
    caseId,
    reader,
    fields: some,
    from: minute,
    lives: fc.integer({ min: 1, max: 500 }),
    ends: fc.option(fc.integer({ min: 0, max: 700 })),
    glass: fc.constantFrom('no', 'asked', 'confirmed'),
    waits: fc.integer({ min: 1, max: 100 }),
  })
  .map((each): { grantId: string; facts: Facts } => {
    const grantId = `gra_${JSON.stringify(each)}`
    const named = {
      grantId,
      caseId: each.caseId,
      readerId: each.reader,
      organisationId: 'org_a',
      fields: each.fields,
    }
    const opened: Facts =
      each.glass === 'no'
        ? [
            {
              type: 'grant-given',
              ...named,
              kind: 'review',
              givenBy: 'org_m',
              expiresAt: instant(each.from + each.lives),
              stamp: stamp(each.from),
            },
          ]
        : [
            { type: 'break-glass-asked', ...named, reason: 'val_1', stamp: stamp(each.from) },
            ...(each.glass === 'confirmed'
              ? [
                  {
                    type: 'break-glass-confirmed' as const,
                    expiresAt: instant(each.from + each.waits + each.lives),
                    stamp: stamp(each.from + each.waits),
                  },
                ]
              : []),
          ]
    const last = each.from + (each.glass === 'confirmed' ? each.waits : 0)
    return {
      grantId,
      facts:
        each.ends === null
          ? opened
          : [...opened, { type: 'grant-ended', because: 'review-decided', stamp: stamp(last + each.ends) }],
    }
  })

/** Open at this instant, by the rule that opens it: the grant as it stood after what had happened by then. */
const openAt = (facts: Facts, at: string): boolean => {
  const until = facts
    .filter((fact) => fact.stamp.at <= at)
    .reduce<Grant | null>((each, fact) => evolve(each, fact), null)
  return until !== null && isLive(until, at)
}

test('the span of a grant is exactly the minutes in which it opens something', () => {
  fc.assert(
    fc.property(grant, ({ facts }) => {
      const span = liveSpan(facts)
      for (let at = 0; at <= 3_000; at += 7)
        expect(span !== null && span.from <= instant(at) && instant(at) < (span.to ?? '')).toBe(
          openAt(facts, instant(at)),
        )
    }),
    { numRuns: 60 },
  )
})

test('could have seen: exactly the held fields of own grants that were live in the period; did see: exactly the looks', () => {
  const held = fc.array(
    fc.record({ caseId, field: fc.constantFrom(...fields), since: minute }).map(
      ({ since, field, ...rest }): Held => ({
        ...rest,
        field,
        datum: field.startsWith('document:')
          ? 'documents.content'
          : (`vault_values.${field}` as Held['datum']),
        since: instant(since),
      }),
    ),
    { maxLength: 8 },
  )
  const looks = fc.array(
    fc
      .record({ caseId, readerId: reader, fields: some, at: minute })
      .map((each): Shown => ({ ...each, at: instant(each.at), revealId: `rev_${JSON.stringify(each)}` })),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(
      fc.uniqueArray(grant, { maxLength: 5, selector: ({ grantId }) => grantId }),
      held,
      looks,
      minute,
      fc.integer({ min: 1, max: 400 }),
      (grants, holds, reveals, from, long) => {
        const period = { from: instant(from), to: instant(from + long) }
        const found = exposureOf({ grants, held: holds, reveals, seats: [] }, 'per_1', period)
        // Minute by minute, without any arithmetic on spans: everything in this test happens on whole minutes.
        const expected = new Set<string>()
        for (let at = from; at < from + long; at++)
          for (const { facts } of grants) {
            const first = facts[0] as Extract<GrantFact, { type: 'grant-given' }>
            if (first.readerId !== 'per_1' || !openAt(facts, instant(at))) continue
            for (const each of holds)
              if (
                each.caseId === first.caseId &&
                first.fields.includes(each.field) &&
                each.since <= instant(at)
              )
                expected.add(`${each.caseId} ${each.field}`)
          }
        expect(new Set(found.filter(({ by }) => by.length > 0).map((e) => `${e.caseId} ${e.field}`))).toEqual(
          expected,
        )
        const seen = reveals.filter(
          ({ readerId, at }) => readerId === 'per_1' && at >= period.from && at < period.to,
        )
        expect(new Set(found.flatMap((e) => e.seen.map((id) => `${id} ${e.caseId} ${e.field}`)))).toEqual(
          new Set(
            seen.flatMap((look) => look.fields.map((field) => `${look.revealId} ${look.caseId} ${field}`)),
          ),
        )
        const names = found.map((e) => `${e.caseId} ${e.field}`)
        expect(names).toEqual([...new Set(names)].sort())
      },
    ),
    { numRuns: 150 },
  )
})

test('a role shows what its pages show, and never what takes a grant', () => {
  const held: Held[] = [
    { caseId: 'cas_1', field: 'survey-note', datum: 'vault_values.survey-note', since: instant(5) },
    { caseId: 'cas_1', field: 'legalPersonIdNo', datum: 'vault_values.legalPersonIdNo', since: instant(5) },
  ]
  const seen = (
    principal: 'provider' | 'reviewer' | 'merchant' | 'regulator',
    span = { from: instant(0), to: instant(20) },
  ) =>
    exposureOf({ grants: [], reveals: [], held, seats: [{ principal, span, caseIds: ['cas_1'] }] }, 'per_1', {
      from: instant(10),
      to: instant(30),
    }).map(({ field }) => field)
  expect(seen('provider')).toEqual(['survey-note'])
  expect(seen('reviewer')).toEqual(['survey-note'])
  expect(seen('regulator')).toEqual(['survey-note'])
  expect(seen('merchant')).toEqual(['legalPersonIdNo', 'survey-note'])
  // The seat ended before the period began.
  expect(seen('provider', { from: instant(0), to: instant(10) })).toEqual([])
})

test('the clock of the report and the counts that make it a crime', () => {
  expect(reportBy('2026-11-25T22:00:00.000Z')).toBe('2026-11-28T22:00:00.000Z')
  expect(meets({ from: instant(3), to: instant(3) }, { from: instant(0), to: instant(9) })).toBe(false)
  const accounts = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      caseId: `cas_${n}`,
      field: 'settlementAccountNo',
      datum: 'vault_values.settlementAccountNo' as const,
      by: ['gra_1'],
      seen: [],
    }))
  expect(againstThresholds(accounts(24)).reached).toBe(false)
  expect(againstThresholds(accounts(25)).reached).toBe(true)
})
