import { expect, test } from 'vitest'
import { type Exported, exportPage } from './export-page.ts'

const at = '2026-11-20T08:00:00.000Z'
const both = (zh: string, en: string) => ({ zh, en })

const exported: Exported = {
  format: 'fangxin-my-data/1',
  exportedAt: at,
  merchant: { organisationId: `org_${'0'.repeat(32)}`, name: '演示小馆' },
  person: { name: '陈演示', phone: '19900000041' },
  declared: [
    {
      ...{ datum: 'vault_values.contactPhone', say: both('联系电话', 'Contact phone'), class: 'identity' },
      ...{ sensitive: false, purpose: 'merchant-review', purposeSay: both('商户审核', 'Merchant review') },
      ...{ basis: 'legal-duty', basisSay: both('法定义务', 'Legal duty'), keep: 'cdd' },
      ...{ term: both('10 年', '10 years'), termBasis: '反洗钱法 34' },
    },
  ],
  consents: [],
  cases: [
    {
      caseId: `cas_${'1'.repeat(32)}`,
      step: 'review',
      openedAt: at,
      shop: { shopName: '<img src=x onerror=alert(1)>' },
      values: [{ datum: 'vault_values.contactPhone', value: '"><script>x</script>&', at, inUse: true }],
      papers: [],
      trainees: [],
      tickets: [],
      grants: [],
      looks: [
        {
          ...{ revealId: `rev_${'2'.repeat(32)}`, at, organisation: '演示收单', reader: '审核甲' },
          ...{ fields: ['contactPhone', 'document:id-front'], words: '核对', leafIndex: 7 },
        },
      ],
      facts: [],
      complete: true,
    },
  ],
}

test('what a merchant typed stays text on the exported page, and names are said in both languages', () => {
  const page = exportPage(exported)
  expect(page).not.toContain('<img')
  expect(page).not.toContain('<script')
  expect(page).toContain('&quot;&gt;&lt;script&gt;x&lt;/script&gt;&amp;')
  expect(page).toContain('联系电话 / Contact phone')
  expect(page).toContain('法定代表人身份证人像面 / Identity card, portrait side')
  expect(page).toContain('<td>7</td>')
  expect(page).toContain("default-src 'none'")
})
