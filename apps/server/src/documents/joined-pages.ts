import { clauseHead } from '#contract-guard/normalise.ts'
import { simplified } from '#contract-guard/traditional.ts'
import type { HiddenWords, ReadDocument } from '#contract-guard/read.ts'
import type { PageLine } from './page-lines.ts'
import { textBuilder } from './text-builder.ts'

/** Hidden words and how far down the page they stand. */
export type UnseenWords = Omit<HiddenWords, 'at'> & { readonly y: number }

/** A page whose lines stand in reading order; its size in the unit of the lines. */
export type ReadPage = {
  readonly width: number
  readonly height: number
  readonly turned: number
  readonly lines: readonly PageLine[]
  readonly hidden: readonly UnseenWords[]
  readonly source: ReadDocument['source']
}

/** PDF writers put radicals in the place of characters that look the same (⽅ for 方); the one keeps the other's place. */
const withoutRadicals = (text: string): string =>
  text
    .replace(/[\u2f00-\u2fd5]/gu, (radical) => radical.normalize('NFKC'))
    .replace(/[\u2e80-\u2eff]/gu, simplified)

const wordsOf = ({ runs }: PageLine): string => withoutRadicals(runs.map(({ text }) => text).join(''))

/** Where headers and footers stand, as a share of the page's height from above and below. */
const margin = 0.11

const inMargin = (line: PageLine, { height }: ReadPage): 'head' | 'foot' | null => {
  if (line.y + line.height < height * margin) return 'head'
  return line.y > height * (1 - margin) ? 'foot' : null
}

/** Page numbers count; the rest of a running line stays the same. */
const keyOf = (line: PageLine, place: string): string =>
  `${place} ${wordsOf(line)
    .replace(/[0-9一二三四五六七八九十]+/gu, '#')
    .replace(/\s+/gu, '')}`

/** `第#页共#页`, `- 3 -`, `3/12`: nothing but where one is. */
const isPageNumber = (words: string): boolean =>
  /^[\s第共页—–\-/|·.,，0-9一二三四五六七八九十pageofPAGEOF]*$/u.test(words.normalize('NFKC'))

/** Lines that run through at least half of the pages, by their words. */
const runningKeys = (pages: readonly ReadPage[]): ReadonlySet<string> => {
  const seen = new Map<string, number>()
  for (const page of pages) {
    const keys = page.lines.flatMap((line) => {
      const place = inMargin(line, page)
      return place === null ? [] : [keyOf(line, place)]
    })
    for (const key of new Set(keys)) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const enough = Math.max(2, pages.length / 2)
  return new Set([...seen].filter(([, times]) => times >= enough).map(([key]) => key))
}

type Placed = { readonly line: PageLine; readonly page: number }

/** Whether a line goes on where the one before it was broken by the edge of its column. */
const continues = (before: Placed, after: Placed, loose: boolean): boolean => {
  const [one, other] = [before.line, after.line]
  if (one.row || other.row) return false
  const size = one.points / Math.max(1, other.points)
  const slack = loose ? 0.35 : 0.12
  if (size < 1 - slack || size > 1 + slack) return false
  if (one.right - one.left < 10 * one.height || one.right - (one.x + one.width) > 2.2 * one.height)
    return false
  if (other.x - other.left > 1.4 * other.height) return false
  const [ends, begins] = [wordsOf(one), wordsOf(other)]
  // “30日内” begins like a clause and is none when the sentence before has not ended.
  const numbered = clauseHead.test(begins.normalize('NFKC'))
  if (numbered && (/[。；：！？;:!?]\s*$/u.test(ends) || !/^[0-9]{1,2}\p{Script=Han}/u.test(begins)))
    return false
  const below = before.page === after.page && other.y > one.y
  return !below || other.y - (one.y + one.height) < 1.2 * one.height
}

const glue = (ends: string, begins: string): string =>
  /[A-Za-z0-9,.;:]$/u.test(ends) && /^[A-Za-z0-9]/u.test(begins) ? ' ' : ''

/**
 * Pages as one text: running headers and footers once (a clause may hide in one), page numbers never, sentences broken by
 * the edge of a column or page whole again.
 */
export const joinedPages = (pages: readonly ReadPage[]): ReadDocument => {
  const loose = pages.some(({ source }) => source === 'ocr')
  const out = textBuilder(loose ? 'ocr' : 'native')
  const running = runningKeys(pages)
  const met = new Set<string>()
  const feet: Placed[] = []
  let before: Placed | null = null

  const put = (placed: Placed) => {
    const { line, page } = placed
    const { width, height } = pages[page - 1] as ReadPage
    const seen = line.seen ?? line
    if (before && continues(before, placed, loose)) out.add(glue(out.last, wordsOf(line)))
    else out.endLine()
    const start = out.length
    for (const { text, points, struck } of line.runs)
      out.add(withoutRadicals(text), { points: Math.round(points * 10) / 10, struck: struck === true })
    out.line({
      start,
      end: out.length,
      page,
      x: seen.x / width,
      y: seen.y / height,
      width: seen.width / width,
      height: seen.height / height,
    })
    before = placed
  }

  for (const [index, page] of pages.entries()) {
    const number = index + 1
    const kept: Placed[] = []
    for (const line of page.lines) {
      const place = inMargin(line, page)
      const key = place === null ? '' : keyOf(line, place)
      if (place !== null && isPageNumber(wordsOf(line))) continue
      if (!running.has(key)) kept.push({ line, page: number })
      else if (!met.has(key)) {
        met.add(key)
        if (place === 'foot') feet.push({ line, page: number })
        else kept.push({ line, page: number })
      }
    }
    const [first] = kept
    // A sentence that runs over the page's end belongs to the page it began on.
    const flows = first && before && continues(before, first, loose)
    if (!flows) out.endLine()
    out.page(number, page.turned)
    let unseen = page.hidden.toSorted((one, other) => one.y - other.y)
    const hideAbove = (y: number) => {
      for (const { words, how } of unseen.filter((each) => each.y < y)) out.hide(withoutRadicals(words), how)
      unseen = unseen.filter((each) => each.y >= y)
    }
    for (const placed of kept) {
      hideAbove(placed.line.y)
      put(placed)
    }
    hideAbove(Number.POSITIVE_INFINITY)
  }
  before = null
  for (const placed of feet) put(placed)
  out.endLine()
  return out.read()
}
