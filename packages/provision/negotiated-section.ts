import { annexHead, annexHeadEnglish, annexIntro, figuresIn, oneLine } from '#provision/agreement-text.ts'

export const negotiatedHead = '协商条款（双方另行约定，与格式条款不一致的，以本部分为准）'
const headEnglish = 'Negotiated terms (they prevail over the standard terms; worded in Chinese)'

const ends = [`\n${annexIntro}\n`, `\n${annexHead}\n`, `\n${annexHeadEnglish}\n`]

/** Where our own annex begins: the last place, for a text above it may say anything. */
const annexAt = (text: string): number => {
  for (const end of ends) {
    const at = text.lastIndexOf(end)
    if (at >= 0) return at
  }
  return text.length
}

const withSection = (text: string, title: string, wordings: readonly string[]): string => {
  const annex = annexAt(text)
  const before = text.lastIndexOf(`\n${title}\n`, annex)
  const body = text.slice(0, before >= 0 ? before : annex)
  const section =
    wordings.length === 0
      ? ''
      : `\n${title}\n${wordings.map((wording, index) => `${index + 1}. ${oneLine(wording)}`).join('\n')}`
  return `${body}${section}${text.slice(annex)}`
}

/** The text with these negotiated terms, in place of those it had: between the clauses and the annex (民法典 art. 498). */
export const withNegotiated = (text: string, wordings: readonly string[]): string =>
  withSection(text, negotiatedHead, wordings)

/** The same for the English rendition of our own text. The wording stays as it was agreed. */
export const withNegotiatedEnglish = (text: string, wordings: readonly string[]): string =>
  withSection(text, headEnglish, wordings)

/** Headings that are the platform's to write. A text brought along that uses one poses as what was agreed. */
export const borrowedHeadings = (text: string): readonly string[] =>
  [negotiatedHead, annexHead, annexIntro].filter((heading) =>
    text.split(/\r?\n/u).some((line) => line.trim() === heading),
  )

/** Sums and rates a wording names: they belong to the proposal (AGR-16). */
export const figuresOf = (wording: string): readonly string[] => figuresIn(wording.normalize('NFKC'))
