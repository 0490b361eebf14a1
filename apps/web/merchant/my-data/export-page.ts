import type { OutputOf } from '#api/calls.ts'
import { documentWords } from '../../domain-words.ts'
import { factWords } from '../../fact-words.ts'

export type Exported = Omit<OutputOf<'vault.export'>, 'next'>

type Pair = readonly [zh: string, en: string]
type Cell = string | number | null

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Everything in the page passes here: what a merchant typed stays text whatever it looks like. */
const escaped = (cell: Cell): string =>
  String(cell ?? '—').replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

const both = ([zh, en]: Pair): string => `${zh} / ${en}`

const wordOf = (table: Readonly<Record<string, Pair>>, key: string): string => {
  const pair = table[key]
  return pair ? both(pair) : key
}

const table = (title: Pair, heads: readonly Pair[], rows: readonly (readonly Cell[])[]): string =>
  rows.length === 0
    ? ''
    : `<h3>${escaped(both(title))}</h3><table><thead><tr>${heads
        .map((head) => `<th scope="col">${escaped(both(head))}</th>`)
        .join('')}</tr></thead><tbody>${rows
        .map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`

const WHEN: Pair = ['时间（UTC）', 'Time (UTC)']
const WHO: Pair = ['人员', 'Person']
const HOUSE: Pair = ['机构', 'Organisation']
const FIELDS: Pair = ['内容', 'Fields']
const LEAF: Pair = ['公开日志序号', 'Log entry']
const yes = (is: boolean): string => (is ? '是 / yes' : '否 / no')

const caseSection = (each: Exported['cases'][number], sayOf: (datum: string) => string): string =>
  [
    `<h2>${escaped(each.shop.shopName ?? each.caseId)}</h2><p class="soft">${escaped(each.caseId)} · ${escaped(each.openedAt)}</p>`,
    table(
      ['店铺', 'Shop'],
      [
        ['项目', 'Field'],
        ['内容', 'Value'],
      ],
      Object.entries(each.shop).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? yes(value) : (value ?? null),
      ]),
    ),
    table(
      ['填写的资料', 'What you entered'],
      [['项目', 'Field'], ['内容', 'Value'], WHEN, ['现用', 'In use']],
      each.values.map(({ datum, value, at, inUse }) => [sayOf(datum), value, at, yes(inUse)]),
    ),
    table(
      ['证照', 'Papers'],
      [['种类', 'Kind'], ['格式', 'Format'], ['字节', 'Bytes'], ['SHA-256', 'SHA-256'], WHEN],
      each.papers.map(({ kind, mediaType, bytes, sha256, at }) => [
        wordOf(documentWords, kind),
        mediaType,
        bytes,
        sha256,
        at,
      ]),
    ),
    table(
      ['受训人', 'Trainees'],
      [['姓名', 'Name'], WHEN],
      each.trainees.map(({ name, at }) => [name, at]),
    ),
    table(
      ['工单', 'Tickets'],
      [['事由', 'Subject'], WHEN, ['内容', 'Text']],
      each.tickets.flatMap(({ subject, messages }) => messages.map(({ at, text }) => [subject, at, text])),
    ),
    table(
      ['查看授权', 'Grants'],
      [WHO, HOUSE, FIELDS, ['起', 'From'], ['止', 'Until']],
      each.grants.map(({ reader, organisation, fields, givenAt, expiresAt, endedAt }) => [
        ...[reader, organisation, fields.map((field) => sayOf(`vault_values.${field}`)).join('、')],
        ...[givenAt, endedAt ?? expiresAt],
      ]),
    ),
    table(
      ['谁看过', 'Looks'],
      [WHEN, WHO, HOUSE, FIELDS, ['用途', 'Purpose'], LEAF],
      each.looks.map(({ at, reader, organisation, fields, words, leafIndex }) => [
        ...[at, reader, organisation, fields.map((field) => sayOf(`vault_values.${field}`)).join('、')],
        ...[words, leafIndex],
      ]),
    ),
    table(
      ['办理经过', 'History'],
      [WHEN, ['事项', 'What'], LEAF],
      each.facts.map(({ at, type, leafIndex }) => [at, wordOf(factWords, type), leafIndex]),
    ),
    each.complete ? '' : '<p>部分清单较长，没有全部列出。 / Some lists were longer and are cut.</p>',
  ].join('')

const style =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#131c2b;background:#fff}table{border-collapse:collapse;width:100%;font-size:14px}th,td{border:1px solid #7b8798;padding:.3rem .5rem;text-align:left;vertical-align:top;word-break:break-word}.soft{color:#4b5768}h2{border-top:2px solid #131c2b;padding-top:1rem}@media print{h3,thead{break-after:avoid}tr{break-inside:avoid}}'

/** The export as one page to read and print, in both languages, without a script or anything fetched from elsewhere. */
export const exportPage = (exported: Exported): string => {
  const said = new Map(exported.declared.map(({ datum, say }) => [datum, `${say.zh} / ${say.en}`]))
  const sayOf = (datum: string): string => {
    const paper = datum.startsWith('vault_values.document:') && datum.slice('vault_values.document:'.length)
    return paper ? wordOf(documentWords, paper) : (said.get(datum) ?? datum.replace('vault_values.', ''))
  }
  const { exportedAt, merchant, person, consents, declared, cases } = exported
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>我的资料 / My data</title><style>${style}</style></head><body><h1>我的资料 / My data</h1><p>${escaped(merchant.name)} · ${escaped(person.name)} · ${escaped(person.phone)}</p><p class="soft">导出于 / exported ${escaped(exportedAt)}</p>${table(
    ['同意', 'Consents'],
    [
      ['用途', 'Purpose'],
      ['版本', 'Version'],
      ['同意', 'Agreed'],
      ['撤回', 'Withdrawn'],
    ],
    consents.map(({ purpose, version, givenAt, withdrawnAt }) => [purpose, version, givenAt, withdrawnAt]),
  )}${cases.map((each) => caseSection(each, sayOf)).join('')}${table(
    ['保存什么、为什么、多久', 'What is kept, why, how long'],
    [
      ['资料', 'Datum'],
      ['用途', 'Purpose'],
      ['依据', 'Basis'],
      ['期限', 'Term'],
    ],
    declared.map(({ say, purposeSay, basisSay, term }) => [
      ...[both([say.zh, say.en]), both([purposeSay.zh, purposeSay.en])],
      ...[both([basisSay.zh, basisSay.en]), both([term.zh, term.en])],
    ]),
  )}</body></html>`
}
