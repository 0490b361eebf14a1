import { expect, test } from 'vitest'
import { openToldHouse } from '../apps/server/test/told-house.ts'
import { setStage } from './story/stage.ts'

const stage = setStage(openToldHouse)

const agreement = [
  '贷记卡前三个月费率0.38%，之后恢复为0.68%；借记卡费率0.5%，每笔20元封顶；微信、支付宝扫码0.38%。',
  '默认开通秒到，每笔提现另收3元。流量费每年收取120元。激活服务费贰佰玖拾玖元，不予退还。',
  '乙方有权单方调整费率，无需另行通知甲方。',
].join('\n')

test('without an account: a checked text’s figures go into the arithmetic, each with the words it was read from', {
  timeout: 120_000,
}, async () => {
  stage.begin()
  const me = await stage.somebody('phone')
  const sent: string[] = []
  await me.open('/')
  await me.fill('合同文字', agreement)
  await me.press('开始检查')
  await me.sees('对方可以自己涨价')
  me.page.on('request', (request) => request.url().includes('/api/') && sent.push(request.url()))
  await me.press('算算真实成本')
  await me.sees('从文件里读到的')
  expect(await me.page.getByLabel('优惠期后费率').first().inputValue()).toBe('0.68')
  expect(await me.page.getByLabel('押金、激活费、机具费').inputValue()).toBe('299')
  await me.sees('原文：“贰佰玖拾玖元”')
  await me.press('服装店')

  // domain §2.7's clothing shop under these terms, by hand: 900 credit payments at 0.38 %, 2,700 at 0.68 %, 1,800 debit at
  // 1.60, 7,200 QR at 0.61, three yuan on 5,400 card payments, SIM 120, deposit 299 lost.
  const literalFen = 900 * 122 + 2_700 * 218 + 1_800 * 160 + 7_200 * 61 + 5_400 * 300 + 12_000 + 29_900
  const table = me.page.getByRole('group', { name: '12 个月总成本' })
  await me.sees(`¥${(literalFen / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2 })}`, table)
  await me.page.locator('.cost-chart svg').waitFor()
  expect(await me.page.getByRole('switch', { name: '合同允许对方自行调价' }).isChecked()).toBe(true)
  await me.page.getByText('怎么算的').first().click()
  await me.sees('当日到账附加费')

  await me.answer('看多长时间', '36 个月')
  await me.page.getByRole('group', { name: '36 个月总成本' }).waitFor()
  await me.page.getByLabel('流量费每次').fill('一百二')
  await me.sees('请填数字')
  expect(sent).toEqual([])
  expect(stage.troubles()).toEqual([])
})
