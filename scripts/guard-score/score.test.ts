import { expect, test } from 'vitest'
import type { Labelled } from './labelled.ts'
import { score, wilson } from './score.ts'

const text = '押金不退。费率随时上调。机器免费。'
const document: Labelled = {
  name: '00-some',
  kind: 'agreement',
  fair: false,
  text,
  traps: [
    { risk: 'deposit_nonrefundable', severity: 'high', quote: '押金不退' },
    { risk: 'unilateral_fee_change', severity: 'high', quote: '费率随时上调' },
  ],
}
const finding = (
  quote: string,
  risk: 'deposit_nonrefundable' | 'hidden_fee',
  severity: 'high' | 'medium',
) => {
  const start = text.indexOf(quote)
  return { rule: 'T00', risk, severity, start, end: start + quote.length }
}

test('a label is found by the same risk, loosely by any; a high finding is right on any label', () => {
  const result = score([document], () => [
    finding('不退', 'deposit_nonrefundable', 'medium'),
    finding('上调', 'hidden_fee', 'high'),
    finding('机器免费', 'hidden_fee', 'high'),
  ])
  expect(result).toMatchObject({
    recall: { hits: 1, of: 2 },
    recallAnyRisk: { hits: 2, of: 2 },
    precision: { hits: 1, of: 2 },
    precisionSameRisk: { hits: 0, of: 2 },
    trapAlarmed: { hits: 1, of: 1 },
    fairAlarmed: { hits: 0, of: 0 },
  })
  expect(result.misses.map(({ label }) => label.quote)).toEqual(['费率随时上调'])
  expect(result.falseAlarms).toHaveLength(1)
})

test('touching ends are no overlap', () => {
  const result = score([document], () => [
    finding('。费', 'hidden_fee', 'high'),
    finding('。', 'hidden_fee', 'high'),
  ])
  expect(result.recallAnyRisk).toEqual({ hits: 1, of: 2 })
  expect(result.precision).toEqual({ hits: 1, of: 2 })
})

test('a fair document counts as alarmed by a high finding only', () => {
  const fair = { ...document, fair: true, traps: [] }
  const alarmed = (severity: 'high' | 'medium') =>
    score([fair], () => [finding('机器免费', 'hidden_fee', severity)]).fairAlarmed.hits
  expect([alarmed('medium'), alarmed('high')]).toEqual([0, 1])
})

test('a label that the text does not say is an error', () => {
  expect(() => score([{ ...document, text: '别的话' }], () => [])).toThrow('押金不退')
})

// Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson’s interval of %i in %i', (hits, of, low, high) => {
  const [from, to] = wilson({ hits, of })
  expect(from).toBeCloseTo(low, 4)
  expect(to).toBeCloseTo(high, 4)
})
