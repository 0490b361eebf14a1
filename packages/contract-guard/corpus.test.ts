import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'

const folder = (kind: 'fair' | 'trap') => new URL(`./corpus/${kind}/`, import.meta.url)
const files = (kind: 'fair' | 'trap') => readdirSync(folder(kind)).sort()
const read = (kind: 'fair' | 'trap', file: string) => readFileSync(new URL(file, folder(kind)), 'utf8')

/** What each trap text hides: rule → words the quote must contain. */
const hidden: Readonly<Record<string, readonly (readonly [rule: string, words: string])[]>> = {
  '01-tech-company.txt': [
    ['T03', '贰佰玖拾玖元'],
    ['T01', '概不退还'],
    ['T02', '三十万元'],
    ['T04', '流量卡'],
    ['T06', '届时公示'],
    ['T05', '自身经营需要'],
    ['T08', 'D0'],
    ['T14', '一切费用'],
    ['T12', '归集'],
    ['T20', '180天'],
    ['T16', '5000元'],
    ['T17', '延续三年'],
    ['T19', '概不承担'],
    ['T42', '拒付'],
    ['T32', '曝光'],
    ['T21', '业务推广'],
    ['T31', '乙方所在地'],
    ['T34', '解释权'],
  ],
  '02-click-wrap.txt': [
    ['T46', '恕不另行通知'],
    ['T43', '一经在平台公布'],
    ['T44', '继续使用'],
    ['T34', '实时展示为准'],
    ['T07', '会员费'],
    ['T09', '账户安全险'],
    ['T20', '不必说明理由'],
    ['T15', '账户管理费'],
    ['T13', '修改您的收款银行卡'],
    ['T21', '商业推广'],
    ['T22', 'CVV2'],
    ['T19', '黑客攻击'],
    ['T47', '十倍'],
    ['T45', '唯一有效证据'],
    ['T18', '其他支付机构'],
    ['T31', '平台所在地法院'],
  ],
  '03-merchant-is-b.txt': [
    ['T01', '不再退回'],
    ['T05', '单方上调'],
    ['T15', '终端占用费'],
    ['T16', '24个月'],
    ['T16', '2000元'],
    ['T18', '其他收单机构'],
    ['T25', '3800元'],
    ['T20', '六个月'],
    ['T42', '盗刷'],
    ['T19', '免于承担'],
    ['T46', '无权单方解除'],
    ['T10', '优惠类商户'],
    ['T47', '百分之三'],
    ['T17', '续约两年'],
    ['T23', '空白之处'],
    ['T31', '甲方住所地'],
  ],
  '04-evasive.txt': [
    ['T01', '不 予 退 还'],
    ['T03', '１９８元'],
    ['T05', '隨時調整費率'],
    ['T44', '視為同意'],
    ['T20', '九十个自然日'],
    ['T06', '正常费lv'],
    ['T21', '信xi息'],
    ['T26', '免定位'],
    ['T10', '智能匹配商户'],
    ['T11', '一机多户'],
    ['T16', '贰仟元'],
    ['T19', '概不負責'],
    ['T37', '央行直营'],
  ],
  '05-advert.txt': [
    ['T37', '银联官方直营'],
    ['T48', '终身不涨'],
    ['T10', '商户池'],
    ['T11', '一机多户'],
    ['T30', '先刷流水'],
    ['T26', '免定位'],
    ['T36', '包装'],
    ['T27', '自助激活'],
    ['T02', '刷满20万'],
    ['T04', '流量费'],
    ['T28', '免费升级'],
    ['T29', '下载我司客服'],
  ],
  '06-lawyerly.txt': [
    ['T05', '综合费用标准'],
    ['T14', '任何欠款'],
    ['T01', '不予返还'],
    ['T12', '服务商指定账户'],
    ['T20', '独立判断'],
    ['T17', '续展五年'],
    ['T16', '百分之八十'],
    ['T46', '任何理由'],
    ['T19', '过失所致'],
    ['T21', '任何商业目的'],
    ['T43', '全权决定'],
    ['T44', '视为接受修改'],
    ['T31', '服务商所在地'],
    ['T45', '最终依据'],
  ],
  '07-amendment-letter.txt': [
    ['T08', '实时到账'],
    ['T09', '交易保障'],
    ['T05', '适时调高'],
    ['T23', '代为签署'],
    ['T22', '验证码'],
    ['T41', '本人信用卡'],
    ['T26', '移机'],
    ['T33', '1%'],
    ['T40', '寄修'],
    ['T39', '上门服务费'],
    ['T24', '自行切换'],
    ['T50', '____元'],
  ],
}

describe.each(files('trap'))('trap: %s', (file) => {
  const text = read('trap', file)
  const { findings, verdict } = review(text)
  test.each(hidden[file] ?? [])('%s quotes …%s…', (rule, words) => {
    const quotes = findings.filter((finding) => finding.rule === rule).map(({ quote }) => quote)
    expect(quotes.some((quote) => quote.includes(words))).toBe(true)
  })
  test('is not to be signed; every quote is the text’s own', () => {
    expect(hidden[file]?.length).toBeGreaterThan(0)
    expect(verdict).toBe('do-not-sign')
    for (const { start, end, quote } of findings) expect(text.slice(start, end)).toBe(quote)
  })
})

test.each(files('fair'))('fair: %s has no high finding', (file) => {
  const high = review(read('fair', file)).findings.filter(({ severity }) => severity === 'high')
  expect(high.map(({ rule, quote }) => `${rule} ${quote}`)).toEqual([])
})

const lines = (file: string) =>
  readFileSync(new URL(`./corpus/${file}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')

test.each(lines('trap-lines.txt').map((line) => line.split('|') as [string, string]))(
  '%s in one line: %s',
  (rule, sentence) => {
    expect(review(sentence).findings.map((finding) => finding.rule)).toContain(rule)
  },
)

test.each(lines('fair-lines.txt'))('fair in one line: %s', (sentence) => {
  const high = review(sentence).findings.filter(({ severity }) => severity === 'high')
  expect(high.map(({ rule }) => rule)).toEqual([])
})

describe('the same agreement written another way finds the same traps', () => {
  const rulesOf = (text: string): string[] =>
    review(text)
      .findings.map(({ rule }) => rule)
      .sort()
  const clauses = read('trap', '03-merchant-is-b.txt')
  const wide = (text: string): string =>
    text.replace(/[!-~]/gu, (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0))
  const ways: Readonly<Record<string, (text: string) => string>> = {
    'full width': wide,
    'spaces inside words': (text) => text.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, '$1 '),
    'zero-width characters': (text) => text.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, '$1\u200b'),
    'other numbering': (text) =>
      text
        .split('\n')
        .map((line, at) => line.replace(/^第.{1,3}条 /u, `${at}. `))
        .join('\n'),
    'no numbering': (text) => text.replace(/^第.{1,3}条 /gmu, ''),
    'clauses in reverse order': (text) => {
      const [title = '', ...rest] = text.split('\n\n第')
      return [title, ...rest.reverse()].join('\n\n第')
    },
    'Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
    'parties exchanged': (text) =>
      text.replaceAll('甲方', '子方').replaceAll('乙方', '甲方').replaceAll('子方', '乙方'),
    'hard-wrapped at 30 characters': (text) =>
      text
        .split('\n')
        .map((line) => line.replace(/(.{30})(?=.)/gu, '$1\n'))
        .join('\n'),
  }
  test.each(Object.entries(ways))('%s', (_, way) => {
    expect(rulesOf(way(clauses))).toEqual(rulesOf(clauses))
  })
})
