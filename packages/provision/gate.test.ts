import { describe, expect, test } from 'vitest'
import type { Case } from '#provision/case.ts'
import { answer, evidence, given, hour, move, opened, replay, stamp } from '#provision/given.ts'
import { type Evidence, gate, type TestCard } from '#provision/gate.ts'
import { decide } from '#provision/decide.ts'

const ready = given('confirm-installation')
const open = (state: Case, device: Evidence | null = evidence, now = hour(500)) =>
  gate(state, device, now)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule)

const cardOf = (change: Partial<TestCard>): Evidence => ({
  ...evidence,
  testCard: evidence.testCard && { ...evidence.testCard, ...change },
})

const shut: readonly (readonly [rule: string, state: Case, device?: Evidence])[] = [
  ['GATE-1', { ...ready, application: { ...ready.application, status: 'submitted' } }],
  ['GATE-1', { ...ready, review: { ...ready.review, approvedBy: null } }],
  ['GATE-1', { ...ready, review: { ...ready.review, approvedBy: 'per_first' } }],
  ['GATE-2', { ...ready, agreement: null }],
  ['GATE-2', { ...ready, agreement: ready.agreement && { ...ready.agreement, acquirerSignature: null } }],
  ['GATE-2', { ...ready, agreement: ready.agreement && { ...ready.agreement, merchantSignature: null } }],
  ['GATE-2', { ...ready, agreement: ready.agreement && { ...ready.agreement, digest: 'b'.repeat(64) } }],
  ['GATE-2', { ...ready, acceptedProposal: 2 }],
  ['GATE-3', ready, { ...evidence, certificatesValid: false }],
  ['GATE-4', ready, { ...evidence, suspect: true }],
  ['GATE-12', ready, { ...evidence, reported: false }],
  ['GATE-13', ready, { ...evidence, alarms: 1 }],
  ['GATE-14', ready, { ...evidence, selfProof: { required: true, provedAt: null } }],
  // Before it was bound, to another shop or at the desk.
  ['GATE-14', ready, { ...evidence, selfProof: { required: true, provedAt: hour(30) } }],
  ['GATE-6', { ...ready, functionTest: null }],
  ['GATE-6', { ...ready, functionTest: { runId: 'run_1', passed: false, at: hour(400) } }],
  ['GATE-6', { ...ready, functionTest: { runId: 'run_1', passed: true, at: hour(1) } }],
  ['TEST-9', ready, { ...evidence, testCard: null }],
  ['TEST-9', { ...ready, functionTest: { runId: 'run_1', passed: true, at: hour(400) } }],
  ['TEST-9', ready, cardOf({ runId: 'run_2' })],
  ['TEST-9', ready, cardOf({ digest: 'e'.repeat(64) })],
  ['TEST-9', ready, cardOf({ deviceId: 'dev_2' })],
  ['TEST-9', ready, cardOf({ sameSerial: false })],
  ['TEST-9', ready, cardOf({ visitId: 'vis_survey' })],
  ['TEST-9', ready, cardOf({ boundAt: hour(30) })],
  ['GATE-7', { ...ready, training: null }],
  ['GATE-7', { ...ready, training: ready.training && { ...ready.training, passed: false } }],
  ['GATE-8', { ...ready, merchantConfirmation: { satisfied: false, extraFeeAsked: false, at: hour(9) } }],
  ['GATE-9', { ...ready, merchantConfirmation: { satisfied: true, extraFeeAsked: true, at: hour(9) } }],
  ['GATE-10', ready, { ...evidence, openP1Tickets: 1 }],
]

describe('each condition alone keeps the gate shut', () => {
  test.each(shut.map(([rule, state, device]) => ({ rule, state, device })))(
    '[$rule]',
    ({ rule, state, device = evidence }) => {
      expect(open(state, device)).toEqual([rule])
      expect(answer(state, 'reviewer', move('activate-terminal', { evidence: device }))).toBe(rule)
    },
  )
  test('[GATE-5] an unbound terminal is an untested one too', () =>
    expect(open({ ...ready, install: ready.install && { ...ready.install, boundAt: null } })).toEqual([
      'GATE-5',
      'GATE-6',
    ]))
  test('[GATE-3] [GATE-4] evidence about another device is none', () =>
    expect(open(ready, { ...evidence, deviceId: 'dev_2' })).toEqual([
      'GATE-3',
      'GATE-4',
      'GATE-13',
      'GATE-12',
      'GATE-14',
    ]))
  test('[GATE-14] a terminal that proved itself since it was bound, or that cannot, passes', () => {
    const proved = { required: true, provedAt: hour(31) }
    expect(open(ready, { ...evidence, selfProof: proved })).toEqual([])
    expect(open(ready, { ...evidence, selfProof: { required: false, provedAt: null } })).toEqual([])
  })
  test('[GATE-7] training is refreshed every year', () => {
    expect(open(ready, evidence, '2027-11-03T00:00:00Z')).toEqual([])
    expect(open(ready, evidence, '2027-11-04T00:00:00Z')).toEqual(['GATE-7'])
  })
  test('[GATE-11] the merchant confirms what has been tested and taught', () => {
    expect(answer(given('record-function-test'), 'merchant', move('confirm-installation'))).toBe('GATE-11')
    expect(answer(given('submit-quiz'), 'merchant', move('confirm-installation'))).toBe(
      'installation-confirmed',
    )
  })
})

test('with every condition met a reviewer activates, and nobody else', () => {
  expect(open(ready)).toEqual([])
  expect(answer(ready, 'reviewer', move('activate-terminal'))).toBe('terminal-activated')
  expect(answer(ready, 'provider', move('activate-terminal'))).toBe('REV-1')
})

test('at the very beginning everything is open, and the refusal names it all', () => {
  const beginning = replay([opened])
  expect(new Set(open(beginning, null))).toEqual(
    new Set([...Array(10).keys(), 11, 12, 13].map((place) => `GATE-${place + 1}`)),
  )
  const refusal = decide(given('bind-device'), move('activate-terminal'), stamp('reviewer'))
  expect(refusal).toMatchObject({ rule: 'GATE-6', params: { open: 'GATE-6, GATE-7, GATE-8, GATE-9' } })
})

test('a dissatisfied merchant may say so and later take it back', () => {
  expect(answer(ready, 'merchant', move('confirm-installation', { satisfied: false }))).toBe(
    'installation-confirmed',
  )
})
