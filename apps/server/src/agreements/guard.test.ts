import { afterAll, beforeAll, expect, test } from 'vitest'
import { openToldHouse, type ToldHouse } from '../../test/told-house.ts'
import { comparePromise } from './compare-promise.ts'

let house: ToldHouse
beforeAll(async () => {
  house = await openToldHouse()
})
afterAll(() => house?.close())

const agreement = [
  '特约商户服务协议',
  '第一条 乙方为甲方提供收单服务。贷记卡费率0.60%，乙方可以根据市场情况调整。',
  '第二条 甲方应交纳机具服务费299元，不予退还。',
  '第三条 本协议有效期36个月，甲方提前解约的，应支付违约金2000元。',
].join('\n')

test('an advert and an agreement of one offer: both places are named, and nothing is needed to ask', async () => {
  const advert = '0押金免费领POS机！刷卡费率0.38%，随时可退。'
  const { status, body } = await house.ask('guard.together', {
    papers: [
      { name: '合同', kind: 'agreement', text: agreement },
      { name: '广告', kind: 'promise', text: advert },
    ],
  })
  expect(status).toBe(200)
  const items = body.items as {
    rule: string
    places: { document: string; start: number; end: number; quote: string }[]
  }[]
  expect(items.length).toBeGreaterThan(1)
  const texts: Record<string, string> = { 合同: agreement, 广告: advert }
  for (const { places } of items)
    for (const { document, start, end, quote } of places)
      expect(texts[document]?.slice(start, end)).toBe(quote)
  expect(items.some(({ places }) => new Set(places.map(({ document }) => document)).size === 2)).toBe(true)
  expect(JSON.stringify(items)).toContain('299')
})

test('a spoken promise: taken back, left unsaid, or nothing against it', () => {
  expect(comparePromise('不收押金，机器免费用', agreement)).toMatchObject({ verdict: 'contradicted' })
  expect(comparePromise('坏了当天上门给您修', agreement)?.verdict).toBe('silent')
  expect(comparePromise('今天天气不错', agreement)).toEqual({ verdict: 'nothing-against', places: [] })
})
