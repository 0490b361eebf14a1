import { describe, expect, test } from 'vitest'
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

describe('tables', () => {
  const priced = (text: string) =>
    feesIn(text).map(({ what, ratePpm, amountFen }) => [what, ratePpm ?? amountFen])
  test.each([
    ['markdown, products across', '| 借记卡 | 贷记卡 | 扫码 |\n|---|---|---|\n| 0.50% | 0.60% | 0.38% |'],
    ['tabs, products across', '借记卡\t贷记卡\t扫码\n0.50%\t0.60%\t0.38%'],
    ['aligned columns', '借记卡      贷记卡      扫码\n0.50%      0.60%      0.38%'],
    [
      'markdown, products down',
      '| 项目 | 费率 |\n|---|---|\n| 借记卡 | 0.50% |\n| 贷记卡 | 0.60% |\n| 扫码 | 0.38% |',
    ],
  ])('%s', (_, text) => {
    expect(priced(text)).toEqual([
      ['debit', 5_000],
      ['credit', 6_000],
      ['qr-wallet', 3_800],
    ])
  })
  test('a deposit beside a rate is no rate of the deposit', () => {
    expect(priced('0押金，费率0.38%')).toEqual([['other', 3_800]])
  })
})
