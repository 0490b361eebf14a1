import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Case, RejectionCode } from '#provision/case.ts'
import { decide, type Move } from '#provision/decide.ts'
import { evolve, type StampedFact } from '#provision/evolve.ts'
import { type Evidence, gate } from '#provision/gate.ts'
import {
  evidence,
  given,
  hour,
  move,
  opened,
  people,
  replay,
  stamp,
  story,
  type Who,
} from '#provision/given.ts'
import { stepOf } from '#provision/progress.ts'
import { type Step, steps } from '#provision/step.ts'
import { rules } from '#words/rules.ts'
import { isRefusal, type Refusal } from '#ground/refusal.ts'

const wordsOf: Readonly<
  Record<string, { happened: readonly string[]; remedy: readonly string[] } | undefined>
> = rules

type Act = readonly [Who, Move]

const rejected = (code: RejectionCode): Act => [
  'reviewer',
  { type: 'reject-application', code, field: 'id-front', remedy: 'vault_r', deadlineDays: 30 },
]

/** Ways off the straight road, as people take them. */
const detours: readonly Act[] = [
  ['merchant', { type: 'save-draft', shop: { uscc: 'nonsense' } }],
  ['merchant', { type: 'save-draft', shop: { settlementKind: 'corporate' } }],
  ['merchant', { type: 'appeal-rejection', statement: 'vault_s' }],
  ['second', { type: 'decide-appeal', upheld: true, note: 'vault_n' }],
  ['second', { type: 'claim-review' }],
  ['reviewer', { type: 'approve-application' }],
  ['rival', { type: 'decline-offer' }],
  ['merchant', { type: 'choose-offer', offerId: 'off_2' }],
  ['merchant', { type: 'decline-visit', visitId: 'vis_install' }],
  rejected('identity-mismatch'),
  ['technician', move('record-survey', { operating: false })],
  ['provider', move('draft-proposal', { dataLine: 'lan' })],
  ['merchant', { type: 'ask-change', version: 1, changeRequest: 'vault_c' }],
  ['provider', move('attach-agreement', { mismatches: ['termMonths'] })],
  ['merchant', { type: 'refuse-agreement', reason: 'vault_r' }],
  ['reviewer', { type: 'post-device', deviceId: 'dev_1' }],
  ['merchant', { type: 'refuse-device', deviceId: 'dev_1', reason: 'vault_r' }],
  ['reviewer', { type: 'return-device', deviceId: 'dev_1' }],
  ['house', move('record-function-test', { passed: false })],
  ['house', move('record-function-test', { openedAt: hour(-1) })],
  ['merchant', move('submit-quiz', { answers: [] })],
  ['merchant', { type: 'confirm-installation', extraFeeAsked: true, satisfied: false }],
  ['reviewer', move('activate-terminal', { evidence: { ...evidence, suspect: true } })],
  ['reviewer', move('activate-terminal', { evidence: { ...evidence, deviceId: 'dev_2' } })],
  rejected('risk-record'),
]

/** The card of the case's own latest test, as a house would have read it. */
const withCard = (state: Case, told: Evidence): Evidence => ({
  ...told,
  testCard: told.testCard && {
    ...told.testCard,
    visitId: state.functionTest?.as?.visitId ?? '',
    boundAt: state.install?.boundAt ?? '',
  },
})

/** Points a move at what the case really holds: its newest visit of the kind, its newest version. */
const aimed = (state: Case, wish: Move, turn: number): Move => {
  if (wish.type === 'propose-visit') return { ...wish, visitId: `${wish.visitId}_${turn}` }
  if ('visitId' in wish) {
    const kind = wish.visitId === 'vis_survey' ? 'survey' : 'install'
    return {
      ...wish,
      visitId: state.visits.findLast((visit) => visit.kind === kind)?.visitId ?? wish.visitId,
    }
  }
  if (wish.type === 'activate-terminal') return { ...wish, evidence: withCard(state, wish.evidence) }
  if ('version' in wish) return { ...wish, version: state.proposals.length }
  if ('proposalVersion' in wish) return { ...wish, proposalVersion: state.proposals.length }
  return wish
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
    for (const inner of Object.values(Object.freeze(value))) frozen(inner)
  return value
}

type Walk = {
  readonly facts: readonly StampedFact[]
  readonly states: readonly Case[]
  readonly refusals: readonly Refusal[]
}

const minute = (turn: number): string => hour(turn / 60)

/** The story's next move, a detour (the first allowed from there on), or anybody trying anything. */
type Turn = 'onward' | { readonly detour: number } | { readonly act: Act }

