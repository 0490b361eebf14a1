import { expect, test } from 'vitest'
import { draftedTerms } from '#contract-guard/drafted-terms.ts'

test('a fee clause as salesmen write it: promotion, reset, cap, same-day fee, SIM, deposit, exit', () => {
  const text = [
    '贷记卡前三个月费率0.38%，之后恢复为0.68%；借记卡费率百分之零点五，每笔20元封顶。',
    '默认开通秒到，每笔提现另收3元。',
    '流量费首年免费，次年起每年收取96元。',
    '激活服务费贰佰玖拾玖元，不予退还。',
    '协议期限36个月，提前解约的，违约金2000元。',
  ].join('\n')
  const { terms, taken } = draftedTerms(text)
  expect(terms).toEqual({
    rows: [
      { product: 'credit', ratePpm: 3_800, fromMonth: 0, untilMonth: 3 },
      { product: 'credit', ratePpm: 6_800, fromMonth: 3 },
      { product: 'debit', ratePpm: 5_000, fromMonth: 0, capFen: 2_000 },
    ],
    settlement: 'D0',
    d0FixedFen: 300,
    d0Ppm: 0,
    insurancePpm: 0,
    sim: { feeFen: 9_600, intervalMonths: 12, freeMonths: 12 },
    membershipFenPerYear: 0,
    minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
    deposit: { amountFen: 29_900, refundVolumeFen: 0, refundWithinMonths: 0 },
    devicePriceFen: 0,
    termMonths: 36,
    exitFeeFen: 200_000,
  })
  for (const { start, end, quote } of taken) expect(text.slice(start, end)).toBe(quote)
  expect(taken.find(({ field }) => field === 'deposit')?.quote).toContain('贰佰玖拾玖')
})

test('one rate for all cards, a monthly membership, and a text without any figure', () => {
  const { terms } = draftedTerms('刷卡手续费率0.6%。会员费每月30元。')
  expect(terms.rows).toEqual([
    { product: 'credit', ratePpm: 6_000, fromMonth: 0 },
    { product: 'debit', ratePpm: 6_000, fromMonth: 0 },
  ])
  expect(terms.membershipFenPerYear).toBe(36_000)
  expect(draftedTerms('双方友好协商。').terms).toMatchObject({ rows: [], exitFeeFen: 0, termMonths: 12 })
})
