import { expect, test } from 'vitest'
import type { Case } from '#provision/case.ts'
import { after, answer, given, hour, story } from '#provision/given.ts'
import { agreementInForce, isConcluded, termEndsAt } from '#provision/withdraw.ts'

const withdraw = { type: 'withdraw-application' } as const
const signed = given('countersign-agreement')

test('[CASE-4] a withdrawn case rests for good, whoever moves', () => {
  const over = after(given('claim-review'), 'merchant', withdraw)
  expect(over.step).toBe('withdrawn')
  // Whoever is not asked for is told that first; nobody gets further than the rest.
  for (const [who, wish] of [...story, ['merchant', withdraw] as const])
    expect(['CASE-4', 'CASE-2', 'OFFR-2', 'VISIT-1']).toContain(answer(over, who, wish))
  expect(answer(over, 'merchant', { type: 'save-draft' })).toBe('CASE-4')
  expect(answer(over, 'reviewer', { type: 'claim-review' })).toBe('CASE-4')
  expect(answer(given('claim-review'), 'reviewer', { type: 'claim-review' })).toBe('review-claimed')
})

test('only the merchant gives up, or the house for a deletion it found', () => {
  const state = given('submit-application')
  expect(answer(state, 'merchant', withdraw)).toBe('application-withdrawn')
  expect(answer(state, 'house', withdraw)).toBe('application-withdrawn')
  expect(answer(state, 'reviewer', withdraw)).toBe('CASE-1')
  expect(answer(state, 'stranger', withdraw)).toBe('CASE-1')
})

test('appointments that were still to come are off; what happened stays', () => {
  const proposed = after(given('choose-offer'), 'provider', {
    type: 'propose-visit',
    visitId: 'vis_survey',
    kind: 'survey',
    technicianId: 'per_tech',
    startsAt: hour(600),
    endsAt: hour(603),
  })
  expect(after(proposed, 'merchant', withdraw).visits.map(({ status }) => status)).toEqual(['declined'])
  const surveyed = after(given('record-survey'), 'merchant', withdraw)
  expect(surveyed.visits.map(({ status }) => status)).toEqual(['done'])
})

test('[CASE-5] not while the agreement is in force: a terminal is out, or the agreed term runs', () => {
  expect([isConcluded(given('sign-agreement')), isConcluded(signed)]).toEqual([false, true])
  const end = termEndsAt(signed) ?? ''
  // 24 months after the acquirer signed on 2026-11-03.
  expect(end).toBe('2028-11-03T02:00:00.000Z')
  const later = '2028-11-03T02:00:01.000Z'
  expect(answer(signed, 'merchant', withdraw)).toBe('CASE-5')
  expect(answer(signed, 'merchant', withdraw, later)).toBe('application-withdrawn')
  const live: Case = given('activate-terminal')
  expect(answer(live, 'merchant', withdraw, later)).toBe('CASE-5')
  expect(agreementInForce(live, later)).toBe(true)
  const back = after(live, 'reviewer', { type: 'return-device', deviceId: 'dev_1' })
  expect(answer(back, 'merchant', withdraw, later)).toBe('application-withdrawn')
})
