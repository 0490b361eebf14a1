import { type AnnexLine, annexOf, type Entry } from '#provision/agreement-annex.ts'
import { chineseClauses, englishClauses } from '#provision/agreement-clauses.ts'
import type { Proposal } from '#provision/case.ts'

/** Whose names stand in the agreement. The licence number is the payment licence's, e.g. `Z2000000000000`. */
export type AgreementParties = {
  readonly acquirerName: string
  readonly acquirerLicenceNo: string
  readonly acquirerHotline: string
  /** Name on the business licence (or the person's, for a micro merchant). */
  readonly merchantRegisteredName: string
  readonly shopName: string
  readonly providerName: string
}

export type AgreementText = { readonly zh: string; readonly en: string }

/** A line where the agreement and the proposal differ; `null` on the side that lacks it. */
export type AgreementDifference = {
  readonly label: string
  readonly proposed: string | null
  readonly written: string | null
}

export const annexHead = '附件 终端、费用与服务参数'
/** Stands above the annex in a text a provider brought. */
export const annexIntro =
  '以下附件由平台按商户已接受的方案逐项列出。正文与附件不一致的，以附件为准；附件未列明的费用不得收取。'
export const annexHeadEnglish = 'Annex: terminal, fees and service'

const printed = (entry: Entry, index: number, colon: string): string =>
  `${index + 1}. ${entry.label}${colon}${oneLine(entry.value)}`

/** Free text (a position, a model code) may not break a line and pose as another one. */
export const oneLine = (value: string): string => value.replace(/[\r\n\u0085\u2028\u2029]+/gu, ' ').trim()

/**
 * Our own agreement from an accepted proposal: every number of the proposal stands in the annex, one per line,
 * and no sum of money or rate stands anywhere else. Chinese is the text signed; English is its rendition.
 */
export const agreementText = (proposal: Proposal, parties: AgreementParties): AgreementText => {
  const annex = annexOf(proposal)
  return {
    zh: [
      ...chineseClauses(parties),
      annexHead,
      ...annex.map(({ zh }, index) => printed(zh, index, '：')),
      '',
    ].join('\n'),
    en: [
      ...englishClauses(parties),
      annexHeadEnglish,
      ...annex.map(({ en }, index) => printed(en, index, ': ')),
      '',
    ].join('\n'),
  }
}

/**
 * A provider's own text with the proposal's annex behind it: whatever the text says of money, the signed document
 * states every figure line by line, and says which one counts.
 */
export const withAnnex = (text: string, proposal: Proposal): string =>
  [
    text.trimEnd(),
    '',
    annexIntro,
    annexHead,
    ...annexOf(proposal).map(({ zh }, index) => printed(zh, index, '：')),
    '',
  ].join('\n')

const entryLine = /^[0-9]{1,3}\. ([^：]{1,60})：(.{0,400})$/u

/** The annex of a Chinese agreement text, read back line by line; empty when the text has none. */
export const agreementNumbers = (text: string): readonly Entry[] => {
  const at = text.indexOf(`\n${annexHead}\n`)
  if (at < 0) return []
  return text
    .slice(at + annexHead.length + 2)
    .split('\n')
    .flatMap((written) => {
      const match = entryLine.exec(written)
      return match === null ? [] : [{ label: match[1] ?? '', value: match[2] ?? '' }]
    })
}

/** Sums and rates a passage names. */
export const figuresIn = (passage: string): readonly string[] =>
  passage.match(/[0-9.,]{1,15} {0,2}(?:%|％|‰|万?元)/gu) ?? []

/** Sums and rates outside the annex: an agreement of ours has none. */
const strayFigures = (text: string): readonly string[] => {
  const at = text.indexOf(`\n${annexHead}\n`)
  const body = at < 0 ? text : text.slice(0, at)
  const tail = at < 0 ? '' : text.slice(at + annexHead.length + 2)
  const extra = tail.split('\n').filter((written) => written !== '' && !entryLine.test(written))
  return [...figuresIn(body), ...extra]
}

/** Every line in which the text departs from the proposal, and every figure the proposal does not know. */
export const differences = (text: string, proposal: Proposal): readonly AgreementDifference[] => {
  const written = agreementNumbers(text)
  const proposed = annexOf(proposal).map(({ zh }: AnnexLine) => ({ ...zh, value: oneLine(zh.value) }))
  const lines = Array.from({ length: Math.max(written.length, proposed.length) }, (_, index) => ({
    there: written[index],
    here: proposed[index],
  }))
  return [
    ...lines
      .filter(({ there, here }) => there?.label !== here?.label || there?.value !== here?.value)
      .map(({ there, here }) => ({
        label: here?.label ?? there?.label ?? '',
        proposed: here?.value ?? null,
        written:
          there === undefined
            ? null
            : there.label === here?.label
              ? there.value
              : `${there.label}：${there.value}`,
      })),
    ...strayFigures(text).map((figure) => ({ label: figure, proposed: null, written: figure })),
  ]
}

/** True when the agreement says exactly what the proposal says, number by number. */
export const matches = (text: string, proposal: Proposal): boolean => differences(text, proposal).length === 0
