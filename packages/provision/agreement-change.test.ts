import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreedNow, changeStanding, earliestDay, NOTICE_DAYS } from '#provision/agreement-change.ts'
import type { Case } from '#provision/case.ts'
import { decide, type Fact, type Move } from '#provision/decide.ts'
import { evolve } from '#provision/evolve.ts'
import { after, answer, given, hour, serviceLevel, stamp, terms, type Who } from '#provision/given.ts'
import { agreementInForce, termEndsAt } from '#provision/withdraw.ts'
import { isRefusal } from '#ground/refusal.ts'

const digest = 'e'.repeat(64)
const both = given('countersign-agreement')
const live = given('activate-terminal')
const dearer = { ...terms, rows: terms.rows.map((row) => ({ ...row, ratePpm: row.ratePpm + 500 })) }

const noticed = hour(1_000)
const day = (count: number) => hour(1_000 + 24 * count)
const propose = {
  type: 'propose-change',
  ...{ changeId: 'chg_1', agreementId: 'agr_2', digest, terms: dearer },
  ...{ serviceLevel, clauses: [], reason: 'vault_r', effectiveAt: day(31) },
  ...{ traps: [], figures: [] },
} as const
const endorse = { type: 'endorse-change', changeId: 'chg_1' } as const
const withdraw = { type: 'withdraw-change', changeId: 'chg_1' } as const
const no = (choice: 'refuse' | 'leave') =>
  ({ type: 'answer-change', changeId: 'chg_1', choice, digest }) as const
const sign = { type: 'sign-change', changeId: 'chg_1', digest, method: 'passkey' } as const
const sealedDigest = 'd'.repeat(64)
const seal = {
  type: 'countersign-change',
  ...{ changeId: 'chg_1', digest, method: 'pades', sealedDigest },
} as const
const apply = { type: 'apply-change', changeId: 'chg_1', keptDigest: sealedDigest } as const

const given30 = after(live, 'reviewer', propose, noticed)
const wished = after(live, 'provider', propose, noticed)
const consented = after(given30, 'merchant', sign, day(3))
const sealed = after(consented, 'reviewer', seal, day(4))

