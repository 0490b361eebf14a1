import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'
import { agreementNumbers, agreementText, differences, matches } from '#provision/agreement-text.ts'
import type { Proposal } from '#provision/case.ts'

const parties = {
  acquirerName: '示例支付股份有限公司',
  acquirerLicenceNo: 'Z2000000000001',
  acquirerHotline: '400-000-0000',
  merchantRegisteredName: '示例区阿明小吃店',
  shopName: '阿明小吃',
  providerName: '示例终端服务有限公司',
}

const proposal: Proposal = {
  version: 2,
  modelCode: 'DEMO-S1',
  terminalKind: 'smart-pos',
  quantity: 1,
  position: '收银台左侧',
  dataLine: 'cellular',
  terms: {
    rows: [
      { product: 'credit', ratePpm: 3_800, fromMonth: 0, untilMonth: 3 },
      { product: 'credit', ratePpm: 6_000, fromMonth: 3 },
      { product: 'debit', ratePpm: 5_000, capFen: 2_000, fromMonth: 0 },
      { product: 'qr-wallet', ratePpm: 3_800, minFen: 1, fromMonth: 0 },
    ],
    settlement: 'T1',
    d0FixedFen: 100,
    d0Ppm: 200,
    insurancePpm: 0,
    sim: { feeFen: 7_200, intervalMonths: 12, freeMonths: 12 },
    membershipFenPerYear: 0,
    minimumVolume: { monthlyFen: 0, penaltyFen: 0 },
    deposit: { amountFen: 20_000, refundVolumeFen: 0, refundWithinMonths: 12 },
    devicePriceFen: 0,
    termMonths: 12,
    exitFeeFen: 0,
  },
  serviceLevel: { answerMinutes: 10, onSiteHours: 4, spareUnit: true, maintenancePerYear: 2 },
  changeRequest: null,
}

const { zh, en } = agreementText(proposal, parties)

describe('our own agreement', () => {
  test('passes the guard: no finding, nothing missing', () => {
    expect(review(zh)).toEqual({ findings: [], missing: [], verdict: 'no-trap-found' })
  })

  test('says exactly what the proposal says', () => {
    expect(differences(zh, proposal)).toEqual([])
    expect(agreementNumbers(zh)).toContainEqual({ label: '费率行1·贷记卡·每笔比例', value: '0.38%' })
    expect(agreementNumbers(zh)).toContainEqual({ label: '押金', value: '200.00元' })
  })

  test('both languages carry the same lines, clause for clause and figure for figure', () => {
    const lines = (text: string) => text.split('\n').length
    expect(lines(en)).toBe(lines(zh))
    const figures = (text: string) =>
      (text.slice(text.indexOf('DEMO-S1')).match(/[0-9]+\.[0-9]+/gu) ?? []).join()
    expect(figures(en)).toBe(figures(zh))
  })

  test('an abusive proposal is not whitewashed: its deposit condition is found', () => {
    const abusive: Proposal = {
      ...proposal,
      position: '90天内刷满20万元返还押金，未达标不予退还',
    }
    expect(review(agreementText(abusive, parties).zh).verdict).toBe('do-not-sign')
  })
})

describe('contract ≠ proposal', () => {
  test('every number changed anywhere in the proposal is noticed', () => {
    const paths: ((proposal: Proposal) => Proposal)[] = [
      (it) => ({ ...it, quantity: it.quantity + 1 }),
      (it) => ({ ...it, terms: { ...it.terms, rows: it.terms.rows.slice(1) } }),
      (it) => ({ ...it, terms: { ...it.terms, termMonths: 13 } }),
      (it) => ({ ...it, terms: { ...it.terms, exitFeeFen: 1 } }),
      (it) => ({ ...it, terms: { ...it.terms, settlement: 'D0' } }),
      (it) => ({ ...it, terms: { ...it.terms, deposit: { ...it.terms.deposit, refundWithinMonths: 6 } } }),
      (it) => ({ ...it, terms: { ...it.terms, sim: { ...it.terms.sim, freeMonths: 0 } } }),
      (it) => ({ ...it, serviceLevel: { ...it.serviceLevel, spareUnit: false } }),
    ]
    for (const change of paths) expect(matches(zh, change(proposal))).toBe(false)
  })

  test('one digit changed in the text, a line added or a fee slipped into a clause', () => {
    expect(differences(zh.replace('200.00元', '200.01元'), proposal)).toEqual([
      { label: '押金', proposed: '200.00元', written: '200.01元' },
    ])
    expect(matches(`${zh}99. 上门费：100.00元\n`, proposal)).toBe(false)
    expect(matches(`${zh}另收服务费100元\n`, proposal)).toBe(false)
    expect(matches(zh.replace('第四条 费用', '第四条 费用\n另收管理费99元。'), proposal)).toBe(false)
    expect(matches('别人的合同', proposal)).toBe(false)
  })

  test('any proposal reads back equal, whatever stands in its free text', () => {
    const any = fc.record({
      ratePpm: fc.integer({ min: 0, max: 30_000 }),
      capFen: fc.option(fc.integer({ min: 1, max: 10_000 }), { nil: undefined }),
      position: fc.string({ unit: 'binary', maxLength: 40 }),
      termMonths: fc.integer({ min: 1, max: 36 }),
    })
    fc.assert(
      fc.property(any, ({ ratePpm, capFen, position, termMonths }) => {
        const row = {
          product: 'debit',
          ratePpm,
          fromMonth: 0,
          ...(capFen === undefined ? {} : { capFen }),
        } as const
        const one: Proposal = { ...proposal, position, terms: { ...proposal.terms, rows: [row], termMonths } }
        const text = agreementText(one, parties).zh
        expect(differences(text, one)).toEqual([])
        expect(matches(text, { ...one, terms: { ...one.terms, termMonths: termMonths + 1 } })).toBe(false)
      }),
    )
  })
})
