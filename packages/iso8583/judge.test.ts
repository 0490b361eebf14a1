import { describe, expect, test } from 'vitest'
import type { Fact, Unanswered } from '#iso8583/fact.ts'
import { beginRun, judge, type SuiteProgress } from '#iso8583/judge.ts'
import { acceptance } from '#iso8583/suite.ts'

const at = '2026-11-22T16:30:05Z'

describe('the judge', () => {
  const reversed = (of: Unanswered, reason: string): Fact[] => [
    { fact: of, trace: '6', amountFen: 1 },
    { fact: 'reversed', trace: '6', reason, of },
  ]
  const approved = (transaction: 'sale' | 'void' | 'refund', amountFen: number, pin = false): Fact => ({
    ...{ fact: 'approved', transaction, trace: '1', amountFen, pin, reference: '' },
  })
  /** What the host sees of each required step, in the suite's order. */
  const facts: readonly (readonly Fact[])[] = [
    [{ fact: 'signed-in', batchNo: '000001', fresh: true }],
    [{ fact: 'echoed' }],
    [approved('sale', 10_000, true)],
    [approved('sale', 5000)],
    [{ fact: 'declined', transaction: 'sale', trace: '3', code: '51' }],
    [approved('void', 10_000)],
    [approved('refund', 2000)],
    reversed('line-cut', '98'),
    reversed('timed-out', '98'),
    reversed('answered-late', '98'),
    reversed('mac-spoiled', 'A0'),
    [
      { fact: 'sign-in-demanded', transaction: 'sale' },
      { fact: 'signed-in', batchNo: '000001', fresh: false },
    ],
    [{ fact: 'settled', batchNo: '000001', equal: true, ownBatch: true, transactions: 4 }],
  ]
  const settlement = facts.at(-1) ?? []
  const run = (seen: readonly (readonly Fact[])[]): SuiteProgress =>
    seen
      .flat()
      .reduce<SuiteProgress>(
        (progress, fact) => judge(acceptance, progress, fact, at),
        beginRun(acceptance, at),
      )

  test('passes when every required step was seen', () => {
    expect(run(facts).outcome).toBe('passed')
  })

  test.each(facts.map(([fact], index) => [fact?.fact, index] as const))(
    'does not pass without %s (%i)',
    (_name, index) => {
      expect(run(facts.filter((_, at) => at !== index)).outcome).toBe('running')
    },
  )

  test('a settlement before the other steps does not count', () => {
    const early = [...facts.slice(0, 4), settlement, ...facts.slice(4, -1)]
    expect(run(early).outcome).toBe('running')
    expect(run([...early, settlement]).outcome).toBe('passed')
  })

  test('a reversal seen once does not excuse one that is skipped later', () => {
    const cut: Fact = { fact: 'line-cut', trace: '9', amountFen: 1 }
    const skipped: Fact = { fact: 'reversal-skipped', trace: '9', of: 'line-cut' }
    expect(run([...facts.slice(0, 9), [cut, skipped]]).outcome).toBe('failed')
  })

  test('an unequal settlement, one of another batch number, or a skipped reversal fails the run for good', () => {
    const cut: Fact = { fact: 'line-cut', trace: '6', amountFen: 1 }
    const bad: readonly (readonly Fact[])[] = [
      [{ fact: 'settled', batchNo: '000001', equal: false, ownBatch: true, transactions: 4 }],
      [{ fact: 'settled', batchNo: '000001', equal: true, ownBatch: false, transactions: 4 }],
      [cut, { fact: 'reversal-skipped', trace: '6', of: 'line-cut' }],
    ]
    for (const seen of bad) {
      expect(run([...facts.slice(0, 5), seen]).outcome).toBe('failed')
      expect(run([...facts.slice(0, 5), seen, ...facts]).outcome).toBe('failed')
    }
  })
})