describe('a change of a signed agreement', () => {
  test('[AGR-40] is of an agreement both have signed', () => {
    expect(answer(given('sign-agreement'), 'reviewer', propose, noticed)).toBe('AGR-40')
    expect(answer(both, 'reviewer', propose, noticed)).toBe('change-proposed change-noticed')
    expect(answer(live, 'reviewer', propose, noticed)).toBe('change-proposed change-noticed')
  })

  test('[AGR-41] takes effect 30 times 24 hours after the notice at the earliest', () => {
    const at = (effectiveAt: string) => answer(live, 'reviewer', { ...propose, effectiveAt }, noticed)
    expect(at(new Date(Date.parse(day(30)) - 1).toISOString())).toBe('AGR-41')
    expect(at(day(30))).toBe('change-proposed change-noticed')
    // Notice at 12:00 in China: 30 days later that day has begun already, so the next one is the first.
    expect(earliestDay('2026-12-01T04:00:00.000Z')).toBe('2027-01-01')
    expect(earliestDay('2026-11-30T16:00:00.000Z')).toBe('2026-12-31')
  })

  test('[AGR-42] is one at a time; lapsed, refused and withdrawn ones make room', () => {
    const next = { ...propose, changeId: 'chg_2', effectiveAt: day(80) }
    expect(answer(given30, 'reviewer', next, day(1))).toBe('AGR-42')
    expect(answer(sealed, 'reviewer', next, day(40))).toBe('AGR-42')
    expect(answer(consented, 'reviewer', next, day(40))).toBe('change-proposed change-noticed')
    expect(answer(given30, 'reviewer', next, day(31))).toBe('change-proposed change-noticed')
    const withdrawn = after(given30, 'reviewer', withdraw, day(1))
    expect(answer(withdrawn, 'reviewer', next, day(1))).toBe('change-proposed change-noticed')
  })

  test('[AGR-43] says why and changes something', () => {
    expect(answer(live, 'reviewer', { ...propose, reason: '' }, noticed)).toBe('AGR-43')
    expect(answer(live, 'reviewer', { ...propose, terms }, noticed)).toBe('AGR-43')
    const empty = [{ clause: '五', wording: '' }]
    expect(answer(live, 'reviewer', { ...propose, clauses: empty }, noticed)).toBe('AGR-43')
    const worded = { ...propose, terms, clauses: [{ clause: '五', wording: 'vault_w' }] }
    expect(answer(live, 'reviewer', worded, noticed)).toBe('change-proposed change-noticed')
  })

  test('[AGR-44] carries no grave trap', () => {
    expect(answer(live, 'reviewer', { ...propose, traps: ['T16'] }, noticed)).toBe('AGR-44')
  })

  test('[AGR-45] [AGR-5] is answered by its day, about exactly this file; the last word counts', () => {
    expect(answer(given30, 'merchant', sign, day(3))).toBe('change-answered')
    expect(answer(given30, 'merchant', { ...sign, digest: 'f'.repeat(64) }, day(3))).toBe('AGR-5')
    expect(answer(given30, 'merchant', { ...no('refuse'), digest: 'f'.repeat(64) }, day(3))).toBe('AGR-5')
    expect(answer(given30, 'merchant', sign, day(31))).toBe('AGR-45')
    expect(answer(sealed, 'merchant', no('refuse'), day(31))).toBe('AGR-45')
    for (const signed of [consented, sealed]) {
      const thought = after(signed, 'merchant', no('refuse'), day(5))
      expect(answer(thought, 'house', apply, day(31))).toBe('AGR-46')
    }
    const withdrawn = after(given30, 'reviewer', withdraw, day(1))
    expect(answer(withdrawn, 'merchant', sign, day(3))).toBe('AGR-45')
    for (const who of ['reviewer', 'provider', 'technician'] as const)
      expect(answer(given30, who, sign, day(3))).toBe('CASE-1')
  })

  test('[AGR-46] takes effect by consent and date, by nobody’s hand, and silence changes nothing', () => {
    expect(answer(sealed, 'house', apply, day(30))).toBe('AGR-46')
    expect(answer(given30, 'house', apply, day(31))).toBe('AGR-46')
    for (const who of ['merchant', 'reviewer', 'provider'] as const)
      expect(answer(sealed, who, apply, day(31))).toBe('AGR-46')
    const applied = after(sealed, 'house', apply, day(31))
    expect(answer(applied, 'house', apply, day(32))).toBe('AGR-46')
    expect(agreedNow(applied)?.terms).toEqual(dearer)
    expect(agreedNow(sealed)?.terms).toEqual(terms)
    expect(agreedNow(given30)?.terms).toEqual(terms)
    expect(changeStanding(given30.changes?.[0] as never, day(31))).toBe('lapsed')
  })

  test('[AGR-61] names no sum in a clause', () => {
    expect(answer(live, 'reviewer', { ...propose, figures: ['0.5%'] }, noticed)).toBe('AGR-61')
  })

  test('[AGR-8] [AGR-5] [AGR-62] is signed once by each, the merchant first', () => {
    expect(answer(given30, 'reviewer', seal, day(3))).toBe('AGR-8')
    expect(answer(consented, 'merchant', sign, day(4))).toBe('AGR-62')
    expect(answer(consented, 'reviewer', { ...seal, digest: 'f'.repeat(64) }, day(4))).toBe('AGR-5')
    expect(answer(consented, 'provider', seal, day(4))).toBe('REV-1')
    expect(answer(sealed, 'reviewer', seal, day(5))).toBe('AGR-62')
    const before = after(consented, 'merchant', no('refuse'), day(4))
    expect(answer(before, 'reviewer', seal, day(4))).toBe('AGR-8')
    expect(answer(before, 'merchant', sign, day(4))).toBe('change-answered')
    const behind = after(sealed, 'merchant', no('refuse'), day(5))
    expect(answer(behind, 'merchant', sign, day(5))).toBe('AGR-62')
  })

  test('[AGR-63] sealed, it is not the acquirer’s to withdraw', () => {
    expect(answer(sealed, 'reviewer', withdraw, day(5))).toBe('AGR-63')
    const refused = after(sealed, 'merchant', no('refuse'), day(5))
    expect(answer(refused, 'reviewer', withdraw, day(5))).toBe('change-withdrawn')
  })

  test('[AGR-64] unsealed, or its sealed file gone or another, it does not take effect', () => {
    expect(changeStanding(consented.changes?.[0] as never, day(31))).toBe('lapsed')
    expect(answer(consented, 'house', apply, day(31))).toBe('AGR-64')
    expect(answer(consented, 'reviewer', seal, day(31))).toBe('AGR-45')
    expect(answer(sealed, 'house', { ...apply, keptDigest: null }, day(31))).toBe('AGR-64')
    expect(answer(sealed, 'house', { ...apply, keptDigest: digest }, day(31))).toBe('AGR-64')
  })

  test('[AGR-47] wished for by a provider, it is no notice before the acquirer makes it one', () => {
    expect(answer(live, 'provider', propose, noticed)).toBe('change-proposed')
    expect(answer(wished, 'merchant', sign, day(0))).toBe('AGR-45')
    expect(answer(wished, 'reviewer', endorse, day(1))).toBe('change-noticed')
    expect(answer(wished, 'reviewer', endorse, day(2))).toBe('AGR-41')
    expect(answer(wished, 'provider', endorse, day(1))).toBe('REV-1')
    expect(answer(given30, 'reviewer', endorse, day(1))).toBe('AGR-47')
    expect(answer(given30, 'provider', withdraw, day(1))).toBe('AGR-47')
    expect(answer(wished, 'provider', withdraw, day(1))).toBe('change-withdrawn')
    expect(answer(given30, 'reviewer', withdraw, day(1))).toBe('change-withdrawn')
  })

  test('who leaves over it is held by no agreed term, once the terminal is back', () => {
    const leaving = after(given30, 'merchant', no('leave'), day(2))
    expect(agreementInForce(leaving, day(3))).toBe(true)
    const returned = after(leaving, 'reviewer', { type: 'return-device', deviceId: 'dev_1' }, day(4))
    expect(agreementInForce(returned, day(5))).toBe(false)
    expect(agreementInForce({ ...returned, changes: [] }, day(5))).toBe(true)
    const taken = after(leaving, 'reviewer', withdraw, day(4))
    expect(agreementInForce({ ...taken, install: null }, day(5))).toBe(true)
  })

  test('a longer term agreed to counts from the first signature', () => {
    const longer = { ...propose, terms: { ...terms, termMonths: 36 } }
    const proposed = after(live, 'reviewer', longer, noticed)
    const signed = after(after(proposed, 'merchant', sign, day(1)), 'reviewer', seal, day(2))
    const applied = after(signed, 'house', apply, day(31))
    expect(termEndsAt(proposed)?.slice(0, 4)).toBe('2028')
    expect(termEndsAt(applied)?.slice(0, 4)).toBe('2029')
  })
})

