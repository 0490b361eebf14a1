import { clauseTree } from '#contract-guard/clause.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { originalSpan } from '#contract-guard/offset.ts'

/** A sum or rate written in the text, with what it seems to be for. Shown for confirmation, never trusted blindly. */
export type FeeLine = {
  readonly what: FeeWhat
  /** Parts per million, for rates. */
  readonly ratePpm?: number
  readonly amountFen?: number
  readonly start: number
  readonly end: number
  readonly quote: string
}

export type FeeWhat =
  | 'debit'
  | 'credit'
  | 'qr-wallet'
  | 'upqr'
  | 'foreign'
  | 'cap'
  | 'instant'
  | 'deposit'
  | 'sim'
  | 'membership'
  | 'insurance'
  | 'penalty'
  | 'terminal'
  | 'other'

/** Words that name a price, nearest before the figure wins. */
const names: readonly (readonly [FeeWhat, RegExp])[] = [
  ['cap', /封顶|最高/gu],
  ['debit', /借记卡|储蓄卡/gu],
  ['credit', /贷记卡|信用卡/gu],
  ['qr-wallet', /微信|支付宝|扫码|条码|二维码/gu],
  ['upqr', /云闪付|银联二维码|银联扫码/gu],
  ['foreign', /境外卡|外卡|国际卡/gu],
  ['instant', /提现|秒到|[dt]\+?0|当日结算|当日到账|实时到账|快速结算/gu],
  ['deposit', /押金|保证金|激活(?:服务)?费|机具(?:管理|服务)?费/gu],
  ['sim', /流量|通讯费|sim|网络资费/gu],
  ['membership', /会员|vip/gu],
  ['insurance', /交易保障|保障服务|保险/gu],
  ['penalty', /违约金|滞纳金|罚款|赔偿/gu],
  ['terminal', /终端价款|机具款|购机|设备款/gu],
]

const figure = /([0-9]+(?:\.[0-9]{1,6})?)(%|万?元)/gu
const sayBefore = 24
const sayAfter = 12

const whatOf = (before: string, after: string): FeeWhat => {
  let nearest: FeeWhat = 'other'
  let place = -1
  for (const [what, pattern] of names)
    for (const match of before.matchAll(pattern))
      if (match.index >= place) {
        place = match.index
        nearest = what
      }
  if (nearest !== 'other') return nearest
  return names.find(([, pattern]) => after.search(pattern) >= 0)?.[0] ?? 'other'
}

const parts = (value: string, per: number): number => Math.round(Number(value) * per)

/** Every rate and sum in the text, in order. Linear in the text. */
export const feesIn = (text: string): readonly FeeLine[] => {
  const made = normalise(text)
  const lines: FeeLine[] = []
  for (const sentence of clauseTree(made.text).sentences) {
    const words = made.text.slice(sentence.start, sentence.end)
    for (const match of words.matchAll(figure)) {
      const [whole, value = '0', unit] = match
      const before = words.slice(Math.max(0, match.index - sayBefore), match.index)
      const after = words.slice(match.index + whole.length, match.index + whole.length + sayAfter)
      const what = whatOf(before, after)
      const at = sentence.start + match.index
      const { start, end } = originalSpan(made, at, at + whole.length)
      const place = { start, end, quote: text.slice(start, end) }
      if (unit === '%') lines.push({ what, ratePpm: parts(value, 10_000), ...place })
      else
        lines.push({
          what,
          amountFen: parts(value, unit === '元' ? 100 : 1_000_000),
          ...place,
        })
    }
  }
  return lines
}
