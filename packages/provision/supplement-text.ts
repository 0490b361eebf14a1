import { annexOf, type AnnexLine } from '#provision/agreement-annex.ts'
import { type AgreementPage, type PageLine, pageText } from '#provision/agreement-page.ts'
import { annexHead, oneLine } from '#provision/agreement-text.ts'
import type { Proposal } from '#provision/case.ts'
import type { Named } from '#provision/signable.ts'

type Both = { readonly zh: string; readonly en: string }

/** One number or term as it was and as it would be; null where one side does not have it. */
export type ChangedLine = { readonly label: Both; readonly before: Both | null; readonly after: Both | null }

const both = (line: AnnexLine | undefined, part: 'label' | 'value'): Both | null =>
  line === undefined ? null : { zh: line.zh[part], en: line.en[part] }

/** Every line of the annex in which two proposals differ, in the order of the annex. */
export const changedLines = (before: Proposal, after: Proposal): readonly ChangedLine[] => {
  const [old, young] = [annexOf(before), annexOf(after)].map(
    (lines) => new Map(lines.map((line) => [line.zh.label, line])),
  ) as [Map<string, AnnexLine>, Map<string, AnnexLine>]
  return [...new Set([...young.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), young.get(key)]
    if (was?.zh.value === is?.zh.value) return []
    const label = both(is ?? was, 'label')
    return label === null ? [] : [{ label, before: both(was, 'value'), after: both(is, 'value') }]
  })
}

export type Supplement = {
  readonly acquirerName: string
  readonly merchantName: string
  /** The agreement that is supplemented, and the supplements to it that hold already. */
  readonly changes: Named
  readonly earlier: readonly Named[]
  readonly before: Proposal
  readonly after: Proposal
  /** `before`: as the clause holds now; empty when there is none of that number. */
  readonly clauses: readonly { readonly clause: string; readonly before: string; readonly wording: string }[]
  /** China day (`YYYY-MM-DD`) from whose first instant it would hold. */
  readonly effectiveOn: string
}

const line = (text: string): PageLine => ({ kind: 'line', text })
const heading = (text: string): PageLine => ({ kind: 'heading', text })

type Compared = { readonly label: string; readonly before: string; readonly after: string }

const compared = (rows: readonly Compared[]): readonly PageLine[] =>
  rows.length === 0
    ? [line('1. 无。')]
    : rows.map(({ label, before, after }, index) => ({
        kind: 'compared',
        number: `${index + 1}.`,
        label: `${label}：`,
        before: `原为“${oneLine(before)}”，`,
        after: `变更为“${oneLine(after)}”。`,
      }))

/**
 * The supplement both sign, in Chinese: which agreement it changes, old beside new number by number and clause by clause,
 * from when, that silence is no consent, and the whole annex as it would then stand (条例 art. 20; 4号 art. 62; 民法典 140, 543).
 */
export const supplementPage = (given: Supplement): AgreementPage => ({
  title: '收单协议补充协议（变更）',
  body: [
    line(`收单机构：${oneLine(given.acquirerName)}`),
    line(`商户：${oneLine(given.merchantName)}`),
    line(`原协议编号：${given.changes.agreementId}`),
    line(`原协议文件指纹（SHA-256）：${given.changes.sha256}`),
    ...given.earlier.map(({ agreementId, sha256 }) =>
      line(`已生效的补充协议：${agreementId}，文件指纹（SHA-256）${sha256}`),
    ),
    heading('第一条 费用、终端与服务的变更'),
    ...compared(
      changedLines(given.before, given.after).map(({ label, before, after }) => ({
        label: label.zh,
        before: before?.zh ?? '未约定',
        after: after?.zh ?? '不再约定',
      })),
    ),
    heading('第二条 条款的变更'),
    ...compared(
      given.clauses.map(({ clause, before, wording }) => ({
        label: oneLine(clause),
        before: before === '' ? '未约定' : before,
        after: wording,
      })),
    ),
    heading('第三条 生效'),
    line(
      `1. 收单机构至少提前30日通知商户。商户在${given.effectiveOn}之前签署本补充协议表示同意、收单机构也在该日之前密封的，自该日零时（北京时间）起生效。`,
    ),
    line(
      '2. 沉默或者继续使用终端都不视为同意。商户没有同意的，双方按原条款继续履行；商户也可以选择退出，退出不收费。',
    ),
    line('3. 生效之前商户可以改变答复，已经签署的也可以。没有列明的条款不变。'),
    line('变更生效后的附件'),
  ],
  annexHead,
  annex: annexOf(given.after).map(({ zh }, index) => ({
    number: `${index + 1}.`,
    label: `${zh.label}：`,
    value: oneLine(zh.value),
  })),
})

/**
 * What the guard is to read of a supplement: everything but the old wordings. Those hold already, and to replace a trap
 * the supplement must quote it.
 */
export const newWords = (given: Supplement): string =>
  pageText(supplementPage({ ...given, clauses: given.clauses.map((each) => ({ ...each, before: '' })) }))
