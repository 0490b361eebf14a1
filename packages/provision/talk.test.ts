import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Case } from '#provision/case.ts'
import { decide, type Fact, type Move } from '#provision/decide.ts'
import { evolve } from '#provision/evolve.ts'
import { after, answer, digest, given, hour, move, stamp, type Who } from '#provision/given.ts'
import { openQuestions, owed, unanswered } from '#provision/talk.ts'
import { isRefusal } from '#ground/refusal.ts'

const other = 'b'.repeat(64)
const attached = given('attach-agreement')
const ready = given('accept-finding')
const signed = given('sign-agreement')
const [trap] = move('attach-agreement').findings

const ask = {
  type: 'ask-question',
  ...{ questionId: 'q1', agreementId: 'agr_1', clause: '三', start: 10, end: 42 },
  ...{ findingId: null, words: 'vault_q' },
} as const
const reply = { type: 'answer-question', questionId: 'q1', words: 'vault_a' } as const
const judge = (answered: boolean) =>
  ({ type: 'judge-answer', questionId: 'q1', answered, words: '' }) as const
const withdraw = { type: 'withdraw-question', questionId: 'q1' } as const
const offer = {
  type: 'offer-term',
  ...{ termId: 't1', wording: 'vault_w', questionId: 'q1', promiseId: null },
  ...{ traps: [], figures: [] },
} as const
const { type: _type, ...first } = move('attach-agreement')
const nextText = { ...first, agreementId: 'agr_2', digest: other, negotiated: ['t1'] }
const agree = { type: 'agree-term', termId: 't1', traps: [], text: nextText } as const
const decline = { type: 'decline-term', termId: 't1', words: '' } as const
const note = {
  type: 'record-promise',
  ...{ promiseId: 'p1', words: 'vault_p', speaker: 'vault_s', saidOn: '2026-11-01' },
} as const
const request = { type: 'request-term', promiseId: 'p1' } as const
const deny = { type: 'deny-promise', promiseId: 'p1', reason: 'vault_r' } as const
const drop = { type: 'drop-promise', promiseId: 'p1' } as const

const asked = after(ready, 'merchant', ask)
const replied = after(asked, 'provider', reply)
const offered = after(asked, 'reviewer', offer)
const noted = after(ready, 'merchant', note)
const requested = after(noted, 'merchant', request)

