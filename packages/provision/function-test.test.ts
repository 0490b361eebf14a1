import { expect, test } from 'vitest'
import { evolve } from '#provision/evolve.ts'
import { after, answer, given, hour, move, stamp } from '#provision/given.ts'

const bound = given('bind-device')
const record = move('record-function-test')

test('[TEST-1] there is nothing to test before the binding', () => {
  expect(answer(given('accept-device'), 'technician', move('open-function-test'))).toBe('TEST-1')
  expect(answer(given('accept-device'), 'house', record)).toBe('TEST-1')
  expect(answer(bound, 'technician', move('open-function-test'))).toBe('function-test-opened')
})

test('[TEST-2] the result is written by the test host, never by a person', () => {
  for (const who of ['technician', 'provider', 'reviewer', 'second', 'merchant'] as const)
    expect(answer(bound, who, record)).toBe('TEST-2')
  expect(answer(bound, 'house', record)).toBe('function-test-recorded')
})

test('[TEST-3] a run opened before the binding proves nothing', () => {
  const boundAt = bound.install?.boundAt ?? ''
  expect(answer(bound, 'house', { ...record, openedAt: hour(30) })).toBe('TEST-3')
  expect(answer(bound, 'house', { ...record, openedAt: boundAt })).toBe('function-test-recorded')
  const again = after(given('open-function-test'), 'technician', move('bind-device'), hour(40))
  expect(answer(again, 'house', record)).toBe('TEST-3')
})

test('[TEST-4] a run with other numbers is another terminal’s', () => {
  expect(answer(bound, 'house', { ...record, terminalNo: '10000002' })).toBe('TEST-4')
  expect(answer(bound, 'house', { ...record, merchantNo: '102581058120009' })).toBe('TEST-4')
  expect(answer(bound, 'house', record)).toBe('function-test-recorded')
})

test('[TEST-5] a test is opened in the shop, by the technician who was let in', () => {
  const visits = (status: 'confirmed' | 'done') => ({
    ...bound,
    visits: bound.visits.map((visit) => (visit.kind === 'install' ? { ...visit, status } : visit)),
  })
  for (const status of ['confirmed', 'done'] as const)
    expect(answer(visits(status), 'technician', move('open-function-test'))).toBe('TEST-5')
  const another = bound.visits.map((visit) => ({ ...visit, technicianId: 'per_other' }))
  expect(answer({ ...bound, visits: another }, 'technician', move('open-function-test'))).toBe('TEST-5')
})

test('[TEST-6] a run of another device proves nothing about this one', () => {
  expect(answer(bound, 'house', { ...record, deviceId: 'dev_2' })).toBe('TEST-6')
})

test('[TEST-7] a run of another visit proves nothing about this one', () => {
  expect(answer(bound, 'house', { ...record, visitId: 'vis_survey' })).toBe('TEST-7')
  const [install] = bound.visits.filter(({ kind }) => kind === 'install')
  if (!install) throw new Error('the story has an installation')
  const later = { ...bound, visits: [...bound.visits, { ...install, visitId: 'vis_again' }] }
  expect(answer(later, 'house', record)).toBe('TEST-7')
  expect(answer(later, 'house', { ...record, visitId: 'vis_again' })).toBe('function-test-recorded')
})

test('the result says which suite judged it and which card tells it; older results stay as they were', () => {
  const tested = after(bound, 'house', record)
  expect(tested.functionTest?.as).toEqual({
    ...{ deviceId: 'dev_1', visitId: 'vis_install', suite: { name: 'acceptance', version: 2 } },
    cardDigest: 'd'.repeat(64),
  })
  const old = {
    type: 'function-test-recorded',
    runId: 'run_0',
    passed: true,
    stamp: stamp('house', hour(40)),
  } as const
  expect(evolve(bound, old).functionTest).toEqual({ runId: 'run_0', passed: true, at: hour(40) })
})

test('the latest result counts', () => {
  const failed = after(bound, 'house', { ...record, passed: false })
  expect(failed.step).toBe('function-test')
  const passed = after(failed, 'house', { ...record, runId: 'run_2' })
  expect(passed.step).toBe('training')
  expect(after(passed, 'house', { ...record, runId: 'run_3', passed: false }).step).toBe('function-test')
})