const walk = (turns: readonly Turn[]): Walk => {
  const facts: StampedFact[] = [opened]
  const states: Case[] = [frozen(replay(facts))]
  const refusals: Refusal[] = []
  let place = 0

  /** Whether the case was changed by it. */
  const take = ([who, wish]: Act, turn: number): boolean => {
    const state = states.at(-1) as Case
    const answer = decide(state, aimed(state, wish, turn), stamp(who, minute(turn)))
    if (isRefusal(answer)) {
      refusals.push(answer)
      return false
    }
    for (const fact of answer) {
      facts.push({ ...fact, stamp: stamp(who, minute(turn)) })
      states.push(frozen(evolve(states.at(-1) as Case, facts.at(-1) as StampedFact)))
    }
    return JSON.stringify(states.at(-1)) !== JSON.stringify(state)
  }

  turns.forEach((turn, count) => {
    if (turn === 'onward') story.some(() => take(story[place++ % story.length] as Act, count))
    else if ('act' in turn) take(turn.act, count)
    else detours.some((_, skip) => take(detours[(turn.detour + skip) % detours.length] as Act, count))
  })
  return { facts, states, refusals }
}

const acts = [...story, ...detours]
const anybody = Object.keys(people) as Who[]
const walks = fc
  .array(
    fc.oneof(
      { weight: 40, arbitrary: fc.constant<Turn>('onward') },
      { weight: 3, arbitrary: fc.record({ detour: fc.nat(detours.length - 1) }) },
      { weight: 3, arbitrary: fc.record({ act: fc.constantFrom(...acts) }) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...anybody), fc.constantFrom(...acts))
          .map(([who, [, wish]]): Turn => ({ act: [who, wish] })),
      },
    ),
    { minLength: 30, maxLength: 150, size: 'max' },
  )
  .map(walk)

/** States are frozen all the way down, so a rule that changed one would throw here. */
const always = (holds: (walked: Walk) => void) => fc.assert(fc.property(walks, holds), { numRuns: 80 })

test('the story passes every step once, in order, and ends live', () => {
  const { states, refusals } = walk(story.map((act) => ({ act })))
  expect([...new Set(states.map(({ step }) => step))]).toEqual(steps.map(({ step }) => step))
  expect(states.at(-1)?.liveAt).toBe(minute(story.length - 1))
  expect(refusals).toEqual([])
})

describe('whatever anybody tries, in whatever order', () => {
  test('enough walks go live, go back and go live again for the rest to mean something', () => {
    const sample = fc.sample(walks, { numRuns: 80, seed: 1 })
    const lives = sample.map(({ facts }) => facts.filter(({ type }) => type === 'terminal-activated').length)
    expect(lives.filter((count) => count >= 1).length).toBeGreaterThan(20)
    expect(lives.filter((count) => count >= 2).length).toBeGreaterThan(3)
    const seen = new Set(sample.flatMap(({ facts }) => facts.map(({ type }) => type)))
    for (const type of [
      'application-returned',
      'application-rejected',
      'appeal-decided',
      'device-refused',
    ] as const)
      expect(seen).toContain(type)
  })

  test('nobody is live behind an open gate', () =>
    always(({ states }) => {
      for (const state of states)
        if (state.liveAt !== null)
          expect(gate(state, withCard(state, evidence), state.liveAt).filter(({ met }) => !met)).toEqual([])
    }))

  test('no step is skipped: a step is first reached only when all before it have been', () =>
    always(({ states }) => {
      const reached = [...new Set(states.map(({ step }) => step))]
      const inOrder: readonly Step[] = steps.map(({ step }) => step).slice(0, reached.length)
      expect(reached).toEqual(inOrder)
    }))

  test('the facts, stored and read again, give the state', () =>
    always(({ facts, states }) => {
      const stored = JSON.parse(JSON.stringify(facts)) as StampedFact[]
      const state = states.at(-1)
      expect(replay(stored)).toEqual(state)
      expect(JSON.parse(JSON.stringify(state))).toEqual(state)
    }))

  test('the step is what the state says', () =>
    always(({ states }) => {
      for (const state of states) expect(state.step).toBe(stepOf(state))
    }))

  test('who and when stand in the stamp alone', () =>
    always(({ facts }) => {
      const names = facts.flatMap((fact) => Object.keys(fact))
      for (const name of ['at', 'by', 'personId', 'organisationId', 'principal'])
        expect(names).not.toContain(name)
    }))

  test('a refusal names a rule that has words, and fills them', () =>
    always(({ refusals }) => {
      const unsaid = refusals.filter(({ rule, params }) => {
        const words = wordsOf[rule]
        const blanks = [...(words?.happened ?? []), ...(words?.remedy ?? [])].join().matchAll(/\{(\w+)\}/g)
        return words === undefined || [...blanks].some(([, name]) => params[name as string] === undefined)
      })
      expect(unsaid).toEqual([])
    }))
})

test('a case begins with its opening, once', () => {
  const submitted: StampedFact = { type: 'application-submitted', stamp: stamp('merchant') }
  expect(() => evolve(null, submitted)).toThrow('begins with case-opened')
  expect(() => evolve(given('save-draft'), opened)).toThrow('opened twice')
  expect(evolve(null, opened)).toMatchObject({ caseId: 'cas_1', step: 'application' })
})
