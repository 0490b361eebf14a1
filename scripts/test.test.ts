import { expect, test } from 'vitest'
import { count } from './test.ts'

const file = (status: string, ...results: string[]) => ({
  status,
  assertionResults: results.map((result) => ({ status: result })),
})

test('counts what passed, failed and was skipped', () => {
  const report = { testResults: [file('passed', 'passed', 'passed'), file('failed', 'failed', 'pending')] }
  expect(count(report)).toEqual({ line: '2 passed, 1 failed, 1 skipped', ok: false })
})

test('a file that failed before its first test is a failure', () => {
  expect(count({ testResults: [file('passed', 'passed'), file('failed')] })).toEqual({
    line: '1 passed, 1 failed',
    ok: false,
  })
})

test('no tests at all is not a success', () => {
  expect(count({ testResults: [] })).toEqual({ line: '0 passed, 0 failed', ok: false })
  expect(count({ testResults: [file('passed', 'passed')] })).toEqual({ line: '1 passed, 0 failed', ok: true })
})