const acts: readonly (readonly [Who, Move])[] = [
  ['reviewer', propose],
  ['provider', propose],
  ['reviewer', { ...propose, effectiveAt: day(60) }],
  ['reviewer', endorse],
  ['reviewer', withdraw],
  ['provider', withdraw],
  ['merchant', sign],
  ['merchant', no('refuse')],
  ['merchant', no('leave')],
  ['reviewer', seal],
  ['house', apply],
  ['reviewer', apply],
]

test('no history puts a change in force without both signatures, before its day or within 30 days of its notice', () => {
  let applied = 0
  const check = (state: Case, fact: Fact, at: string) => {
    if (fact.type !== 'change-applied') return
    applied += 1
    const change = state.changes?.find(({ changeId }) => changeId === fact.changeId)
    expect(change?.answer?.choice).toBe('consent')
    expect(change?.acquirerSignature?.digest).toBe(change?.digest)
    expect(Date.parse(change?.acquirerSignature?.at ?? '')).toBeLessThan(
      Date.parse(change?.effectiveAt ?? ''),
    )
    expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(change?.effectiveAt ?? ''))
    expect(Date.parse(at) - Date.parse(change?.noticedAt ?? '')).toBeGreaterThanOrEqual(
      NOTICE_DAYS * 86_400_000,
    )
  }
  const turn = fc.record({
    act: fc.integer({ min: 0, max: acts.length - 1 }),
    hours: fc.integer({ min: 0, max: 24 * 12 }),
  })
  fc.assert(
    fc.property(fc.array(turn, { minLength: 6, maxLength: 20 }), (turns) => {
      let state = live
      let hours = 1_000
      const take = ([who, wish]: readonly [Who, Move]) => {
        // Every proposal has a name of its own; the other moves mean the newest.
        const names = (state.changes ?? []).length + (wish.type === 'propose-change' ? 1 : 0)
        const changeId = `chg_${names}`
        const at = hour(hours)
        const decided = decide(state, 'changeId' in wish ? { ...wish, changeId } : wish, stamp(who, at))
        if (isRefusal(decided)) return
        for (const fact of decided) {
          check(state, fact, at)
          state = evolve(state, { ...fact, stamp: stamp(who, at) })
        }
      }
      for (const { act, hours: later } of turns) {
        hours += later
        take(acts[act] as readonly [Who, Move])
        take(['house', apply])
      }
    }),
    { numRuns: 4_000, seed: 20261126 },
  )
  expect(applied).toBeGreaterThan(20)
})
