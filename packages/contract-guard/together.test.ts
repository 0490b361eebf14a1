import { describe, expect, test } from 'vitest'
import { kindOf, type OfferDocument } from '#contract-guard/offer-paper.ts'
import { together } from '#contract-guard/together.ts'

const said = (text: string): OfferDocument => ({ name: '聊天', kind: 'promise', text })
const signed = (text: string): OfferDocument => ({ name: '合同', kind: 'agreement', text })
const told = (promise: string, agreement: string) => together([said(promise), signed(agreement)])

/** What was said, what the paper says, and which rule must join the two. */
const pairs: readonly (readonly [rule: string, promise: string, agreement: string])[] = [
  ['J01', '我们0押金的，放心', '商户首次刷卡收取机具服务费299元。'],
  ['J01', '不收押金，不收激活费。', '首笔交易冻结198元作为激活款，概不退还。'],
  ['J02', '那299块押金以后全额退给您', '激活服务费299元，概不退还。'],
  ['J02', '押金随时退', '自激活起90天内累计刷卡满20万元的，押金299元予以返还。'],
  ['J03', '机器免费送，不要钱', '商户应付机具款480元。'],
  ['J03', '免费领POS机', '未满两年退机的，商户支付设备款980元。'],
  ['J03', '机器免费用', '终端价款为0.00元，未满两年退机的，应付设备款980元。'],
  ['J04', '信用卡费率0.38%', '贷记卡费率0.60%，借记卡0.50%。'],
  ['J04', '刷信用卡按0.38走', '贷记卡手续费费率为百分之零点六八。'],
  ['J04', '扫码费率千三', '微信、支付宝扫码手续费0.60%。'],
  ['J05', '除了手续费没有任何其他费用', '每笔交易加收提现费3元。'],
  ['J05', '秒到免费，无附加费', '系统默认开通D0到账，每笔另收2元。'],
  ['J05', '没有隐形消费', '会员费每年399元，一经开通概不退还。'],
  ['J06', '流量终身免费', '流量费每年96元，从结算款中自动扣收。'],
  ['J07', '刷完秒到，实时到账', '交易资金于次一工作日（T+1）结算至商户账户。'],
  ['J08', '随时可以退，不绑定', '协议有效期三年，商户提前解除的应支付违约金2000元。'],
  ['J08', '没有合约期', '本协议服务期为24个月。'],
  ['J09', '费率永久不变', '乙方有权随时调整费率，无需通知甲方。'],
  ['J09', '保证不涨价', '具体费率以系统显示为准。'],
  ['J10', '24小时上门服务，坏了包换', '终端故障由商户自行寄修，费用自理。'],
  ['J12', '没有流水要求，刷不刷都行', '月交易额低于5万元的，收取管理费100元。'],
  ['J20', '终身免流量费', '贷记卡费率0.60%。'],
  ['J20', '随时可以退', '贷记卡费率0.60%。'],
]

test.each(pairs)('%s: “%s” against “%s”', (rule, promise, agreement) => {
  const found = told(promise, agreement).find((one) => one.rule === rule)
  expect(found).toBeDefined()
  const texts = { 聊天: promise, 合同: agreement }
  for (const { document, start, end, quote } of found?.places ?? [])
    expect(texts[document as keyof typeof texts].slice(start, end)).toBe(quote)
  const documents = found?.places.map(({ document }) => document)
  expect(documents).toContain('聊天')
  if (rule !== 'J20') expect(documents).toContain('合同')
})

/** A promise that was kept, a question, a warning: nothing to join. */
const kept: readonly (readonly [promise: string, agreement: string])[] = [
  ['我们0押金的', '收单机构不收取任何押金、激活费。'],
  ['押金全额退', '终端押金200元，归还终端后10个工作日内按原路全额退还。'],
  ['机器免费用', '终端由收单机构免费提供，丢失的按折旧后残值赔偿。'],
  ['机器免费用', '34. 终端价款：0.00元'],
  ['信用卡费率0.60%', '贷记卡费率0.60%，借记卡费率0.50%，单笔封顶20元。'],
  ['次日到账', '交易资金于次一工作日（T+1）结算至商户账户。'],
  ['随时可以退', '商户可随时书面通知终止协议，不收取任何费用。'],
  ['费率不会涨', '费率在合同期内固定不变，变更须经双方书面同意。'],
  ['流量免费', '终端流量费由收单机构承担，不向商户收取。'],
  ['押金会退吗？', '激活服务费299元，概不退还。'],
  ['谨防“0押金”骗局', '押金299元，概不退还。'],
]

test.each(kept)('nothing between “%s” and “%s”', (promise, agreement) => {
  expect(told(promise, agreement)).toEqual([])
})

describe('several papers', () => {
  const agreement = [
    '收单服务合作协议',
    '甲方：示例小吃店',
    '乙方：某某信息科技有限公司',
    '第一条 乙方为甲方提供收款服务。',
    '第二条 贷记卡费率0.60%。',
  ].join('\n')

  test('the acquirer named in the advert is not the one that signs', () => {
    const [found] = together([said('我们走的是示例宝支付，正规持牌'), signed(agreement)]).filter(
      ({ rule }) => rule === 'J11',
    )
    expect(found?.severity).toBe('high')
    expect(found?.places.map(({ quote }) => quote)).toEqual([
      '我们走的是示例宝支付，正规持牌',
      '乙方：某某信息科技有限公司',
    ])
    expect(
      together([said('我们走的是示例宝支付'), signed(`${agreement}\n丙方：示例宝支付有限公司`)]).map(
        ({ rule }) => rule,
      ),
    ).not.toContain('J11')
  })

  test('a fee sheet is held against the agreement, and a promise against both', () => {
    const sheet: OfferDocument = {
      name: '费率表',
      kind: 'fee-sheet',
      text: '贷记卡费率0.38%。流量费每年72元。',
    }
    const found = together([said('流量终身免费'), sheet, signed(agreement)])
    expect(found.find(({ rule }) => rule === 'J04')?.places.map(({ document }) => document)).toEqual([
      '费率表',
      '合同',
    ])
    expect(found.find(({ rule }) => rule === 'J06')?.places.map(({ document }) => document)).toEqual([
      '聊天',
      '费率表',
    ])
  })

  test('one kind of paper alone says nothing against itself', () => {
    expect(together([said('0押金，随时退'), said('流量免费')])).toEqual([])
    expect(together([signed(agreement)])).toEqual([])
    expect(together([])).toEqual([])
  })

  test('a promotional rate that is also written with a later one is worth a question', () => {
    const found = told('信用卡费率0.38%', '前三个月贷记卡费率0.38%，自第四个月起贷记卡费率0.68%。')
    expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['J04', 'medium']])
  })

  test('a text says by itself what it is', () => {
    expect(kindOf('免费领POS机，费率0.38%')).toBe('promise')
    expect(kindOf('收费标准\n贷记卡0.60%')).toBe('fee-sheet')
    expect(kindOf(`${agreement}\n第三条 ${'乙方应按时结算收单款项。'.repeat(30)}`)).toBe('agreement')
  })
})
