import type { HiddenWords, LineBox, PageStart, ReadDocument, Span } from '#contract-guard/read.ts'

/** How words look. */
export type Look = {
  readonly points?: number | undefined
  readonly struck?: boolean
  readonly inserted?: boolean
}

/** Grows a document's text and keeps the marks that point into it; a reader says what it meets, in reading order. */
export const textBuilder = (source: ReadDocument['source'] = 'native') => {
  const parts: string[] = []
  let length = 0
  let last = ''
  let gap = false
  const pages: PageStart[] = []
  const sizes: (Span & { points: number })[] = []
  const struck: Span[] = []
  const inserted: Span[] = []
  const deleted: { at: number; words: string }[] = []
  const hidden: HiddenWords[] = []
  const lines: LineBox[] = []
  const rows: Span[] = []

  /** Neighbours of one kind are one stretch. */
  const extend = <T extends Span>(spans: T[], next: T, same: (one: T) => boolean) => {
    const before = spans.at(-1)
    if (before && before.end === next.start && same(before))
      spans[spans.length - 1] = { ...before, end: next.end }
    else spans.push(next)
  }

  return {
    get length() {
      return length
    },
    /** The last unit written; empty at the start. */
    get last() {
      return last
    },
    add(text: string, look: Look = {}) {
      if (text === '') return
      if (gap) {
        gap = false
        this.add(' ')
      }
      const span = { start: length, end: length + text.length }
      const { points } = look
      if (points !== undefined && text.trim() !== '')
        extend(sizes, { ...span, points }, (one) => one.points === points)
      if (look.struck && text.trim() !== '') extend(struck, span, () => true)
      if (look.inserted && text.trim() !== '') extend(inserted, span, () => true)
      parts.push(text)
      length = span.end
      last = text.charAt(text.length - 1)
    },
    /** A line end, unless a line has just ended. */
    endLine() {
      gap = false
      if (length > 0 && last !== '\n') this.add('\n')
    },
    /** A space before whatever else comes in this cell; the cell's last one leaves none behind. */
    space() {
      gap = length > 0 && !/\s/u.test(last)
    },
    /** The line between two cells. */
    cell() {
      gap = false
      this.add(' | ')
    },
    page(page: number, turned = 0, start = length) {
      pages.push({ page, start, ...(turned === 0 ? {} : { turned }) })
    },
    hide(words: string, how: HiddenWords['how']) {
      const before = hidden.at(-1)
      if (before && before.at === length && before.how === how)
        hidden[hidden.length - 1] = { ...before, words: before.words + words }
      else if (words.trim() !== '') hidden.push({ at: length, words, how })
    },
    remove(words: string) {
      const before = deleted.at(-1)
      if (before && before.at === length)
        deleted[deleted.length - 1] = { at: length, words: before.words + words }
      else if (words.trim() !== '') deleted.push({ at: length, words })
    },
    line(box: LineBox) {
      lines.push(box)
    },
    row(span: Span) {
      rows.push(span)
    },
    read: (): ReadDocument => ({
      text: parts.join(''),
      source,
      pages,
      sizes,
      struck,
      inserted,
      deleted,
      hidden,
      lines,
      rows,
    }),
  }
}
