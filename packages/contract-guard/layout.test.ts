import { describe, expect, test } from 'vitest'
import { layoutFindings } from '#contract-guard/layout.ts'
import { layoutRules } from '#contract-guard/layout-rules.ts'
import { plainRead, type ReadDocument } from '#contract-guard/read.ts'
import { reviewRead } from '#contract-guard/review-read.ts'
import { review } from '#contract-guard/review.ts'

const body = '本协议由双方签订，双方应当遵守国家有关规定，诚实信用地履行各自的义务。'
const fee = '激活费299元从首笔交易中冻结，概不退还。'
const plain = '本页仅供演示，如有疑问请当面询问工作人员。'

/** Lines of a document, each in its size of points. */
const printed = (
  source: ReadDocument['source'],
  ...lines: readonly (readonly [text: string, points: number])[]
): ReadDocument => {
  const text = lines.map(([line]) => line).join('\n')
  let start = 0
  const sizes = lines.map(([line, points]) => {
    const span = { start, end: start + line.length, points }
    start = span.end + 1
    return span
  })
  return { ...plainRead(text), source, sizes }
}
const told = (read: ReadDocument) =>
  layoutFindings(read).map(({ rule, severity, quote }) => [rule, severity, quote])

describe('T51 small print', () => {
  test.each([
    ['clearly smaller', 'native', 8, 'low'],
    ['so small that nobody reads it', 'native', 6, 'medium'],
    ['as large as the body', 'native', 10.5, null],
    ['a little smaller, as an annex is', 'native', 9, null],
    ['smaller by no more than a reading of pictures may err', 'ocr', 8, null],
    ['much smaller in a picture', 'ocr', 6, 'medium'],
  ] as const)('%s', (_, source, points, severity) => {
    const read = printed(source, [body, 10.5], [fee, points], [body, 10.5])
    expect(told(read)).toEqual(severity === null ? [] : [['T51', severity, fee]])
  })

  test('small words that cost nothing are left alone, and so is a text all in one size or in none', () => {
    expect(told(printed('native', [body, 10.5], [plain, 6]))).toEqual([])
    expect(told(printed('native', [fee, 6], [fee, 6]))).toEqual([])
    expect(told(plainRead(fee))).toEqual([])
  })
})

test('T52: struck words; a struck sum weighs more', () => {
  const text = '服务期为三年一年，欢迎光临您好。'
  const struck = [
    { start: 4, end: 6 },
    { start: 9, end: 13 },
  ]
  expect(told({ ...plainRead(text), struck })).toEqual([
    ['T52', 'medium', '三年'],
    ['T52', 'low', '欢迎光临'],
  ])
})

test('T53: hidden words are as grave as the trap in them, and are shown in the reason', () => {
  const hidden = (words: string) => ({
    ...plainRead(body),
    hidden: [{ at: 10, words, how: 'not-shown' as const }],
  })
  expect(told(hidden('乙方有权随时调整费率，无需另行通知甲方。'))).toEqual([['T53', 'high', body]])
  expect(told(hidden('押金三百元'))).toEqual([['T53', 'medium', body]])
  expect(told(hidden('导航栏目一二三'))).toEqual([['T53', 'low', body]])
  expect(told(hidden(' · 1'))).toEqual([])
  expect(layoutFindings(hidden('押金$&三百元'))[0]?.why.zh).toContain('“押金$&三百元”')
})

test('T54: taken out and put in at one place is one change; the words taken out are in the reason', () => {
  const text = '结算周期为T+30。费率不变。'
  const read = {
    ...plainRead(text),
    inserted: [{ start: 5, end: 9 }],
    deleted: [
      { at: 5, words: 'T+1' },
      { at: text.length, words: '押金可退。' },
    ],
  }
  const found = layoutFindings(read)
  expect(found.map(({ rule, quote }) => [rule, quote])).toEqual([
    ['T54', 'T+30'],
    ['T54', text],
  ])
  expect(found[0]?.why.en).toContain('taken out: “T+1”')
})

describe('T55 empty cells', () => {
  const table = (...lines: string[]): ReadDocument => {
    const text = lines.join('\n')
    let start = 0
    const rows = lines.map((line) => {
      const row = { start, end: start + line.length }
      start = row.end + 1
      return row
    })
    return { ...plainRead(text), rows }
  }
  test.each([
    ['a rate', ['项目 | 费率 | 封顶', '贷记卡 |  | 无'], 1],
    ['a cap that need not be', ['项目 | 费率 | 封顶', '贷记卡 | 0.60% | '], 0],
    ['a whole row', ['项目 | 说明 | 备注', '押金 |  | '], 1],
    ['a row that says nothing of money', ['项目 | 说明 | 备注', '签名 |  | '], 0],
    ['one line of a form', ['合同期限 | '], 1],
    ['a full table', ['项目 | 费率', '贷记卡 | 0.60%'], 0],
  ] as const)('%s', (_, lines, count) => {
    expect(told(table(...lines)).filter(([rule]) => rule === 'T55')).toHaveLength(count)
  })
})

test('without layout the review of a document is the review of its text; with it, findings stand in order and have pages', () => {
  for (const text of [fee, body, '']) expect(reviewRead(plainRead(text))).toEqual(review(text))
  const read = {
    ...printed('native', [body, 10.5], [fee, 6]),
    pages: [1, 2].map((page) => ({ page, start: (page - 1) * (body.length + 1) })),
  }
  const { findings, verdict } = reviewRead(read)
  expect(findings.map(({ start }) => start)).toEqual(findings.map(({ start }) => start).sort((a, b) => a - b))
  expect(findings.every(({ page }) => page === 2)).toBe(true)
  expect(findings.map(({ rule }) => rule)).toContain('T51')
  expect(verdict).toBe('do-not-sign')
})

test('hidden words that hold a trap make the verdict, whatever the visible text says', () => {
  const hidden = [{ at: 0, words: '乙方有权随时调整费率，无需另行通知甲方。', how: 'no-contrast' as const }]
  expect(reviewRead({ ...plainRead(body), hidden }).verdict).toBe('do-not-sign')
})

test('each layout rule has both languages and a law, and the quote is the text at its offsets', () => {
  for (const { id, name, why, ask, basis } of Object.values(layoutRules)) {
    expect(id).toMatch(/^T5[1-5]$/u)
    for (const words of [name, why, ask]) {
      expect(words.zh).toMatch(/\p{Script=Han}/u)
      expect(words.en).not.toMatch(/\p{Script=Han}/u)
    }
    expect(basis.length).toBeGreaterThan(0)
  }
  const read = printed('native', [body, 10.5], [fee, 6])
  for (const { start, end, quote } of layoutFindings(read)) expect(read.text.slice(start, end)).toBe(quote)
})
