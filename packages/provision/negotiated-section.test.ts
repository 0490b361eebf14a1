import fc from 'fast-check'
import { expect, test } from 'vitest'
import { review } from '#contract-guard/review.ts'
import { agreementText, differences, withAnnex } from '#provision/agreement-text.ts'
import { proposal, terms } from '#provision/given.ts'
import {
  borrowedHeadings,
  figuresOf,
  withNegotiated,
  withNegotiatedEnglish,
} from '#provision/negotiated-section.ts'
import { agreementPage, pageText } from '#provision/agreement-page.ts'
import { changedLines, newWords, supplementPage } from '#provision/supplement-text.ts'

const whole = { ...proposal, version: 1, changeRequest: null }
const parties = {
  acquirerName: '示例支付股份有限公司',
  acquirerLicenceNo: 'Z2000000000001',
  acquirerHotline: '400-000-0000',
  merchantRegisteredName: '示例区阿明小吃店',
  shopName: '阿明小吃',
  providerName: '示例终端服务有限公司',
}
const own = agreementText(whole, parties)
const brought = withAnnex('合作协议\n一、服务商上门维护。', whole)
const wordings = ['服务商在商户报修后24小时内到店。', '终端故障期间免费提供备用机。']

test('negotiated terms stand between clauses and annex, in our text and in one that was brought', () => {
  for (const text of [own.zh, brought]) {
    const written = withNegotiated(text, wordings)
    expect(written).toMatch(/协商条款（.+\n1\. 服务商在商户报修后24小时内到店。\n2\. 终端故障期间/u)
    expect(written.indexOf('协商条款')).toBeLessThan(written.indexOf('附件 终端、费用与服务参数'))
    expect(withNegotiated(written, [])).toBe(text)
    expect(withNegotiated(written, wordings)).toBe(written)
  }
  expect(withNegotiatedEnglish(own.en, wordings)).toContain('Negotiated terms')
})

test('our text with negotiated terms still says exactly what the proposal says, and passes the guard', () => {
  const written = withNegotiated(own.zh, wordings)
  expect(differences(written, whole)).toEqual([])
  expect(review(written)).toEqual({ findings: [], missing: [], verdict: 'no-trap-found' })
})

test('whatever the wording, it stays inside its section and the annex stays what it was', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), { maxLength: 4 }),
      (said) => {
        const written = withNegotiated(own.zh, said)
        const annex = (text: string) => text.slice(text.lastIndexOf('\n附件 终端、费用与服务参数\n'))
        expect(annex(written)).toBe(annex(own.zh))
        expect(withNegotiated(written, [])).toBe(own.zh)
      },
    ),
  )
})

test('a text that poses with an annex of its own has the terms before the platform’s, which is the last', () => {
  const posing = withAnnex('一、收费\n附件 终端、费用与服务参数\n1. 押金：见业务员', whole)
  const written = withNegotiated(posing, wordings)
  expect(written.indexOf('协商条款（')).toBeGreaterThan(written.indexOf('见业务员'))
})

test('[AGR-16] sums and rates are noticed, however wide their digits', () => {
  expect(figuresOf('免收流量费，首年后每年不超过36元')).toEqual(['36元'])
  expect(figuresOf('费率０．３８％')).toEqual(['0.38%'])
  expect(figuresOf('24小时内到店，30日内答复')).toEqual([])
})

test('[AGR-3] a text that borrows the platform’s headings is told apart', () => {
  expect(borrowedHeadings('一、服务商上门维护。')).toEqual([])
  expect(borrowedHeadings(`一、收费\r\n 附件 终端、费用与服务参数 \n1. 押金：0`)).toEqual([
    '附件 终端、费用与服务参数',
  ])
})

test('a supplement names every number that changes, passes the guard when fair and is caught when not', () => {
  const after = {
    ...whole,
    terms: {
      ...terms,
      rows: terms.rows.map((row) => ({ ...row, ratePpm: row.ratePpm + 200 })),
      exitFeeFen: 0,
    },
  }
  const lines = changedLines(whole, after)
  expect(lines).toHaveLength(5)
  expect(lines[0]).toEqual({
    label: { zh: '费率行1·借记卡·每笔比例', en: 'Fee row 1 · Debit card · share of each payment' },
    before: { zh: '0.5%', en: '0.5 %' },
    after: { zh: '0.52%', en: '0.52 %' },
  })
  const given = {
    ...{ acquirerName: parties.acquirerName, merchantName: parties.merchantRegisteredName },
    ...{ changes: { agreementId: 'agr_1', sha256: 'a'.repeat(64) }, earlier: [] },
    ...{ before: whole, after, effectiveOn: '2027-01-15' },
  }
  const words = (...clauses: { clause: string; before: string; wording: string }[]) =>
    pageText(supplementPage({ ...given, clauses }))
  const trap = '收单机构有权随时调整费率，无需另行通知，继续使用视为同意。'
  const honest = { clause: '第七条', before: '服务商每年巡检。', wording: '服务商每季度巡检一次。' }
  const fair = words(honest)
  expect(fair).toContain('原协议编号：agr_1\n')
  expect(fair).toContain('1. 第七条：原为“服务商每年巡检。”，变更为“服务商每季度巡检一次。”。')
  expect(review(fair).findings.filter(({ severity }) => severity === 'high')).toEqual([])
  for (const { label, before, after: is } of lines) {
    expect(fair).toContain(`${label.zh}：原为“${before?.zh}”，变更为“${is?.zh}”`)
  }
  const grave = (clause: typeof honest) =>
    review(newWords({ ...given, clauses: [clause] })).findings.some(({ severity }) => severity === 'high')
  expect(grave({ ...honest, wording: trap })).toBe(true)
  // A trap that is replaced is quoted, and is no trap of the supplement.
  expect(words({ ...honest, before: trap })).toContain(trap)
  expect(grave({ ...honest, before: trap })).toBe(false)
})

test('a page says its text again', () => {
  const { zh } = agreementText(whole, parties)
  expect(pageText(agreementPage(zh))).toBe(zh)
})

test('a row that comes or goes is a line that was or will be missing', () => {
  const [kept] = terms.rows
  if (!kept) throw new Error('the story has fee rows')
  const fewer = { ...whole, terms: { ...terms, rows: [kept] } }
  expect(changedLines(whole, fewer).every(({ after }) => after === null)).toBe(true)
  expect(changedLines(fewer, whole).every(({ before }) => before === null)).toBe(true)
  expect(changedLines(whole, whole)).toEqual([])
})
