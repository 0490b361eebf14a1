/** A stretch of a text in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

/** Where a page begins. `turned`: quarters clockwise a picture was turned to stand upright. */
export type PageStart = { readonly page: number; readonly start: number; readonly turned?: number }

/** A line on its page: upper left corner and size as shares (0–1) of the page set upright. */
export type LineBox = Span & {
  readonly page: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Words in the file that no reader of the page sees, and why. They are not part of the text; `at` is where they stood. */
export type HiddenWords = {
  readonly at: number
  readonly words: string
  readonly how: 'not-shown' | 'no-size' | 'no-contrast' | 'off-page'
}

/**
 * An agreement as it was read: its text in reading order, a table's row as one line with ` | ` between cells, and what
 * the layout said beside the words. Every offset points into `text`.
 */
export type ReadDocument = {
  readonly text: string
  /** `ocr`: some of it was read from a picture and may be misread. */
  readonly source: 'native' | 'ocr'
  readonly pages: readonly PageStart[]
  /** Font sizes in points where they are known; from a picture an estimate. */
  readonly sizes: readonly (Span & { readonly points: number })[]
  readonly struck: readonly Span[]
  /** Tracked changes nobody has accepted yet: what was put in, and what was taken out at a place. */
  readonly inserted: readonly Span[]
  readonly deleted: readonly { readonly at: number; readonly words: string }[]
  readonly hidden: readonly HiddenWords[]
  readonly lines: readonly LineBox[]
  /** Rows of tables the file itself calls tables. */
  readonly rows: readonly Span[]
}

/** A text without layout. */
export const plainRead = (text: string): ReadDocument => ({
  text,
  source: 'native',
  pages: [],
  sizes: [],
  struck: [],
  inserted: [],
  deleted: [],
  hidden: [],
  lines: [],
  rows: [],
})

/** The page a place stands on, counted from 1; undefined where the document has no pages. */
export const pageAt = ({ pages }: Pick<ReadDocument, 'pages'>, at: number): number | undefined =>
  pages.findLast(({ start }) => start <= at)?.page

/** The lines a stretch of the text stands on. */
export const linesAt = ({ lines }: Pick<ReadDocument, 'lines'>, { start, end }: Span): readonly LineBox[] =>
  lines.filter((line) => line.start < end && line.end > start)