describe('a clause is asked about', () => {
  test('[AGR-10] an open question blocks signing, and says who owes the next word since when', () => {
    expect(answer(ready, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
    expect(decide(asked, move('sign-agreement'), stamp('merchant'))).toMatchObject({
      rule: 'AGR-10',
      params: { open: 1, clause: '三', owes: 'other-side', since: hour(500) },
    })
    expect(decide(replied, move('sign-agreement'), stamp('merchant'))).toMatchObject({
      params: { owes: 'merchant' },
    })
    for (const last of [judge(true), withdraw]) {
      const from = last === withdraw ? asked : replied
      expect(answer(after(from, 'merchant', last), 'merchant', move('sign-agreement'))).toBe(
        'agreement-signed',
      )
    }
    expect(answer(after(replied, 'merchant', judge(false)), 'merchant', move('sign-agreement'))).toBe(
      'AGR-10',
    )
  })

  test('[AGR-1] [AGR-6] of a text on the table, before it is signed', () => {
    expect(answer(given('accept-proposal'), 'merchant', ask)).toBe('AGR-1')
    expect(answer(signed, 'merchant', ask)).toBe('AGR-6')
  })

  test('[AGR-11] at a place of this very text', () => {
    expect(answer(ready, 'merchant', { ...ask, clause: null })).toBe('AGR-11')
    expect(answer(ready, 'merchant', { ...ask, agreementId: 'agr_0' })).toBe('AGR-11')
    expect(answer(ready, 'merchant', ask)).toBe('question-asked')
  })

  test('[AGR-12] question and answer are put in words', () => {
    expect(answer(ready, 'merchant', { ...ask, words: '' })).toBe('AGR-12')
    expect(answer(asked, 'provider', { ...reply, words: '' })).toBe('AGR-12')
    expect(answer(asked, 'provider', reply)).toBe('question-replied')
  })

  test('[AGR-13] only an open question goes on', () => {
    const closed = after(asked, 'merchant', withdraw)
    for (const [who, each] of [
      ['provider', reply],
      ['merchant', judge(true)],
      ['merchant', withdraw],
      ['provider', offer],
    ] as const)
      expect(answer(closed, who, each)).toBe('AGR-13')
    expect(answer(asked, 'reviewer', reply)).toBe('question-replied')
  })

  test('[AGR-14] nobody is satisfied with an answer nobody gave', () => {
    expect(answer(asked, 'merchant', judge(true))).toBe('AGR-14')
    expect(answer(replied, 'merchant', judge(true))).toBe('question-settled')
  })

  test('either side answers, only the merchant judges, and a rival has no word', () => {
    expect(answer(asked, 'provider', reply)).toBe('question-replied')
    expect(answer(asked, 'reviewer', reply)).toBe('question-replied')
    expect(answer(asked, 'rival', reply)).toBe('CASE-2')
    expect(answer(replied, 'provider', judge(true))).toBe('CASE-1')
    expect(answer(replied, 'reviewer', withdraw)).toBe('CASE-1')
  })

  test('[AGR-4] [AGR-7] a question about a trap, answered to the merchant’s satisfaction, answers the trap', () => {
    const about = after(attached, 'merchant', { ...ask, findingId: 'f1' })
    expect(answer(attached, 'merchant', { ...ask, findingId: 'f9' })).toBe('AGR-7')
    const heard = after(about, 'provider', reply)
    expect(heard.agreement?.findings[0]?.answer).toBe('open')
    const content = after(heard, 'merchant', judge(true))
    expect(content.agreement?.findings[0]?.answer).toBe('answered')
    expect(answer(content, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
    const gone = after(about, 'merchant', withdraw)
    expect(answer(gone, 'merchant', move('sign-agreement'))).toBe('AGR-4')
  })

  test('another provider begins without the questions put to the one before', () => {
    const changed = after(asked, 'merchant', { type: 'choose-offer', offerId: 'off_2' })
    expect(openQuestions(changed)).toEqual([])
  })
})

describe('a term is negotiated', () => {
  test('an offer is an answer; agreed, it stands in the next version and settles what it was asked for', () => {
    expect(owed(openQuestions(offered)[0] ?? { said: [] })).toMatchObject({ by: 'merchant' })
    const agreed = after(offered, 'merchant', agree)
    expect(agreed.agreement).toMatchObject({ version: 2, digest: other, merchantSignature: null })
    expect(agreed.negotiated).toMatchObject([{ termId: 't1', offeredBy: 'acquirer', status: 'agreed' }])
    expect(openQuestions(agreed)).toEqual([])
    expect(answer(agreed, 'merchant', move('sign-agreement'))).toBe('AGR-5')
    expect(answer(agreed, 'merchant', move('sign-agreement', { digest: other }))).toBe('agreement-signed')
  })

  test('the trap it was asked about counts as renegotiated, in the next version too', () => {
    const about = after(attached, 'merchant', { ...ask, findingId: 'f1' })
    const agreed = after(after(about, 'provider', offer), 'merchant', agree)
    expect(agreed.agreement?.findings).toEqual([{ ...trap, answer: 'renegotiated' }])
    expect(answer(agreed, 'merchant', move('sign-agreement', { digest: other }))).toBe('agreement-signed')
  })

  test('[AGR-3] every later text carries it', () => {
    const agreed = after(offered, 'merchant', agree)
    expect(answer(agreed, 'provider', move('attach-agreement'))).toBe('AGR-3')
    expect(answer(agreed, 'provider', move('attach-agreement', { negotiated: ['t1'] }))).toBe(
      'agreement-attached',
    )
    const without = { ...agree, text: { ...nextText, negotiated: [] } }
    expect(answer(offered, 'merchant', without)).toBe('AGR-3')
  })

  test('[AGR-12] [AGR-13] [AGR-19] it is put in words, for something the merchant asked for', () => {
    expect(answer(asked, 'provider', { ...offer, wording: '' })).toBe('AGR-12')
    expect(answer(asked, 'provider', { ...offer, questionId: 'q9' })).toBe('AGR-13')
    expect(answer(asked, 'provider', { ...offer, questionId: null })).toBe('AGR-19')
    expect(answer(requested, 'provider', { ...offer, questionId: null, promiseId: 'p1' })).toBe(
      'term-offered',
    )
  })

  test('[AGR-15] wording with a trap of its own is not offered, nor agreed to once the guard knows better', () => {
    expect(answer(asked, 'provider', { ...offer, traps: ['T05'] })).toBe('AGR-15')
    expect(answer(offered, 'merchant', { ...agree, traps: ['T05'] })).toBe('AGR-15')
    expect(answer(offered, 'merchant', agree)).toBe('term-agreed agreement-attached')
  })

  test('[AGR-16] sums and rates are the proposal’s', () => {
    expect(answer(asked, 'provider', { ...offer, figures: ['99元'] })).toBe('AGR-16')
    expect(answer(asked, 'provider', offer)).toBe('term-offered')
  })

  test('[AGR-17] an offered term is answered once; declined, the word is the other side’s again', () => {
    expect(answer(asked, 'merchant', agree)).toBe('AGR-17')
    const declined = after(offered, 'merchant', decline)
    expect(answer(declined, 'merchant', agree)).toBe('AGR-17')
    expect(answer(declined, 'merchant', decline)).toBe('AGR-17')
    expect(owed(openQuestions(declined)[0] ?? { said: [] })).toMatchObject({ by: 'other-side' })
  })

  test('nobody agrees for the merchant', () => {
    for (const who of ['provider', 'reviewer', 'technician'] as const)
      expect(answer(offered, who, agree)).toBe('CASE-1')
    expect(answer(asked, 'merchant', offer)).toBe('CASE-2')
  })
})

describe('a promise made by word of mouth', () => {
  test('[AGR-18] says who made it and when, to the provider that was chosen', () => {
    expect(answer(ready, 'merchant', { ...note, speaker: '' })).toBe('AGR-18')
    expect(answer(ready, 'merchant', { ...note, saidOn: '2027-01-01' })).toBe('AGR-18')
    expect(answer(given('make-offer'), 'merchant', note)).toBe('AGR-18')
    expect(answer(given('choose-offer'), 'merchant', note)).toBe('promise-recorded')
    expect(answer(ready, 'merchant', { ...note, words: '' })).toBe('AGR-12')
  })

  test('warns and does not block; asked for in writing, it is written or denied', () => {
    expect(unanswered(noted)).toHaveLength(1)
    expect(answer(noted, 'merchant', move('sign-agreement'))).toBe('agreement-signed')
    expect(unanswered(after(requested, 'provider', deny))).toEqual([])
    const written = after(
      after(requested, 'provider', { ...offer, questionId: null, promiseId: 'p1' }),
      'merchant',
      agree,
    )
    expect(written.promises).toMatchObject([{ status: 'written' }])
  })

  test('[AGR-6] [AGR-12] [AGR-19] each step follows the one before', () => {
    expect(answer(noted, 'provider', deny)).toBe('AGR-19')
    expect(answer(requested, 'merchant', request)).toBe('AGR-19')
    expect(answer(requested, 'provider', { ...deny, reason: '' })).toBe('AGR-12')
    const denied = after(requested, 'provider', deny)
    expect(answer(denied, 'merchant', request)).toBe('term-requested')
    const dropped = after(denied, 'merchant', drop)
    expect(answer(dropped, 'merchant', drop)).toBe('AGR-19')
    const late = after(noted, 'merchant', move('sign-agreement'))
    expect(answer(late, 'merchant', request)).toBe('AGR-6')
  })

  test('may still be noted once the terminal is live', () => {
    const live = given('activate-terminal')
    expect(answer(live, 'merchant', note)).toBe('promise-recorded')
    expect(answer(live, 'merchant', ask)).toBe('CASE-3')
  })
})

/** Anybody trying anything, with names as they come. */
const acts: readonly (readonly [Who, Move])[] = [
  ['merchant', ask],
  ['merchant', { ...ask, findingId: 'f1' }],
  ['provider', reply],
  ['reviewer', reply],
  ['merchant', judge(true)],
  ['merchant', judge(false)],
  ['merchant', withdraw],
  ['provider', offer],
  ['provider', { ...offer, questionId: null, promiseId: 'p1' }],
  ['merchant', agree],
  ['merchant', decline],
  ['merchant', note],
  ['merchant', request],
  ['reviewer', deny],
  ['merchant', drop],
  ['provider', move('attach-agreement')],
  ['provider', move('attach-agreement', { digest: other, negotiated: ['t1'] })],
  ['merchant', move('accept-finding')],
  ['merchant', move('accept-finding', { digest: other })],
  ['reviewer', move('accept-finding')],
  ['merchant', { type: 'refuse-agreement', reason: 'vault_r' }],
  ['merchant', { type: 'ask-change', version: 1, changeRequest: 'vault_c' }],
  ['merchant', move('accept-proposal')],
  ['merchant', move('sign-agreement')],
  ['merchant', move('sign-agreement', { digest: other })],
  ['second', move('countersign-agreement')],
  ['second', move('countersign-agreement', { digest: other })],
]

test('no history signs with an open question, an open grave trap or another version than the accepted one', () => {
  let signatures = 0
  const check = (state: Case, fact: Fact) => {
    if (fact.type !== 'agreement-signed') return
    signatures += 1
    expect(openQuestions(state)).toEqual([])
    const grave = state.agreement?.findings.filter(
      ({ severity, answer: given }) => severity === 'high' && given === 'open',
    )
    expect(grave).toEqual([])
    expect(state.agreement?.proposalVersion).toBe(state.acceptedProposal)
    expect(fact.digest).toBe(state.agreement?.digest)
  }
  // Mostly a few acts and then a signature: left to chance alone, few histories would come to one.
  const sometime = fc.array(fc.integer({ min: 0, max: acts.length - 1 }), { maxLength: 12 })
  fc.assert(
    fc.property(sometime, fc.boolean(), (turns, accepts) => {
      let state = accepts ? ready : attached
      const take = ([who, wish]: readonly [Who, Move]) => {
        const decided = decide(state, wish, stamp(who))
        if (isRefusal(decided)) return
        for (const fact of decided) {
          check(state, fact)
          state = evolve(state, { ...fact, stamp: stamp(who) })
        }
      }
      for (const turn of turns) {
        const act = acts[turn]
        if (act) take(act)
      }
      take(['merchant', move('sign-agreement', { digest })])
      take(['merchant', move('sign-agreement', { digest: other })])
    }),
    { numRuns: 2_000, seed: 20261126 },
  )
  expect(signatures).toBeGreaterThan(200)
})
