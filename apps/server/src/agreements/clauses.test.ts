import { expect, test } from 'vitest'
import { agreementText } from '#provision/agreement-text.ts'
import { proposal } from '#provision/given.ts'
import { withNegotiated } from '#provision/negotiated-section.ts'
import { clauseAt, clausesOf, clauseWords } from './clauses.ts'

const own = withNegotiated(
  agreementText(
    { ...proposal, version: 1, changeRequest: null },
    {
      ...{ acquirerName: '示例支付股份有限公司', acquirerLicenceNo: 'Z2000000000001' },
      ...{ acquirerHotline: '400-000-0000', merchantRegisteredName: '示例小吃店', shopName: '示例小吃' },
      providerName: '示例服务有限公司',
    },
  ).zh,
  ['服务商在报修后24小时内到店。'],
)

test('our own text is told by article and number, the annex and what was negotiated by their names', () => {
  const names = new Set(clausesOf(own).map(({ clause }) => clause))
  for (const name of ['第四条', '第四条 2', '第十三条 3', '协商条款 1', '附件 1'])
    expect(names).toContain(name)
  expect(clauseWords(own, '第五条 2')).toMatch(/^2\. 沉默或继续使用不视为同意/u)
  expect(clauseWords(own, '协商条款 1')).toBe('1. 服务商在报修后24小时内到店。')
  expect(clauseWords(own, '第九十九条')).toBe('')
})

test('every line of a text is somewhere, and nothing is in two places', () => {
  for (const text of [
    own,
    '甲方：演示\n\n一、押金不退。\n续行。\n二、 （1）自动续约。',
    '没有编号的约定。\n另一行',
  ]) {
    const clauses = clausesOf(text)
    let end = 0
    for (const each of clauses) {
      expect(each.start).toBeGreaterThanOrEqual(end)
      end = each.end
    }
    const said = clauses.map(({ start, end: to }) => text.slice(start, to)).join('')
    expect(said.replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''))
  }
})

test('a place has the clause it begins in, and a place that is not there has none', () => {
  const at = own.indexOf('沉默或继续使用')
  expect(clauseAt(own, at, at + 4)).toBe('第五条 2')
  expect(clauseAt(own, 0, 2)).toBe('正文')
  expect(clauseAt(own, 5, 5)).toBe(null)
  expect(clauseAt(own, 0, own.length + 1)).toBe(null)
})
