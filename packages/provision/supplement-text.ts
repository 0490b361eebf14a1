import { annexOf, type AnnexLine } from '#provision/agreement-annex.ts'
import { annexHead, oneLine } from '#provision/agreement-text.ts'
import type { Proposal } from '#provision/case.ts'

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
  /** Digest of the agreement that is supplemented. */
  readonly agreementDigest: string
  readonly before: Proposal
  readonly after: Proposal
  readonly clauses: readonly { readonly clause: string; readonly wording: string }[]
  /** China day (`YYYY-MM-DD`) from whose first instant it would hold. */
  readonly effectiveOn: string
}

const numbered = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? ['1. 无。'] : lines.map((line, index) => `${index + 1}. ${oneLine(line)}`)

/**
 * The supplement the merchant consents to or not, in Chinese: what changes, number by number and clause by clause, from
 * when, that silence is no consent, and the whole annex as it would then stand (条例 art. 20; 4号 art. 62).
 */
export const supplementText = (given: Supplement): string =>
  [
    '收单协议补充协议（变更）',
    `收单机构：${oneLine(given.acquirerName)}`,
    `商户：${oneLine(given.merchantName)}`,
    `原协议文本指纹：${given.agreementDigest}`,
    '第一条 费用、终端与服务的变更',
    ...numbered(
      changedLines(given.before, given.after).map(
        ({ label, before, after }) =>
          `${label.zh}：原为“${before?.zh ?? '未约定'}”，变更为“${after?.zh ?? '不再约定'}”。`,
      ),
    ),
    '第二条 条款的变更',
    ...numbered(given.clauses.map(({ clause, wording }) => `${clause}变更为：${wording}`)),
    '第三条 生效',
    `1. 收单机构至少提前30日通知商户。商户在${given.effectiveOn}之前明确同意的，自该日零时（北京时间）起生效。`,
    '2. 沉默或者继续使用终端都不视为同意。商户没有同意的，双方按原条款继续履行；商户也可以选择退出，退出不收费。',
    '3. 生效之前商户可以改变答复。没有列明的条款不变。',
    '变更生效后的附件',
    annexHead,
    ...annexOf(given.after).map(({ zh }, index) => `${index + 1}. ${zh.label}：${oneLine(zh.value)}`),
    '',
  ].join('\n')
