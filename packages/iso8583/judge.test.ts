import { describe, expect, test } from 'vitest'
import { beginRun, judge, type SuiteProgress } from '#iso8583/judge.ts'
import { acceptance } from '#iso8583/suite.ts'

const at = '2026-11-22T16:30:05Z'

describe('the judge', () => {
  const facts = [
    { fact: 'signed-in', batchNo: '000001', fresh: true },
    { fact: 'echoed' },
    { fact: 'approved', transaction: 'sale', trace: '1', amountFen: 1, pin: true, reference: '' },
    { fact: 'approved', transaction: 'sale', trace: '2', amountFen: 1, pin: false, reference: '' },
    { fact: 'declined', transaction: 'sale', trace: '3', code: '51' },
    { fact: 'approved', transaction: 'void', trace: '4', amountFen: 1, pin: false, reference: '' },
    { fact: 'approved', transaction: 'refund', trace: '5', amountFen: 1, pin: false, reference: '' },
    { fact: 'reversed', trace: '6', reason: '98', of: 'line-cut' },
    { fact: 'reversed', trace: '7', reason: 'A0', of: 'mac-spoiled' },
    { fact: 'settled', batchNo: '000001', equal: true, transactions: 4 },
  ] as const
  const run = (seen: readonly (typeof facts)[number][]): SuiteProgress =>
    seen.reduce((progress, fact) => judge(acceptance, progress, fact, at), beginRun(acceptance, at))

  test('passes when every required step was seen', () => {
    expect(run(facts).outcome).toBe('passed')
  })

  test.each(facts.map((fact, index) => [fact.fact, index] as const))(
    'does not pass without %s (%i)',
    (_name, index) => {
      expect(run(facts.filter((_, at) => at !== index)).outcome).toBe('running')
    },
  )

  test('a settlement before the other steps does not count', () => {
    const early = [facts[0], facts[9], ...facts.slice(1, 9)]
    expect(run(early).outcome).toBe('running')
    expect(run([...early, facts[9]]).outcome).toBe('passed')
  })

  test('a reversal seen once does not excuse one that is skipped later', () => {
    const skipped = { fact: 'reversal-skipped', trace: '9', of: 'line-cut' } as const
    expect(judge(acceptance, run(facts.slice(0, 9)), skipped, at).outcome).toBe('failed')
  })

  test('an unequal settlement or a skipped reversal fails the run for good', () => {
    const bad = [
      { fact: 'settled', batchNo: '000001', equal: false, transactions: 4 },
      { fact: 'reversal-skipped', trace: '6', of: 'line-cut' },
    ] as const
    for (const fact of bad) {
      const failed = judge(acceptance, run(facts.slice(0, 5)), fact, at)
      expect(failed.outcome).toBe('failed')
      expect(facts.reduce((progress, next) => judge(acceptance, progress, next, at), failed).outcome).toBe(
        'failed',
      )
    }
  })
})
