import { describe, expect, test } from 'vitest'
import { withDefinitions } from '#contract-guard/definition.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { withSides } from '#contract-guard/parties.ts'
import { review } from '#contract-guard/review.ts'

const found = (text: string) => review(text).findings.map(({ rule }) => rule)
const sided = (text: string) => withSides(normalise(text)).text

describe('what belongs together is read together', () => {
  test('a trap over two sentences of a clause; what is quoted is both', () => {
    const text = '第三条 乙方有权根据市场情况对费率进行上调。上述调整无需另行通知甲方。\n第四条 其他。'
    const [finding] = review(text).findings.filter(({ rule }) => rule === 'T05')
    expect(finding?.severity).toBe('high')
    expect(text.slice(finding?.start, finding?.end)).toBe(finding?.quote)
  })
  test('not over two clauses', () => {
    expect(found('第三条 押金300元。\n第四条 不予退还的情形由双方另行约定。')).not.toContain('T01')
  })
  test('the words before a colon and an item of the list they open', () => {
    expect(found('平台有权：\n（一）核对资料；\n（二）随时调整收费标准；\n（三）回收终端。')).toContain('T05')
  })
  test('a list of bans holds no trap', () => {
    expect(found('服务商不得：\n（一）归集商户资金后再转付；\n（二）随时调整收费标准。')).toEqual([])
  })
  test('what its heading is about', () => {
    expect(found('五、终端押金\n每台三百元，合同终止后不予退还。')).toContain('T01')
  })
})

describe('defined terms', () => {
  test('a use is read with the definition in mind, at its own place', () => {
    const text =
      '1. “守约款”指商户激活终端时缴纳的款项。\n2. 守约款每台299元。\n3. 合同终止后守约款不予退还。'
    const [finding] = review(text).findings.filter(({ rule }) => rule === 'T01')
    expect(finding?.quote).toBe('合同终止后守约款不予退还')
    expect(found(text.replace('1. “守约款”指商户激活终端时缴纳的款项。\n', ''))).not.toContain('T01')
  })
  test('plain names keep their own meaning', () => {
    const text = '“银行卡”指借记卡和贷记卡。银行卡交易。'
    expect(withDefinitions(normalise(text)).text).toBe(normalise(text).text)
  })
})

describe('who is who', () => {
  test.each([
    ['甲方（商户）：示例超市\n乙方：示例支付有限公司\n乙方有权', 'Ⓟ有权'],
    ['示例支付有限公司（以下简称“示例付”）。示例付有权', 'Ⓟ有权'],
    ['商户承诺书\n我单位承诺：贵司有权', 'Ⓟ有权'],
    ['致贵店：我方将上门。贵方有权', 'Ⓜ有权'],
    ['欢迎使用（下称“会员”）。会员有权', 'Ⓜ有权'],
    ['云收宝有权暂停服务。云收宝有权变更服务', 'Ⓟ有权变更'],
  ])('%s', (text, end) => {
    expect(sided(text)).toContain(end)
  })
  test('with the merchant third, both others are on the other side', () => {
    const text = sided(
      '甲方（收单机构）：示例支付有限公司\n乙方（服务商）：示例科技有限公司\n丙方（商户）：示例餐馆\n甲方为丙方提供收单服务，乙方为丙方提供终端。丙方应支付手续费。丙方使用终端。丙方的门店。',
    )
    expect(text.slice(0, 40)).toContain('Ⓟ(收单机构)')
    expect(text).toContain('Ⓟ(服务商)')
    expect(text).toContain('Ⓜ(商户)')
  })
})
