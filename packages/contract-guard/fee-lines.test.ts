import { expect, test } from 'vitest'
import { feesIn } from '#contract-guard/fee-lines.ts'

test('rates and sums in every style, with what they are for and where they stand', () => {
  const text =
    '贷记卡费率百分之零点六，借记卡０．５％封顶贰拾元；押金贰佰玖拾玖元。流量费每年 1,200 元，违约金2万元。提现每笔3元'
  const lines = feesIn(text)
  expect(lines.map(({ what, ratePpm, amountFen }) => [what, ratePpm ?? amountFen])).toEqual([
    ['credit', 6_000],
    ['debit', 5_000],
    ['cap', 2_000],
    ['deposit', 29_900],
    ['sim', 120_000],
    ['penalty', 2_000_000],
    ['instant', 300],
  ])
  expect(lines.map(({ quote }) => quote)).toEqual([
    '百分之零点六',
    '０．５％',
    '贰拾元',
    '贰佰玖拾玖元',
    '1,200 元',
    '2万元',
    '3元',
  ])
  for (const { start, end, quote } of lines) expect(text.slice(start, end)).toBe(quote)
})
