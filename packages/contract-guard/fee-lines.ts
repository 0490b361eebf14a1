import { clauseTree } from '#contract-guard/clause.ts'
import { normalise } from '#contract-guard/normalise.ts'
import { type Mapped, originalSpan } from '#contract-guard/offset.ts'

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

/** What is never a share of a payment: “0押金,费率0.38%” is no deposit of 0.38 %. */
const onlySums: ReadonlySet<FeeWhat> = new Set(['deposit', 'sim', 'membership', 'terminal'])

const nearest = (words: string, isShare: boolean): FeeWhat => {
  let found: FeeWhat = 'other'
  let place = -1
  for (const [what, pattern] of names)
    if (!isShare || !onlySums.has(what))
      for (const match of words.matchAll(pattern))
        if (match.index >= place) {
          place = match.index
          found = what
        }
  return found
}

/** A row of a table: cells between `|`, as markdown, tabs and wide gaps come out of `normalise`. */
const cellsOf = (line: string): readonly string[] => line.replace(/^\||\|$/gu, '').split('|')
const isHeader = (cells: readonly string[]): boolean =>
  cells.length >= 2 &&
  cells.filter((cell) => nearest(cell, false) !== 'other').length >= 2 &&
  !/[0-9](?:%|元)/u.test(cells.join(''))

type Table = { readonly header: readonly string[] }

/** The column's name, when this line is a row under a header of as many cells. */
const columnOf = (table: Table | null, words: string, at: number): string => {
  if (table === null || cellsOf(words).length !== table.header.length) return ''
  const before = words.slice(0, at).replace(/^\|/u, '')
  return table.header[before.split('|').length - 1] ?? ''
}

const whatOf = (words: string, at: number, end: number, unit: string, column: string): FeeWhat => {
  const isShare = unit === '%'
  const own = words.slice(Math.max(0, at - sayBefore), at)
  if (column !== '') {
    const named = nearest(column, isShare)
    if (named !== 'other') return named
    return nearest(words.slice(0, words.indexOf('|', 1) + 1), isShare)
  }
  const before = nearest(own, isShare)
  return before === 'other' && !/费率[^0-9,]{0,4}$/u.test(own)
    ? firstAfter(words.slice(end, end + sayAfter), isShare)
    : before
}

const firstAfter = (after: string, isShare: boolean): FeeWhat =>
  names.find(([what, pattern]) => (!isShare || !onlySums.has(what)) && after.search(pattern) >= 0)?.[0] ??
  'other'

const parts = (value: string, per: number): number => Math.round(Number(value) * per)

/** Neither a figure nor a row of a table. */
const plainWords = /^[^0-9|]*$/u

/** Every rate and sum in the text, in order; `made` is its normalised form, where somebody has it. Linear in the text. */
export const feesIn = (text: string, made: Mapped = normalise(text)): readonly FeeLine[] => {
  const lines: FeeLine[] = []
  let table: Table | null = null
  for (const sentence of clauseTree(made.text).sentences) {
    const words = made.text.slice(sentence.start, sentence.end).trimEnd()
    if (plainWords.test(words)) {
      if (!words.includes('-')) table = null
      continue
    }
    const cells = cellsOf(words)
    if (isHeader(cells)) table = { header: cells }
    else if (!/[|-]/u.test(words)) table = null
    for (const match of words.matchAll(figure)) {
      const [whole, value = '0', unit = ''] = match
      const column = columnOf(table, words, match.index)
      const what = whatOf(words, match.index, match.index + whole.length, unit, column)
      const at = sentence.start + match.index
      const { start, end } = originalSpan(made, at, at + whole.length)
      const place = { start, end, quote: text.slice(start, end) }
      if (unit === '%') lines.push({ what, ratePpm: parts(value, 10_000), ...place })
      else lines.push({ what, amountFen: parts(value, unit === '元' ? 100 : 1_000_000), ...place })
    }
  }
  return lines
}
