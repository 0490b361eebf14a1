import { agreementNumbers, annexHead } from '#provision/agreement-text.ts'

export type PageLine =
  | { readonly kind: 'heading' | 'line'; readonly text: string }
  /** Old and new, beside each other. */
  | {
      readonly kind: 'compared'
      readonly number: string
      readonly label: string
      readonly before: string
      readonly after: string
    }

/** An agreement as it is set on paper: every character of the text, in its order, and nothing else. */
export type AgreementPage = {
  readonly title: string
  readonly body: readonly PageLine[]
  /** Head of the annex; empty when the text has none. */
  readonly annexHead: string
  readonly annex: readonly { readonly number: string; readonly label: string; readonly value: string }[]
}

const article = /^第[一二三四五六七八九十百零〇0-9]{1,5}[条章节]/u
/** Anything that ends a line, in any file a text came from. */
const lineEnd = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/u

const headingOr = (text: string) => ({
  kind: article.test(text) ? ('heading' as const) : ('line' as const),
  text,
})

/** The first line is the title, articles are headings, the annex is a table whose label cells end in a colon. */
export const agreementPage = (text: string): AgreementPage => {
  const at = text.indexOf(`\n${annexHead}\n`)
  const annex = at < 0 ? [] : agreementNumbers(text)
  const [title = '', ...body] = (annex.length === 0 ? text : text.slice(0, at))
    .split(lineEnd)
    .map((line) => line.replaceAll('\t', ' ').trim())
    .filter((line) => line !== '')
  return {
    title,
    body: body.map(headingOr),
    annexHead: annex.length === 0 ? '' : annexHead,
    annex: annex.map(({ label, value }, index) => ({ number: `${index + 1}.`, label: `${label}：`, value })),
  }
}

/** The words of a page, in the order they are read. */
export const pageText = ({ title, body, annexHead: head, annex }: AgreementPage): string =>
  [
    title,
    ...body.map((line) =>
      line.kind === 'compared' ? `${line.number} ${line.label}${line.before}${line.after}` : line.text,
    ),
    ...(annex.length === 0 ? [] : [head, ...annex.map((row) => `${row.number} ${row.label}${row.value}`)]),
    '',
  ].join('\n')

/** The same page with each of its words written otherwise. */
export const reworded = (page: AgreementPage, word: (text: string) => string): AgreementPage => ({
  title: word(page.title),
  body: page.body.map((line) =>
    line.kind === 'compared'
      ? { ...line, label: word(line.label), before: word(line.before), after: word(line.after) }
      : { ...line, text: word(line.text) },
  ),
  annexHead: page.annexHead,
  annex: page.annex.map((row) => ({ ...row, label: word(row.label), value: word(row.value) })),
})

/** Controls, and marks that turn the direction of writing: what is signed must not read otherwise than it is stored. */
const hidden = /(?![\t\n\v\f\r\u0085])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** Code points of a text that may stand in no signed document, each once, as `U+202E`. */
export const hiddenMarks = (text: string): readonly string[] => [
  ...new Set(Array.from(text.matchAll(hidden), ([mark]) => codePoint(mark))),
]

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** A rare character that no font of the house has is printed as its number, seen by everybody, never as an empty box. */
export const inPlaceOf = (character: string): string => `〔${codePoint(character)}〕`
