import { expect, test } from 'vitest'
import { after, answer, given, hour, move } from '#provision/given.ts'

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

test('the latest result counts', () => {
  const failed = after(bound, 'house', { ...record, passed: false })
  expect(failed.step).toBe('function-test')
  const passed = after(failed, 'house', { ...record, runId: 'run_2' })
  expect(passed.step).toBe('training')
  expect(after(passed, 'house', { ...record, runId: 'run_3', passed: false }).step).toBe('function-test')
})
